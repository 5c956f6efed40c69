using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record ListAttachedUserPoliciesInput
{
    [Length(min: 1, max: 64), Pattern(@"[\w+=,.@-]+")] public required string UserName { get; init; }
    [Length(min: 1, max: 512), Pattern(@"((/[A-Za-z0-9\.,\+@=_-]+)*)/")] public string? PathPrefix { get; init; }
    [Length(min: 1, max: 320), Pattern(@"[\u0020-\u00FF]+")] public string? Marker { get; init; }
    [Range(min: 1, max: 1000)] public int? MaxItems { get; init; }
}

public sealed record ListAttachedUserPoliciesOutput
{
    public IReadOnlyList<AttachedPolicy>? AttachedPolicies { get; init; }
    public bool? IsTruncated { get; init; }
    public string? Marker { get; init; }
}
