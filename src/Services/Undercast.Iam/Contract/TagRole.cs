using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record TagRoleInput
{
    [Length(min: 1, max: 64), Pattern(@"[\w+=,.@-]+")] public required string RoleName { get; init; }
    [Length(max: 50)] public required IReadOnlyList<Tag> Tags { get; init; }
}
