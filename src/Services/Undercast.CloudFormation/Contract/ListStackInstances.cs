using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

public sealed record ListStackInstancesInput
{
    public required string StackSetName { get; init; }
    [Length(min: 1, max: 1024)] public string? NextToken { get; init; }
    [Range(min: 1, max: 100)] public int? MaxResults { get; init; }
    [Length(max: 3)] public IReadOnlyList<StackInstanceFilter>? Filters { get; init; }
    [Pattern(@"^[0-9]{12}$")] public string? StackInstanceAccount { get; init; }
    [Pattern(@"^[a-zA-Z0-9-]{1,128}$")] public string? StackInstanceRegion { get; init; }
    [OneOf("SELF", "DELEGATED_ADMIN")] public string? CallAs { get; init; }
}

public sealed record ListStackInstancesOutput
{
    public IReadOnlyList<StackInstanceSummary>? Summaries { get; init; }
    [Length(min: 1, max: 1024)] public string? NextToken { get; init; }
}
