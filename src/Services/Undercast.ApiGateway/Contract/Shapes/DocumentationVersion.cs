using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record DocumentationVersion
{
    [WireName("version")] public string? Version { get; init; }
    [WireName("createdDate")] public DateTimeOffset? CreatedDate { get; init; }
    [WireName("description")] public string? Description { get; init; }
}
