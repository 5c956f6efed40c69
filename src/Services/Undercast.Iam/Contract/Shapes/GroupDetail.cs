using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record GroupDetail
{
    [Length(min: 1, max: 512), Pattern(@"(\u002F)|(\u002F[\u0021-\u007E]+\u002F)")] public string? Path { get; init; }
    [Length(min: 1, max: 128), Pattern(@"[\w+=,.@-]+")] public string? GroupName { get; init; }
    [Length(min: 16, max: 128), Pattern(@"[\w]+")] public string? GroupId { get; init; }
    [Length(min: 20, max: 2048)] public string? Arn { get; init; }
    public DateTimeOffset? CreateDate { get; init; }
    public IReadOnlyList<PolicyDetail>? GroupPolicyList { get; init; }
    public IReadOnlyList<AttachedPolicy>? AttachedManagedPolicies { get; init; }
}
