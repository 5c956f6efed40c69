using Undercast.Protocol;

namespace Undercast.Sqs;

public sealed record SetQueueAttributesInput
{
    public string? QueueUrl { get; init; }
    [QueryFlattened("Attribute"), Xml(Key = "Name", Value = "Value")] public IReadOnlyDictionary<string, string>? Attributes { get; init; }
}
