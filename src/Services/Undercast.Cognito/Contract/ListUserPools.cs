using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record ListUserPoolsInput
{
    [Length(min: 1), Pattern(@"[\S]+")] public string? NextToken { get; init; }
    [Range(min: 1, max: 60)] public required int MaxResults { get; init; }
}

public sealed record ListUserPoolsOutput
{
    public IReadOnlyList<UserPoolDescriptionType>? UserPools { get; init; }
    [Length(min: 1), Pattern(@"[\S]+")] public string? NextToken { get; init; }
}
