using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record PermissionsBoundaryDecisionDetail
{
    public bool? AllowedByPermissionsBoundary { get; init; }
}
