using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record ListUsersInput
{
    [Length(min: 1, max: 55), Pattern(@"[\w-]+_[0-9a-zA-Z]+")] public required string UserPoolId { get; init; }
    [Elements(MinLength = 1, MaxLength = 32, Pattern = @"[\p{L}\p{M}\p{S}\p{N}\p{P}\t\n\r ]+")] public IReadOnlyList<string>? AttributesToGet { get; init; }
    [Range(min: 0, max: 60)] public int? Limit { get; init; }
    [Length(min: 1), Pattern(@"[\S]+")] public string? PaginationToken { get; init; }
    [Length(max: 256)] public string? Filter { get; init; }
}

public sealed record ListUsersOutput
{
    public IReadOnlyList<UserType>? Users { get; init; }
    [Length(min: 1), Pattern(@"[\S]+")] public string? PaginationToken { get; init; }
}
