using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

public sealed record DescribeStacksInput
{
    public string? StackName { get; init; }
    [Length(min: 1, max: 1024)] public string? NextToken { get; init; }
}

public sealed record DescribeStacksOutput
{
    public IReadOnlyList<Stack>? Stacks { get; init; }
    [Length(min: 1, max: 1024)] public string? NextToken { get; init; }
}
