using Undercast.Protocol;

namespace Undercast.Sqs;

public sealed record DeleteQueueInput
{
    public string? QueueUrl { get; init; }
}
