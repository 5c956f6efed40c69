using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record ListUsersInGroupInput
{
    [Length(min: 1, max: 55), Pattern(@"[\w-]+_[0-9a-zA-Z]+")] public required string UserPoolId { get; init; }
    [Length(min: 1, max: 128), Pattern(@"[\p{L}\p{M}\p{S}\p{N}\p{P}]+")] public required string GroupName { get; init; }
    [Range(min: 0, max: 60)] public int? Limit { get; init; }
    [Length(min: 1, max: 131072), Pattern(@"[\S]+")] public string? NextToken { get; init; }
}

public sealed record ListUsersInGroupOutput
{
    public IReadOnlyList<UserType>? Users { get; init; }
    [Length(min: 1, max: 131072), Pattern(@"[\S]+")] public string? NextToken { get; init; }
}
