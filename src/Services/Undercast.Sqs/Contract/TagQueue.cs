using Undercast.Protocol;

namespace Undercast.Sqs;

public sealed record TagQueueInput
{
    public string? QueueUrl { get; init; }
    [QueryFlattened("Tag"), Xml(Key = "Key", Value = "Value")] public IReadOnlyDictionary<string, string>? Tags { get; init; }
}
