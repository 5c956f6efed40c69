using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

public sealed record DescribeAccountLimitsInput
{
    [Length(min: 1, max: 1024)] public string? NextToken { get; init; }
}

public sealed record DescribeAccountLimitsOutput
{
    public IReadOnlyList<AccountLimit>? AccountLimits { get; init; }
    [Length(min: 1, max: 1024)] public string? NextToken { get; init; }
}
