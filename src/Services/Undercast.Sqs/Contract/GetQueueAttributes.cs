using Undercast.Protocol;

namespace Undercast.Sqs;

public sealed record GetQueueAttributesInput
{
    public string? QueueUrl { get; init; }
    [QueryFlattened("AttributeName")] public IReadOnlyList<string>? AttributeNames { get; init; }
}

public sealed record GetQueueAttributesOutput
{
    [QueryFlattened("Attribute"), Xml(Key = "Name", Value = "Value")] public IReadOnlyDictionary<string, string>? Attributes { get; init; }
}
