namespace Undercast.Lambda;

public sealed record InvokeWithResponseStreamCompleteEvent
{
    public string? ErrorCode { get; init; }
    public string? ErrorDetails { get; init; }
    public string? LogResult { get; init; }
}
