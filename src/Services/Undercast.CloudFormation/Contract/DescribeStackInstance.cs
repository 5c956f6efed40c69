using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

public sealed record DescribeStackInstanceInput
{
    public required string StackSetName { get; init; }
    [Pattern(@"^[0-9]{12}$")] public required string StackInstanceAccount { get; init; }
    [Pattern(@"^[a-zA-Z0-9-]{1,128}$")] public required string StackInstanceRegion { get; init; }
    [OneOf("SELF", "DELEGATED_ADMIN")] public string? CallAs { get; init; }
}

public sealed record DescribeStackInstanceOutput
{
    public StackInstance? StackInstance { get; init; }
}
