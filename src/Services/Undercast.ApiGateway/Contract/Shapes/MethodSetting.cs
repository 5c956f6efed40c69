using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record MethodSetting
{
    [WireName("metricsEnabled")] public bool? MetricsEnabled { get; init; }
    [WireName("loggingLevel")] public string? LoggingLevel { get; init; }
    [WireName("dataTraceEnabled")] public bool? DataTraceEnabled { get; init; }
    [WireName("throttlingBurstLimit")] public int? ThrottlingBurstLimit { get; init; }
    [WireName("throttlingRateLimit")] public double? ThrottlingRateLimit { get; init; }
    [WireName("cachingEnabled")] public bool? CachingEnabled { get; init; }
    [WireName("cacheTtlInSeconds")] public int? CacheTtlInSeconds { get; init; }
    [WireName("cacheDataEncrypted")] public bool? CacheDataEncrypted { get; init; }
    [WireName("requireAuthorizationForCacheControl")] public bool? RequireAuthorizationForCacheControl { get; init; }
    [WireName("unauthorizedCacheControlHeaderStrategy")]
    [OneOf("FAIL_WITH_403", "SUCCEED_WITH_RESPONSE_HEADER", "SUCCEED_WITHOUT_RESPONSE_HEADER")]
    public string? UnauthorizedCacheControlHeaderStrategy { get; init; }
}
