using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public sealed record DeleteAuthorizerInput
{
    [WireName("apiId"), HttpLabel("apiId")] public required string ApiId { get; init; }
    [WireName("authorizerId"), HttpLabel("authorizerId")] public required string AuthorizerId { get; init; }
}
