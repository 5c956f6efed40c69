using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record GetRoleInput
{
    [Length(min: 1, max: 64), Pattern(@"[\w+=,.@-]+")] public required string RoleName { get; init; }
}

public sealed record GetRoleOutput
{
    public required Role Role { get; init; }
}
