using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record HttpHeader
{
    [WireName("headerName"), Length(min: 0, max: 131072)] public string? HeaderName { get; init; }
    [WireName("headerValue"), Length(min: 0, max: 131072)] public string? HeaderValue { get; init; }
}
