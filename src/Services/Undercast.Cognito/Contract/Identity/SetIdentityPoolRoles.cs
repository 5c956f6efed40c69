using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito.Identity;

public sealed record SetIdentityPoolRolesInput
{
    [Length(min: 1, max: 55), Pattern(@"[\w-]+:[0-9a-f-]+")] public required string IdentityPoolId { get; init; }
    [Length(max: 2), Elements(MinLength = 20, MaxLength = 2048)] public required IReadOnlyDictionary<string, string> Roles { get; init; }
    [Length(max: 10)] public IReadOnlyDictionary<string, RoleMapping>? RoleMappings { get; init; }
}
