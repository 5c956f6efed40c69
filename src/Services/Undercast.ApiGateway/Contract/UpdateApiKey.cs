using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record UpdateApiKeyInput
{
    [WireName("apiKey"), HttpLabel("api_Key")] public required string ApiKey { get; init; }
    [WireName("patchOperations")] public IReadOnlyList<PatchOperation>? PatchOperations { get; init; }
}
