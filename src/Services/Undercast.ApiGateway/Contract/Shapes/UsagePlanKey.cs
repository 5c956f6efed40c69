using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record UsagePlanKey
{
    [WireName("id")] public string? Id { get; init; }
    [WireName("type")] public string? Type { get; init; }
    [WireName("value")] public string? Value { get; init; }
    [WireName("name")] public string? Name { get; init; }
}
