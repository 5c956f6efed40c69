using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record ListPoliciesGrantingServiceAccessInput
{
    [Length(min: 1, max: 320), Pattern(@"[\u0020-\u00FF]+")] public string? Marker { get; init; }
    [Length(min: 20, max: 2048)] public required string Arn { get; init; }
    [Length(min: 1, max: 200), Elements(MinLength = 1, MaxLength = 64, Pattern = @"[\w-]*")] public required IReadOnlyList<string> ServiceNamespaces { get; init; }
}

public sealed record ListPoliciesGrantingServiceAccessOutput
{
    public required IReadOnlyList<ListPoliciesGrantingServiceAccessEntry> PoliciesGrantingServiceAccess { get; init; }
    public bool? IsTruncated { get; init; }
    public string? Marker { get; init; }
}
