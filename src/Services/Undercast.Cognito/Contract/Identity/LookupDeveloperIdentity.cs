using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito.Identity;

public sealed record LookupDeveloperIdentityInput
{
    [Length(min: 1, max: 55), Pattern(@"[\w-]+:[0-9a-f-]+")] public required string IdentityPoolId { get; init; }
    [Length(min: 1, max: 55), Pattern(@"[\w-]+:[0-9a-f-]+")] public string? IdentityId { get; init; }
    [Length(min: 1, max: 1024)] public string? DeveloperUserIdentifier { get; init; }
    [Range(min: 1, max: 60)] public int? MaxResults { get; init; }
    [Length(min: 1, max: 65535), Pattern(@"[\S]+")] public string? NextToken { get; init; }
}

public sealed record LookupDeveloperIdentityOutput
{
    [Length(min: 1, max: 55), Pattern(@"[\w-]+:[0-9a-f-]+")] public string? IdentityId { get; init; }
    [Elements(MinLength = 1, MaxLength = 1024)] public IReadOnlyList<string>? DeveloperUserIdentifierList { get; init; }
    [Length(min: 1, max: 65535), Pattern(@"[\S]+")] public string? NextToken { get; init; }
}
