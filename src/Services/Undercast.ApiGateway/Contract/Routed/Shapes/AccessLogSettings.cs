using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public sealed record AccessLogSettings
{
    [WireName("destinationArn")] public string? DestinationArn { get; init; }
    [WireName("format")] public string? Format { get; init; }
}
