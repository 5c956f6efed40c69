using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

public sealed record ListStacksInput
{
    [Length(min: 1, max: 1024)] public string? NextToken { get; init; }
    public IReadOnlyList<string>? StackStatusFilter { get; init; }
}

public sealed record ListStacksOutput
{
    public IReadOnlyList<StackSummary>? StackSummaries { get; init; }
    [Length(min: 1, max: 1024)] public string? NextToken { get; init; }
}
