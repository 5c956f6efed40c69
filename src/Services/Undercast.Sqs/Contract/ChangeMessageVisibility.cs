using Undercast.Protocol;

namespace Undercast.Sqs;

public sealed record ChangeMessageVisibilityInput
{
    public string? QueueUrl { get; init; }
    public string? ReceiptHandle { get; init; }
    public int? VisibilityTimeout { get; init; }
}
