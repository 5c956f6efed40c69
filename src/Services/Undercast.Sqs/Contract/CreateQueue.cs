using Undercast.Protocol;

namespace Undercast.Sqs;

public sealed record CreateQueueInput
{
    public string? QueueName { get; init; }
    [QueryFlattened("Attribute"), Xml(Key = "Name", Value = "Value")] public IReadOnlyDictionary<string, string>? Attributes { get; init; }
    [QueryFlattened("Tag"), Xml(Key = "Key", Value = "Value")] [WireName("tags")] public IReadOnlyDictionary<string, string>? Tags { get; init; }
}

public sealed record CreateQueueOutput
{
    public string? QueueUrl { get; init; }
}
