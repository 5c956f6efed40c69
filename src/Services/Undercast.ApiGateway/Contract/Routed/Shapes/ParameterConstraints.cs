using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public sealed record ParameterConstraints
{
    [WireName("required")] public bool? Required { get; init; }
}
