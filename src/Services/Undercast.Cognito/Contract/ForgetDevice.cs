using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record ForgetDeviceInput
{
    [Sensitive, Pattern(@"[A-Za-z0-9-_=.]+")] public string? AccessToken { get; init; }
    [Length(min: 1, max: 55), Pattern(@"[\w-]+_[0-9a-f-]+")] public required string DeviceKey { get; init; }
}
