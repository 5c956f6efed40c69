using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record GetApiKeyInput
{
    [WireName("apiKey"), HttpLabel("api_Key")] public required string ApiKey { get; init; }
    [WireName("includeValue"), HttpQuery("includeValue")] public bool? IncludeValue { get; init; }
}
