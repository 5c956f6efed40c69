using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

public sealed record DescribeStackResourceInput
{
    public required string StackName { get; init; }
    public required string LogicalResourceId { get; init; }
}

public sealed record DescribeStackResourceOutput
{
    public StackResourceDetail? StackResourceDetail { get; init; }
}
