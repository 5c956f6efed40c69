using Undercast.Protocol;

namespace Undercast.Sqs;

public sealed record SendMessageInput
{
    public string? QueueUrl { get; init; }
    public string? MessageBody { get; init; }
    public int? DelaySeconds { get; init; }
    [QueryFlattened("MessageAttribute"), Xml(Key = "Name", Value = "Value")] public IReadOnlyDictionary<string, MessageAttributeValue>? MessageAttributes { get; init; }
    [QueryFlattened("MessageSystemAttribute"), Xml(Key = "Name", Value = "Value")] public IReadOnlyDictionary<string, MessageSystemAttributeValue>? MessageSystemAttributes { get; init; }
    public string? MessageDeduplicationId { get; init; }
    public string? MessageGroupId { get; init; }
}

public sealed record SendMessageOutput
{
    public string? MD5OfMessageBody { get; init; }
    public string? MD5OfMessageAttributes { get; init; }
    public string? MD5OfMessageSystemAttributes { get; init; }
    public string? MessageId { get; init; }
    public string? SequenceNumber { get; init; }
}
