using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

public sealed record ListStackSetOperationResultsInput
{
    public required string StackSetName { get; init; }
    [Length(min: 1, max: 128), Pattern(@"[a-zA-Z0-9][-a-zA-Z0-9]*")] public required string OperationId { get; init; }
    [Length(min: 1, max: 1024)] public string? NextToken { get; init; }
    [Range(min: 1, max: 100)] public int? MaxResults { get; init; }
    [OneOf("SELF", "DELEGATED_ADMIN")] public string? CallAs { get; init; }
    [Length(max: 1)] public IReadOnlyList<OperationResultFilter>? Filters { get; init; }
}

public sealed record ListStackSetOperationResultsOutput
{
    public IReadOnlyList<StackSetOperationResultSummary>? Summaries { get; init; }
    [Length(min: 1, max: 1024)] public string? NextToken { get; init; }
}
