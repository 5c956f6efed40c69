using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito.Identity;

public sealed record UnlinkDeveloperIdentityInput
{
    [Length(min: 1, max: 55), Pattern(@"[\w-]+:[0-9a-f-]+")] public required string IdentityId { get; init; }
    [Length(min: 1, max: 55), Pattern(@"[\w-]+:[0-9a-f-]+")] public required string IdentityPoolId { get; init; }
    [Length(min: 1, max: 128), Pattern(@"[\w._-]+")] public required string DeveloperProviderName { get; init; }
    [Length(min: 1, max: 1024)] public required string DeveloperUserIdentifier { get; init; }
}
