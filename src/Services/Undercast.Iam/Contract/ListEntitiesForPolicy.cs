using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record ListEntitiesForPolicyInput
{
    [Length(min: 20, max: 2048)] public required string PolicyArn { get; init; }
    [OneOf("User", "Role", "Group", "LocalManagedPolicy", "AWSManagedPolicy")] public string? EntityFilter { get; init; }
    [Length(min: 1, max: 512), Pattern(@"(\u002F)|(\u002F[\u0021-\u007E]+\u002F)")] public string? PathPrefix { get; init; }
    [OneOf("PermissionsPolicy", "PermissionsBoundary")] public string? PolicyUsageFilter { get; init; }
    [Length(min: 1, max: 320), Pattern(@"[\u0020-\u00FF]+")] public string? Marker { get; init; }
    [Range(min: 1, max: 1000)] public int? MaxItems { get; init; }
}

public sealed record ListEntitiesForPolicyOutput
{
    public IReadOnlyList<PolicyGroup>? PolicyGroups { get; init; }
    public IReadOnlyList<PolicyUser>? PolicyUsers { get; init; }
    public IReadOnlyList<PolicyRole>? PolicyRoles { get; init; }
    public bool? IsTruncated { get; init; }
    public string? Marker { get; init; }
}
