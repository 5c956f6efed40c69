using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record DocumentationPart
{
    [WireName("id")] public string? Id { get; init; }
    [WireName("location")] public DocumentationPartLocation? Location { get; init; }
    [WireName("properties")] public string? Properties { get; init; }
}
