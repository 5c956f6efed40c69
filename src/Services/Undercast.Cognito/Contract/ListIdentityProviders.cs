using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record ListIdentityProvidersInput
{
    [Length(min: 1, max: 55), Pattern(@"[\w-]+_[0-9a-zA-Z]+")] public required string UserPoolId { get; init; }
    [Range(min: 0, max: 60)] public int? MaxResults { get; init; }
    [Length(min: 1), Pattern(@"[\S]+")] public string? NextToken { get; init; }
}

public sealed record ListIdentityProvidersOutput
{
    [Length(min: 0, max: 50)] public required IReadOnlyList<ProviderDescription> Providers { get; init; }
    [Length(min: 1), Pattern(@"[\S]+")] public string? NextToken { get; init; }
}
