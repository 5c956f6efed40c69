using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record CreateUsagePlanInput
{
    [WireName("name")] public required string Name { get; init; }
    [WireName("description")] public string? Description { get; init; }
    [WireName("apiStages")] public IReadOnlyList<ApiStage>? ApiStages { get; init; }
    [WireName("throttle")] public ThrottleSettings? Throttle { get; init; }
    [WireName("quota")] public QuotaSettings? Quota { get; init; }
    [WireName("tags")] public IReadOnlyDictionary<string, string>? Tags { get; init; }
}
