using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record RestApi
{
    [WireName("id")] public string? Id { get; init; }
    [WireName("name")] public string? Name { get; init; }
    [WireName("description")] public string? Description { get; init; }
    [WireName("createdDate")] public DateTimeOffset? CreatedDate { get; init; }
    [WireName("version")] public string? Version { get; init; }
    [WireName("warnings")] public IReadOnlyList<string>? Warnings { get; init; }
    [WireName("binaryMediaTypes")] public IReadOnlyList<string>? BinaryMediaTypes { get; init; }
    [WireName("minimumCompressionSize")] public int? MinimumCompressionSize { get; init; }
    [WireName("apiKeySource"), OneOf("HEADER", "AUTHORIZER")] public string? ApiKeySource { get; init; }
    [WireName("endpointConfiguration")] public EndpointConfiguration? EndpointConfiguration { get; init; }
    [WireName("policy")] public string? Policy { get; init; }
    [WireName("tags")] public IReadOnlyDictionary<string, string>? Tags { get; init; }
    [WireName("disableExecuteApiEndpoint")] public bool? DisableExecuteApiEndpoint { get; init; }
    [WireName("rootResourceId")] public string? RootResourceId { get; init; }
    [WireName("securityPolicy")]
    [OneOf("TLS_1_0", "TLS_1_2", "SecurityPolicy_TLS13_1_3_2025_09", "SecurityPolicy_TLS13_1_3_FIPS_2025_09", "SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09", "SecurityPolicy_TLS13_1_2_FIPS_PQ_2025_09", "SecurityPolicy_TLS13_1_2_FIPS_PFS_PQ_2025_09", "SecurityPolicy_TLS13_1_2_PQ_2025_09", "SecurityPolicy_TLS13_1_2_2021_06", "SecurityPolicy_TLS13_2025_EDGE", "SecurityPolicy_TLS12_PFS_2025_EDGE", "SecurityPolicy_TLS12_2018_EDGE")]
    public string? SecurityPolicy { get; init; }
}
