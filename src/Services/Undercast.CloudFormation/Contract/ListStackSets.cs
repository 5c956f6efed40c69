using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

public sealed record ListStackSetsInput
{
    [Length(min: 1, max: 1024)] public string? NextToken { get; init; }
    [Range(min: 1, max: 100)] public int? MaxResults { get; init; }
    [OneOf("ACTIVE", "DELETED")] public string? Status { get; init; }
    [OneOf("SELF", "DELEGATED_ADMIN")] public string? CallAs { get; init; }
}

public sealed record ListStackSetsOutput
{
    public IReadOnlyList<StackSetSummary>? Summaries { get; init; }
    [Length(min: 1, max: 1024)] public string? NextToken { get; init; }
}
