using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

public sealed record StackResourceDrift
{
    public required string StackId { get; init; }
    public required string LogicalResourceId { get; init; }
    public string? PhysicalResourceId { get; init; }
    [Length(max: 5)] public IReadOnlyList<PhysicalResourceIdContextKeyValuePair>? PhysicalResourceIdContext { get; init; }
    [Length(min: 1, max: 256)] public required string ResourceType { get; init; }
    public string? ExpectedProperties { get; init; }
    public string? ActualProperties { get; init; }
    public IReadOnlyList<PropertyDifference>? PropertyDifferences { get; init; }
    [OneOf("IN_SYNC", "MODIFIED", "DELETED", "NOT_CHECKED", "UNKNOWN", "UNSUPPORTED")] public required string StackResourceDriftStatus { get; init; }
    public required DateTimeOffset Timestamp { get; init; }
    public ModuleInfo? ModuleInfo { get; init; }
    public string? DriftStatusReason { get; init; }
}
