using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record AttachedPermissionsBoundary
{
    [OneOf("PermissionsBoundaryPolicy")] public string? PermissionsBoundaryType { get; init; }
    [Length(min: 20, max: 2048)] public string? PermissionsBoundaryArn { get; init; }
}
