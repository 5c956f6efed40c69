using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record ListResourceServersInput
{
    [Length(min: 1, max: 55), Pattern(@"[\w-]+_[0-9a-zA-Z]+")] public required string UserPoolId { get; init; }
    [Range(min: 1, max: 50)] public int? MaxResults { get; init; }
    [Length(min: 1), Pattern(@"[\S]+")] public string? NextToken { get; init; }
}

public sealed record ListResourceServersOutput
{
    public required IReadOnlyList<ResourceServerType> ResourceServers { get; init; }
    [Length(min: 1), Pattern(@"[\S]+")] public string? NextToken { get; init; }
}
