using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Ssm;

public sealed record GetParametersByPathInput
{
    [Length(min: 1, max: 2048)] public required string Path { get; init; }
    public bool? Recursive { get; init; }
    public IReadOnlyList<ParameterStringFilter>? ParameterFilters { get; init; }
    public bool? WithDecryption { get; init; }
    [Range(min: 1, max: 10)] public int? MaxResults { get; init; }
    public string? NextToken { get; init; }
}

public sealed record GetParametersByPathOutput
{
    public IReadOnlyList<Parameter>? Parameters { get; init; }
    public string? NextToken { get; init; }
}
