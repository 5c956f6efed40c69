using Undercast.Protocol;

namespace Undercast.Lambda;

public sealed record ScalingConfig
{
    [Range(min: 2, max: 1000)] public int? MaximumConcurrency { get; init; }
}
