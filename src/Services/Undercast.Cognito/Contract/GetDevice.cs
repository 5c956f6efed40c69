using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record GetDeviceInput
{
    [Length(min: 1, max: 55), Pattern(@"[\w-]+_[0-9a-f-]+")] public required string DeviceKey { get; init; }
    [Sensitive, Pattern(@"[A-Za-z0-9-_=.]+")] public string? AccessToken { get; init; }
}

public sealed record GetDeviceOutput
{
    public required DeviceType Device { get; init; }
}
