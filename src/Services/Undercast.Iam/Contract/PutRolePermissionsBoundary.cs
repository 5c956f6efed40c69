using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record PutRolePermissionsBoundaryInput
{
    [Length(min: 1, max: 64), Pattern(@"[\w+=,.@-]+")] public required string RoleName { get; init; }
    [Length(min: 20, max: 2048)] public required string PermissionsBoundary { get; init; }
}
