using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record ListUserPoolClientsInput
{
    [Length(min: 1, max: 55), Pattern(@"[\w-]+_[0-9a-zA-Z]+")] public required string UserPoolId { get; init; }
    [Range(min: 1, max: 60)] public int? MaxResults { get; init; }
    [Length(min: 1, max: 131072), Pattern(@"[\S]+")] public string? NextToken { get; init; }
}

public sealed record ListUserPoolClientsOutput
{
    public IReadOnlyList<UserPoolClientDescription>? UserPoolClients { get; init; }
    [Length(min: 1, max: 131072), Pattern(@"[\S]+")] public string? NextToken { get; init; }
}
