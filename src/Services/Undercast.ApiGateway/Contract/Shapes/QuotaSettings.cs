using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record QuotaSettings
{
    [WireName("limit")] public int? Limit { get; init; }
    [WireName("offset")] public int? Offset { get; init; }
    [WireName("period"), OneOf("DAY", "WEEK", "MONTH")] public string? Period { get; init; }
}
