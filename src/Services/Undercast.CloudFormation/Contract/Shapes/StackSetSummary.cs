using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

public sealed record StackSetSummary
{
    public string? StackSetName { get; init; }
    public string? StackSetId { get; init; }
    [Length(min: 1, max: 1024)] public string? Description { get; init; }
    [OneOf("ACTIVE", "DELETED")] public string? Status { get; init; }
    [OneOf("SERVICE_MANAGED", "SELF_MANAGED")] public string? PermissionModel { get; init; }
    [OneOf("DRIFTED", "IN_SYNC", "UNKNOWN", "NOT_CHECKED")] public string? DriftStatus { get; init; }
    public ManagedExecution? ManagedExecution { get; init; }
}
