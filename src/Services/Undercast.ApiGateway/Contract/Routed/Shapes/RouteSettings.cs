using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public sealed record RouteSettings
{
    [WireName("dataTraceEnabled")] public bool? DataTraceEnabled { get; init; }
    [WireName("detailedMetricsEnabled")] public bool? DetailedMetricsEnabled { get; init; }
    [WireName("loggingLevel"), OneOf("ERROR", "INFO", "OFF")] public string? LoggingLevel { get; init; }
    [WireName("throttlingBurstLimit")] public int? ThrottlingBurstLimit { get; init; }
    [WireName("throttlingRateLimit")] public double? ThrottlingRateLimit { get; init; }
}
