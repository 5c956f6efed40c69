using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito.Identity;

public sealed record ListIdentitiesInput
{
    [Length(min: 1, max: 55), Pattern(@"[\w-]+:[0-9a-f-]+")] public required string IdentityPoolId { get; init; }
    [Range(min: 1, max: 60)] public required int MaxResults { get; init; }
    [Length(min: 1, max: 65535), Pattern(@"[\S]+")] public string? NextToken { get; init; }
    public bool? HideDisabled { get; init; }
}

public sealed record ListIdentitiesOutput
{
    [Length(min: 1, max: 55), Pattern(@"[\w-]+:[0-9a-f-]+")] public string? IdentityPoolId { get; init; }
    public IReadOnlyList<IdentityDescription>? Identities { get; init; }
    [Length(min: 1, max: 65535), Pattern(@"[\S]+")] public string? NextToken { get; init; }
}
