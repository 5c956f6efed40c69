using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Ssm;

[NotSupportedMember("Filters"), NotSupportedMember("Shared")]
public sealed record DescribeParametersInput
{
    public IReadOnlyList<ParameterStringFilter>? ParameterFilters { get; init; }
    [Range(min: 1, max: 50)] public int? MaxResults { get; init; }
    public string? NextToken { get; init; }
}

public sealed record DescribeParametersOutput
{
    public IReadOnlyList<ParameterMetadata>? Parameters { get; init; }
    public string? NextToken { get; init; }
}
