using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record UserDetail
{
    [Length(min: 1, max: 512), Pattern(@"(\u002F)|(\u002F[\u0021-\u007E]+\u002F)")] public string? Path { get; init; }
    [Length(min: 1, max: 64), Pattern(@"[\w+=,.@-]+")] public string? UserName { get; init; }
    [Length(min: 16, max: 128), Pattern(@"[\w]+")] public string? UserId { get; init; }
    [Length(min: 20, max: 2048)] public string? Arn { get; init; }
    public DateTimeOffset? CreateDate { get; init; }
    public IReadOnlyList<PolicyDetail>? UserPolicyList { get; init; }
    [Elements(MinLength = 1, MaxLength = 128, Pattern = @"[\w+=,.@-]+")] public IReadOnlyList<string>? GroupList { get; init; }
    public IReadOnlyList<AttachedPolicy>? AttachedManagedPolicies { get; init; }
    public AttachedPermissionsBoundary? PermissionsBoundary { get; init; }
    [Length(max: 50)] public IReadOnlyList<Tag>? Tags { get; init; }
}
