using Undercast.Protocol;

namespace Undercast.ApiGateway;

[NotSupportedMember("generateDistinctId"), NotSupportedMember("stageKeys")]
public sealed record CreateApiKeyInput
{
    [WireName("name")] public string? Name { get; init; }
    [WireName("description")] public string? Description { get; init; }
    [WireName("enabled")] public bool? Enabled { get; init; }
    [WireName("value")] public string? Value { get; init; }
    [WireName("customerId")] public string? CustomerId { get; init; }
    [WireName("tags")] public IReadOnlyDictionary<string, string>? Tags { get; init; }
}
