using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record Account
{
    [WireName("cloudwatchRoleArn")] public string? CloudwatchRoleArn { get; init; }
    [WireName("throttleSettings")] public ThrottleSettings? ThrottleSettings { get; init; }
    [WireName("features")] public IReadOnlyList<string>? Features { get; init; }
    [WireName("apiKeyVersion")] public string? ApiKeyVersion { get; init; }
}
