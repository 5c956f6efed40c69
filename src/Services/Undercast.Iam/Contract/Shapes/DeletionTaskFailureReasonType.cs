using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record DeletionTaskFailureReasonType
{
    [Length(max: 1000)] public string? Reason { get; init; }
    public IReadOnlyList<RoleUsageType>? RoleUsageList { get; init; }
}
