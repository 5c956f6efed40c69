using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Logs;

public sealed record DescribeResourcePoliciesInput
{
    [WireName("nextToken"), Length(min: 1)] public string? NextToken { get; init; }
    [WireName("limit"), Range(min: 1, max: 50)] public int? Limit { get; init; }
    [WireName("resourceArn")] public string? ResourceArn { get; init; }
    [WireName("policyScope"), OneOf("ACCOUNT", "RESOURCE")] public string? PolicyScope { get; init; }
}

public sealed record DescribeResourcePoliciesOutput
{
    [WireName("resourcePolicies")] public IReadOnlyList<ResourcePolicy>? ResourcePolicies { get; init; }
    [WireName("nextToken"), Length(min: 1)] public string? NextToken { get; init; }
}
