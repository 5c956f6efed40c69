using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

public sealed record ListTypesInput
{
    [OneOf("PUBLIC", "PRIVATE")] public string? Visibility { get; init; }
    [OneOf("NON_PROVISIONABLE", "IMMUTABLE", "FULLY_MUTABLE")] public string? ProvisioningType { get; init; }
    [OneOf("LIVE", "DEPRECATED")] public string? DeprecatedStatus { get; init; }
    [OneOf("RESOURCE", "MODULE", "HOOK")] public string? Type { get; init; }
    public TypeFilters? Filters { get; init; }
    [Range(min: 1, max: 100)] public int? MaxResults { get; init; }
    [Length(min: 1, max: 1024)] public string? NextToken { get; init; }
}

public sealed record ListTypesOutput
{
    public IReadOnlyList<TypeSummary>? TypeSummaries { get; init; }
    [Length(min: 1, max: 1024)] public string? NextToken { get; init; }
}
