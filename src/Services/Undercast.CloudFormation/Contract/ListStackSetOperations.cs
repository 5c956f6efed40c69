using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

public sealed record ListStackSetOperationsInput
{
    public required string StackSetName { get; init; }
    [Length(min: 1, max: 1024)] public string? NextToken { get; init; }
    [Range(min: 1, max: 100)] public int? MaxResults { get; init; }
    [OneOf("SELF", "DELEGATED_ADMIN")] public string? CallAs { get; init; }
}

public sealed record ListStackSetOperationsOutput
{
    public IReadOnlyList<StackSetOperationSummary>? Summaries { get; init; }
    [Length(min: 1, max: 1024)] public string? NextToken { get; init; }
}
