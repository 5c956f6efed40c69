using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record ThrottleSettings
{
    [WireName("burstLimit")] public int? BurstLimit { get; init; }
    [WireName("rateLimit")] public double? RateLimit { get; init; }
}
