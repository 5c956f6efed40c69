using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record GetServiceLinkedRoleDeletionStatusInput
{
    [Length(min: 1, max: 1000)] public required string DeletionTaskId { get; init; }
}

public sealed record GetServiceLinkedRoleDeletionStatusOutput
{
    [OneOf("SUCCEEDED", "IN_PROGRESS", "FAILED", "NOT_STARTED")] public required string Status { get; init; }
    public DeletionTaskFailureReasonType? Reason { get; init; }
}
