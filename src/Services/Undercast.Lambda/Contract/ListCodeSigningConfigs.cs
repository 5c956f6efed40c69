using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Lambda;

public sealed record ListCodeSigningConfigsInput
{
    [HttpQuery("Marker")] public string? Marker { get; init; }
    [HttpQuery("MaxItems"), Range(min: 1, max: 10000)] public int? MaxItems { get; init; }
}

public sealed record ListCodeSigningConfigsOutput
{
    public string? NextMarker { get; init; }
    public IReadOnlyList<CodeSigningConfig>? CodeSigningConfigs { get; init; }
}
