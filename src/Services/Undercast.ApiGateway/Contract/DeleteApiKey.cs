using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record DeleteApiKeyInput
{
    [WireName("apiKey"), HttpLabel("api_Key")] public required string ApiKey { get; init; }
}
