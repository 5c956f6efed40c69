using Undercast.Protocol;

namespace Undercast.Sqs;

public sealed record PurgeQueueInput
{
    public string? QueueUrl { get; init; }
}
