using Undercast.Protocol;

namespace Undercast.Lambda;

public sealed record Concurrency
{
    [Range(min: 0)] public int? ReservedConcurrentExecutions { get; init; }
}
