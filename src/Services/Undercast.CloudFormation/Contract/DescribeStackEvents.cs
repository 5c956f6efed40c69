using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

public sealed record DescribeStackEventsInput
{
    public required string StackName { get; init; }
    [Length(min: 1, max: 1024)] public string? NextToken { get; init; }
}

public sealed record DescribeStackEventsOutput
{
    public IReadOnlyList<StackEvent>? StackEvents { get; init; }
    [Length(min: 1, max: 1024)] public string? NextToken { get; init; }
}
