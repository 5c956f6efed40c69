using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

public sealed record StackSetDriftDetectionDetails
{
    [OneOf("DRIFTED", "IN_SYNC", "NOT_CHECKED")] public string? DriftStatus { get; init; }
    [OneOf("COMPLETED", "FAILED", "PARTIAL_SUCCESS", "IN_PROGRESS", "STOPPED")] public string? DriftDetectionStatus { get; init; }
    public DateTimeOffset? LastDriftCheckTimestamp { get; init; }
    [Range(min: 0)] public int? TotalStackInstancesCount { get; init; }
    [Range(min: 0)] public int? DriftedStackInstancesCount { get; init; }
    [Range(min: 0)] public int? InSyncStackInstancesCount { get; init; }
    [Range(min: 0)] public int? InProgressStackInstancesCount { get; init; }
    [Range(min: 0)] public int? FailedStackInstancesCount { get; init; }
}
