using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public sealed record DeleteCorsConfigurationInput
{
    [WireName("apiId"), HttpLabel("apiId")] public required string ApiId { get; init; }
}
