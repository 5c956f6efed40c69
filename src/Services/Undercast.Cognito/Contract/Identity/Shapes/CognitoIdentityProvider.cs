using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito.Identity;

public sealed record CognitoIdentityProvider
{
    [Length(min: 1, max: 128), Pattern(@"[\w._:/-]+")] public string? ProviderName { get; init; }
    [Length(min: 1, max: 128), Pattern(@"[\w_]+")] public string? ClientId { get; init; }
    public bool? ServerSideTokenCheck { get; init; }
}
