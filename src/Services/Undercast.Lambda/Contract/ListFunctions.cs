using Undercast.Protocol;

namespace Undercast.Lambda;

public sealed record ListFunctionsInput
{
    [HttpQuery("MasterRegion"), Pattern(@"ALL|[a-z]{2}(-gov)?-[a-z]+-\d{1}")] public string? MasterRegion { get; init; }
    [HttpQuery("FunctionVersion"), OneOf("ALL")] public string? FunctionVersion { get; init; }
    [HttpQuery("Marker")] public string? Marker { get; init; }
    [HttpQuery("MaxItems"), Range(min: 1, max: 10000)] public int? MaxItems { get; init; }
}

public sealed record ListFunctionsOutput
{
    public string? NextMarker { get; init; }
    public IReadOnlyList<FunctionConfiguration>? Functions { get; init; }
}
