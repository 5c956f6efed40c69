using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record DeleteServiceLinkedRoleInput
{
    [Length(min: 1, max: 64), Pattern(@"[\w+=,.@-]+")] public required string RoleName { get; init; }
}

public sealed record DeleteServiceLinkedRoleOutput
{
    [Length(min: 1, max: 1000)] public required string DeletionTaskId { get; init; }
}
