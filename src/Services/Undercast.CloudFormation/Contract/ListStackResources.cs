using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

public sealed record ListStackResourcesInput
{
    public required string StackName { get; init; }
    [Length(min: 1, max: 1024)] public string? NextToken { get; init; }
}

public sealed record ListStackResourcesOutput
{
    public IReadOnlyList<StackResourceSummary>? StackResourceSummaries { get; init; }
    [Length(min: 1, max: 1024)] public string? NextToken { get; init; }
}
