using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito.Identity;

public sealed record MergeDeveloperIdentitiesInput
{
    [Length(min: 1, max: 1024)] public required string SourceUserIdentifier { get; init; }
    [Length(min: 1, max: 1024)] public required string DestinationUserIdentifier { get; init; }
    [Length(min: 1, max: 128), Pattern(@"[\w._-]+")] public required string DeveloperProviderName { get; init; }
    [Length(min: 1, max: 55), Pattern(@"[\w-]+:[0-9a-f-]+")] public required string IdentityPoolId { get; init; }
}

public sealed record MergeDeveloperIdentitiesOutput
{
    [Length(min: 1, max: 55), Pattern(@"[\w-]+:[0-9a-f-]+")] public string? IdentityId { get; init; }
}
