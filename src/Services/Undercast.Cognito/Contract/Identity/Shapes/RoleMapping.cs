using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito.Identity;

public sealed record RoleMapping
{
    [OneOf("Token", "Rules")] public required string Type { get; init; }
    [OneOf("AuthenticatedRole", "Deny")] public string? AmbiguousRoleResolution { get; init; }
    public RulesConfigurationType? RulesConfiguration { get; init; }
}
