using Undercast.Protocol;

namespace Undercast.Lambda;

public sealed record AccountLimit
{
    public long? TotalCodeSize { get; init; }
    public long? CodeSizeUnzipped { get; init; }
    public long? CodeSizeZipped { get; init; }
    public int? ConcurrentExecutions { get; init; }
    [Range(min: 0)] public int? UnreservedConcurrentExecutions { get; init; }
}
