using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public sealed record GetApiInput
{
    [WireName("apiId"), HttpLabel("apiId")] public required string ApiId { get; init; }
}
