using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record RoleDetail
{
    [Length(min: 1, max: 512), Pattern(@"(\u002F)|(\u002F[\u0021-\u007E]+\u002F)")] public string? Path { get; init; }
    [Length(min: 1, max: 64), Pattern(@"[\w+=,.@-]+")] public string? RoleName { get; init; }
    [Length(min: 16, max: 128), Pattern(@"[\w]+")] public string? RoleId { get; init; }
    [Length(min: 20, max: 2048)] public string? Arn { get; init; }
    public DateTimeOffset? CreateDate { get; init; }
    [Length(min: 1, max: 131072), Pattern(@"[\u0009\u000A\u000D\u0020-\u00FF]+")] public string? AssumeRolePolicyDocument { get; init; }
    public IReadOnlyList<InstanceProfile>? InstanceProfileList { get; init; }
    public IReadOnlyList<PolicyDetail>? RolePolicyList { get; init; }
    public IReadOnlyList<AttachedPolicy>? AttachedManagedPolicies { get; init; }
    public AttachedPermissionsBoundary? PermissionsBoundary { get; init; }
    [Length(max: 50)] public IReadOnlyList<Tag>? Tags { get; init; }
    public RoleLastUsed? RoleLastUsed { get; init; }
}
