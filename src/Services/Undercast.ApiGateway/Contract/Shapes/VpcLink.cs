using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record VpcLink
{
    [WireName("id")] public string? Id { get; init; }
    [WireName("name")] public string? Name { get; init; }
    [WireName("description")] public string? Description { get; init; }
    [WireName("targetArns")] public IReadOnlyList<string>? TargetArns { get; init; }
    [WireName("status"), OneOf("AVAILABLE", "PENDING", "DELETING", "FAILED")] public string? Status { get; init; }
    [WireName("statusMessage")] public string? StatusMessage { get; init; }
    [WireName("tags")] public IReadOnlyDictionary<string, string>? Tags { get; init; }
}
