using Undercast.Protocol;

namespace Undercast.Sqs;

public sealed record ListMessageMoveTasksResultEntry
{
    public string? TaskHandle { get; init; }
    public string? Status { get; init; }
    public string? SourceArn { get; init; }
    public string? DestinationArn { get; init; }
    public int? MaxNumberOfMessagesPerSecond { get; init; }
    public long? ApproximateNumberOfMessagesMoved { get; init; }
    public long? ApproximateNumberOfMessagesToMove { get; init; }
    public string? FailureReason { get; init; }
    public long? StartedTimestamp { get; init; }
}
