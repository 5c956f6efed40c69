using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record RemoveRoleFromInstanceProfileInput
{
    [Length(min: 1, max: 128), Pattern(@"[\w+=,.@-]+")] public required string InstanceProfileName { get; init; }
    [Length(min: 1, max: 64), Pattern(@"[\w+=,.@-]+")] public required string RoleName { get; init; }
}
