using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

public sealed record DescribeStackSetInput
{
    public required string StackSetName { get; init; }
    [OneOf("SELF", "DELEGATED_ADMIN")] public string? CallAs { get; init; }
}

public sealed record DescribeStackSetOutput
{
    public StackSet? StackSet { get; init; }
}
