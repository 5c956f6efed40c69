using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito.Identity;

public sealed record ListIdentityPoolsInput
{
    [Range(min: 1, max: 60)] public required int MaxResults { get; init; }
    [Length(min: 1, max: 65535), Pattern(@"[\S]+")] public string? NextToken { get; init; }
}

public sealed record ListIdentityPoolsOutput
{
    public IReadOnlyList<IdentityPoolShortDescription>? IdentityPools { get; init; }
    [Length(min: 1, max: 65535), Pattern(@"[\S]+")] public string? NextToken { get; init; }
}
