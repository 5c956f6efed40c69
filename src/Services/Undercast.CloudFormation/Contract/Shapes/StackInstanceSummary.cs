using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

public sealed record StackInstanceSummary
{
    public string? StackSetId { get; init; }
    [Pattern(@"^[a-zA-Z0-9-]{1,128}$")] public string? Region { get; init; }
    [Pattern(@"^[0-9]{12}$")] public string? Account { get; init; }
    public string? StackId { get; init; }
    [OneOf("CURRENT", "OUTDATED", "INOPERABLE")] public string? Status { get; init; }
    public string? StatusReason { get; init; }
    public StackInstanceComprehensiveStatus? StackInstanceStatus { get; init; }
    [OneOf("DRIFTED", "IN_SYNC", "UNKNOWN", "NOT_CHECKED")] public string? DriftStatus { get; init; }
    [Length(min: 1, max: 128), Pattern(@"[a-zA-Z0-9][-a-zA-Z0-9]*")] public string? LastOperationId { get; init; }
}
