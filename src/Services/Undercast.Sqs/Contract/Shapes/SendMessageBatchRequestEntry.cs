using Undercast.Protocol;

namespace Undercast.Sqs;

public sealed record SendMessageBatchRequestEntry
{
    public string? Id { get; init; }
    public string? MessageBody { get; init; }
    public int? DelaySeconds { get; init; }
    [QueryFlattened("MessageAttribute"), Xml(Key = "Name", Value = "Value")] public IReadOnlyDictionary<string, MessageAttributeValue>? MessageAttributes { get; init; }
    [QueryFlattened("MessageSystemAttribute"), Xml(Key = "Name", Value = "Value")] public IReadOnlyDictionary<string, MessageSystemAttributeValue>? MessageSystemAttributes { get; init; }
    public string? MessageDeduplicationId { get; init; }
    public string? MessageGroupId { get; init; }
}
