using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record ManagedPolicyDetail
{
    [Length(min: 1, max: 128), Pattern(@"[\w+=,.@-]+")] public string? PolicyName { get; init; }
    [Length(min: 16, max: 128), Pattern(@"[\w]+")] public string? PolicyId { get; init; }
    [Length(min: 20, max: 2048)] public string? Arn { get; init; }
    [Length(min: 1, max: 512), Pattern(@"((/[A-Za-z0-9\.,\+@=_-]+)*)/")] public string? Path { get; init; }
    [Pattern(@"v[1-9][0-9]*(\.[A-Za-z0-9-]*)?")] public string? DefaultVersionId { get; init; }
    public int? AttachmentCount { get; init; }
    public int? PermissionsBoundaryUsageCount { get; init; }
    public bool? IsAttachable { get; init; }
    [Length(max: 1000)] public string? Description { get; init; }
    public DateTimeOffset? CreateDate { get; init; }
    public DateTimeOffset? UpdateDate { get; init; }
    public IReadOnlyList<PolicyVersion>? PolicyVersionList { get; init; }
}
