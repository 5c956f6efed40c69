using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record PolicyRole
{
    [Length(min: 1, max: 64), Pattern(@"[\w+=,.@-]+")] public string? RoleName { get; init; }
    [Length(min: 16, max: 128), Pattern(@"[\w]+")] public string? RoleId { get; init; }
}
