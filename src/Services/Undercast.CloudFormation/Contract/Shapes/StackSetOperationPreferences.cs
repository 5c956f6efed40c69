using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

public sealed record StackSetOperationPreferences
{
    [OneOf("SEQUENTIAL", "PARALLEL")] public string? RegionConcurrencyType { get; init; }
    [Elements(Pattern = @"^[a-zA-Z0-9-]{1,128}$")] public IReadOnlyList<string>? RegionOrder { get; init; }
    [Range(min: 0)] public int? FailureToleranceCount { get; init; }
    [Range(min: 0, max: 100)] public int? FailureTolerancePercentage { get; init; }
    [Range(min: 1)] public int? MaxConcurrentCount { get; init; }
    [Range(min: 1, max: 100)] public int? MaxConcurrentPercentage { get; init; }
    [OneOf("STRICT_FAILURE_TOLERANCE", "SOFT_FAILURE_TOLERANCE")] public string? ConcurrencyMode { get; init; }
}
