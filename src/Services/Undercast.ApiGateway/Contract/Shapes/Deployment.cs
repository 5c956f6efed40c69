using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record Deployment
{
    [WireName("id")] public string? Id { get; init; }
    [WireName("description")] public string? Description { get; init; }
    [WireName("createdDate")] public DateTimeOffset? CreatedDate { get; init; }
    [WireName("apiSummary")] public IReadOnlyDictionary<string, IReadOnlyDictionary<string, MethodSnapshot>>? ApiSummary { get; init; }
}
