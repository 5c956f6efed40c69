using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record UpdateRoleDescriptionInput
{
    [Length(min: 1, max: 64), Pattern(@"[\w+=,.@-]+")] public required string RoleName { get; init; }
    [Length(max: 1000), Pattern(@"[\u0009\u000A\u000D\u0020-\u007E\u00A1-\u00FF]*")] public required string Description { get; init; }
}

public sealed record UpdateRoleDescriptionOutput
{
    public Role? Role { get; init; }
}
