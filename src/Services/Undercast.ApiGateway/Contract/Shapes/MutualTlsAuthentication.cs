using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record MutualTlsAuthentication
{
    [WireName("truststoreUri")] public string? TruststoreUri { get; init; }
    [WireName("truststoreVersion")] public string? TruststoreVersion { get; init; }
    [WireName("truststoreWarnings")] public IReadOnlyList<string>? TruststoreWarnings { get; init; }
}
