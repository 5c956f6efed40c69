using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

public sealed record DescribeStackResourcesInput
{
    public string? StackName { get; init; }
    public string? LogicalResourceId { get; init; }
    public string? PhysicalResourceId { get; init; }
}

public sealed record DescribeStackResourcesOutput
{
    public IReadOnlyList<StackResource>? StackResources { get; init; }
}
