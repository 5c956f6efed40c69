using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

public sealed record DescribeStackResourceDriftsInput
{
    [Length(min: 1)]
    [Pattern(@"([a-zA-Z][-a-zA-Z0-9]*)|(arn:\b(aws|aws-us-gov|aws-cn)\b:[-a-zA-Z0-9:/._+]*)")]
    public required string StackName { get; init; }
    [Length(min: 1, max: 4)] public IReadOnlyList<string>? StackResourceDriftStatusFilters { get; init; }
    [Length(min: 1, max: 1024)] public string? NextToken { get; init; }
    [Range(min: 1, max: 100)] public int? MaxResults { get; init; }
}

public sealed record DescribeStackResourceDriftsOutput
{
    public required IReadOnlyList<StackResourceDrift> StackResourceDrifts { get; init; }
    [Length(min: 1, max: 1024)] public string? NextToken { get; init; }
}
