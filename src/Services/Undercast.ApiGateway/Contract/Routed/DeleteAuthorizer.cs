using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public sealed record DeleteAuthorizerInput
{
    [HttpLabel("apiId")] public required string ApiId { get; init; }
    [HttpLabel("authorizerId")] public required string AuthorizerId { get; init; }
}
