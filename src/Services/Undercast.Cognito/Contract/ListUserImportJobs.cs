using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record ListUserImportJobsInput
{
    [Length(min: 1, max: 55), Pattern(@"[\w-]+_[0-9a-zA-Z]+")] public required string UserPoolId { get; init; }
    [Range(min: 1, max: 60)] public required int MaxResults { get; init; }
    [Length(min: 1), Pattern(@"[\S]+")] public string? PaginationToken { get; init; }
}

public sealed record ListUserImportJobsOutput
{
    [Length(min: 1, max: 50)] public IReadOnlyList<UserImportJobType>? UserImportJobs { get; init; }
    [Length(min: 1), Pattern(@"[\S]+")] public string? PaginationToken { get; init; }
}
