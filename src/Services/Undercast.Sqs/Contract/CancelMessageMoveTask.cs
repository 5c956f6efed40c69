using Undercast.Protocol;

namespace Undercast.Sqs;

public sealed record CancelMessageMoveTaskInput
{
    public string? TaskHandle { get; init; }
}

public sealed record CancelMessageMoveTaskOutput
{
    public long? ApproximateNumberOfMessagesMoved { get; init; }
}
