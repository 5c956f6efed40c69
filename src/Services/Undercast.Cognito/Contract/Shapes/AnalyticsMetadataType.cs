using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record AnalyticsMetadataType
{
    [Length(min: 0, max: 131072)] public string? AnalyticsEndpointId { get; init; }
}
