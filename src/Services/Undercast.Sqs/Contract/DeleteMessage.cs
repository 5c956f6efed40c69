using Undercast.Protocol;

namespace Undercast.Sqs;

public sealed record DeleteMessageInput
{
    public string? QueueUrl { get; init; }
    public string? ReceiptHandle { get; init; }
}
