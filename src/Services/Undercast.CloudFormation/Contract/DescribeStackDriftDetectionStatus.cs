using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

public sealed record DescribeStackDriftDetectionStatusInput
{
    [Length(min: 1, max: 36)] public required string StackDriftDetectionId { get; init; }
}

public sealed record DescribeStackDriftDetectionStatusOutput
{
    public required string StackId { get; init; }
    [Length(min: 1, max: 36)] public required string StackDriftDetectionId { get; init; }
    [OneOf("DRIFTED", "IN_SYNC", "UNKNOWN", "NOT_CHECKED")] public string? StackDriftStatus { get; init; }
    [OneOf("DETECTION_IN_PROGRESS", "DETECTION_FAILED", "DETECTION_COMPLETE")] public required string DetectionStatus { get; init; }
    public string? DetectionStatusReason { get; init; }
    public int? DriftedStackResourceCount { get; init; }
    public required DateTimeOffset Timestamp { get; init; }
}
