namespace Undercast.Lambda;

public sealed record AccountUsage
{
    public long? TotalCodeSize { get; init; }
    public long? FunctionCount { get; init; }
}
