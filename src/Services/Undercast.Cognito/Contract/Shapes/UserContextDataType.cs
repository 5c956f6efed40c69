using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record UserContextDataType
{
    [Length(min: 0, max: 131072)] public string? IpAddress { get; init; }
    [Length(min: 0, max: 131072)] public string? EncodedData { get; init; }
}
