using Undercast.Protocol;

namespace Undercast.Sqs;

public sealed record ListQueueTagsInput
{
    public string? QueueUrl { get; init; }
}

public sealed record ListQueueTagsOutput
{
    [QueryFlattened("Tag"), Xml(Key = "Key", Value = "Value")] public IReadOnlyDictionary<string, string>? Tags { get; init; }
}
