using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record MethodSnapshot
{
    [WireName("authorizationType")] public string? AuthorizationType { get; init; }
    [WireName("apiKeyRequired")] public bool? ApiKeyRequired { get; init; }
}
