using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public sealed record DeleteCorsConfigurationInput
{
    [HttpLabel("apiId")] public required string ApiId { get; init; }
}
