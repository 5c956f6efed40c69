using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito.Identity;

public sealed record DescribeIdentityPoolInput
{
    [Length(min: 1, max: 55), Pattern(@"[\w-]+:[0-9a-f-]+")] public required string IdentityPoolId { get; init; }
}

public sealed record DescribeIdentityPoolOutput
{
    [Length(min: 1, max: 55), Pattern(@"[\w-]+:[0-9a-f-]+")] public required string IdentityPoolId { get; init; }
    [Length(min: 1, max: 128), Pattern(@"[\w\s+=,.@-]+")] public required string IdentityPoolName { get; init; }
    public required bool AllowUnauthenticatedIdentities { get; init; }
    public bool? AllowClassicFlow { get; init; }
    [Length(max: 10), Elements(MinLength = 1, MaxLength = 128, Pattern = @"[\w.;_/-]+")] public IReadOnlyDictionary<string, string>? SupportedLoginProviders { get; init; }
    [Length(min: 1, max: 128), Pattern(@"[\w._-]+")] public string? DeveloperProviderName { get; init; }
    [Elements(MinLength = 20, MaxLength = 2048)] public IReadOnlyList<string>? OpenIdConnectProviderARNs { get; init; }
    public IReadOnlyList<CognitoIdentityProvider>? CognitoIdentityProviders { get; init; }
    [Elements(MinLength = 20, MaxLength = 2048)] public IReadOnlyList<string>? SamlProviderARNs { get; init; }
    [Elements(MinLength = 0, MaxLength = 256)] public IReadOnlyDictionary<string, string>? IdentityPoolTags { get; init; }
}
