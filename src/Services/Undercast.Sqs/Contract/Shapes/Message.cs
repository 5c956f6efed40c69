using Undercast.Protocol;

namespace Undercast.Sqs;

public sealed record Message
{
    public string? MessageId { get; init; }
    public string? ReceiptHandle { get; init; }
    public string? MD5OfBody { get; init; }
    public string? Body { get; init; }
    [QueryFlattened("Attribute"), Xml(Key = "Name", Value = "Value")] public IReadOnlyDictionary<string, string>? Attributes { get; init; }
    public string? MD5OfMessageAttributes { get; init; }
    [QueryFlattened("MessageAttribute"), Xml(Key = "Name", Value = "Value")] public IReadOnlyDictionary<string, MessageAttributeValue>? MessageAttributes { get; init; }
}
