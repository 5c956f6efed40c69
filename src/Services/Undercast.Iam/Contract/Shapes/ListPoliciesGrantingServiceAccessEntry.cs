using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record ListPoliciesGrantingServiceAccessEntry
{
    [Length(min: 1, max: 64), Pattern(@"[\w-]*")] public string? ServiceNamespace { get; init; }
    public IReadOnlyList<PolicyGrantingServiceAccess>? Policies { get; init; }
}
