namespace Undercast.Lambda;

public sealed record DestinationConfig
{
    public OnSuccess? OnSuccess { get; init; }
    public OnFailure? OnFailure { get; init; }
}
