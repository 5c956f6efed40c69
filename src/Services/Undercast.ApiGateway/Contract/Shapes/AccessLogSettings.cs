using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record AccessLogSettings
{
    [WireName("format")] public string? Format { get; init; }
    [WireName("destinationArn")] public string? DestinationArn { get; init; }
}
