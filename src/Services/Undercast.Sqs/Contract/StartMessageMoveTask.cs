using Undercast.Protocol;

namespace Undercast.Sqs;

public sealed record StartMessageMoveTaskInput
{
    public string? SourceArn { get; init; }
    public string? DestinationArn { get; init; }
    public int? MaxNumberOfMessagesPerSecond { get; init; }
}

public sealed record StartMessageMoveTaskOutput
{
    public string? TaskHandle { get; init; }
}
