using Undercast.Protocol;

namespace Undercast.Sqs;

public sealed record DeleteMessageBatchRequestEntry
{
    public string? Id { get; init; }
    public string? ReceiptHandle { get; init; }
}
