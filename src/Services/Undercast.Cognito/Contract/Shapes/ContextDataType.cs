using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record ContextDataType
{
    [Length(min: 0, max: 131072)] public required string IpAddress { get; init; }
    [Length(min: 0, max: 131072)] public required string ServerName { get; init; }
    [Length(min: 0, max: 131072)] public required string ServerPath { get; init; }
    public required IReadOnlyList<HttpHeader> HttpHeaders { get; init; }
    [Length(min: 0, max: 131072)] public string? EncodedData { get; init; }
}
