using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public sealed record DeleteAccessLogSettingsInput
{
    [WireName("apiId"), HttpLabel("apiId")] public required string ApiId { get; init; }
    [WireName("stageName"), HttpLabel("stageName")] public required string StageName { get; init; }
}
