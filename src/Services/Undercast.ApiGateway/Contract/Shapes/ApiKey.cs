using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record ApiKey
{
    [WireName("id")] public string? Id { get; init; }
    [WireName("value")] public string? Value { get; init; }
    [WireName("name")] public string? Name { get; init; }
    [WireName("customerId")] public string? CustomerId { get; init; }
    [WireName("description")] public string? Description { get; init; }
    [WireName("enabled")] public bool? Enabled { get; init; }
    [WireName("createdDate")] public DateTimeOffset? CreatedDate { get; init; }
    [WireName("lastUpdatedDate")] public DateTimeOffset? LastUpdatedDate { get; init; }
    [WireName("tags")] public IReadOnlyDictionary<string, string>? Tags { get; init; }
}
