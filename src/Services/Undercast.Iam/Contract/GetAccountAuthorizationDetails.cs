using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record GetAccountAuthorizationDetailsInput
{
    public IReadOnlyList<string>? Filter { get; init; }
    [Range(min: 1, max: 1000)] public int? MaxItems { get; init; }
    [Length(min: 1, max: 320), Pattern(@"[\u0020-\u00FF]+")] public string? Marker { get; init; }
}

public sealed record GetAccountAuthorizationDetailsOutput
{
    public IReadOnlyList<UserDetail>? UserDetailList { get; init; }
    public IReadOnlyList<GroupDetail>? GroupDetailList { get; init; }
    public IReadOnlyList<RoleDetail>? RoleDetailList { get; init; }
    public IReadOnlyList<ManagedPolicyDetail>? Policies { get; init; }
    public bool? IsTruncated { get; init; }
    public string? Marker { get; init; }
}
