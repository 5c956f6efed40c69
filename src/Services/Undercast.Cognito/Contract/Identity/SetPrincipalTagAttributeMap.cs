using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito.Identity;

public sealed record SetPrincipalTagAttributeMapInput
{
    [Length(min: 1, max: 55), Pattern(@"[\w-]+:[0-9a-f-]+")] public required string IdentityPoolId { get; init; }
    [Length(min: 1, max: 128)] public required string IdentityProviderName { get; init; }
    public bool? UseDefaults { get; init; }
    [Length(max: 50), Elements(MinLength = 1, MaxLength = 256)] public IReadOnlyDictionary<string, string>? PrincipalTags { get; init; }
}

public sealed record SetPrincipalTagAttributeMapOutput
{
    [Length(min: 1, max: 55), Pattern(@"[\w-]+:[0-9a-f-]+")] public string? IdentityPoolId { get; init; }
    [Length(min: 1, max: 128)] public string? IdentityProviderName { get; init; }
    public bool? UseDefaults { get; init; }
    [Length(max: 50), Elements(MinLength = 1, MaxLength = 256)] public IReadOnlyDictionary<string, string>? PrincipalTags { get; init; }
}
