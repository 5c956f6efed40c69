using Undercast.Protocol;

namespace Undercast.Sqs;

public sealed record ChangeMessageVisibilityBatchRequestEntry
{
    public string? Id { get; init; }
    public string? ReceiptHandle { get; init; }
    public int? VisibilityTimeout { get; init; }
}
