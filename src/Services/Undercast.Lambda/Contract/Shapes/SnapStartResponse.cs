namespace Undercast.Lambda;

public sealed record SnapStartResponse
{
    public string? ApplyOn { get; init; }
    public string? OptimizationStatus { get; init; }
}
