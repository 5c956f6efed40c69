using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public sealed record ResetAuthorizersCacheInput
{
    [HttpLabel("apiId")] public required string ApiId { get; init; }
    [HttpLabel("stageName")] public required string StageName { get; init; }
}
