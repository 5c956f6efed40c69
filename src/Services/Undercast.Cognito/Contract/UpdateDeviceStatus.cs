using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record UpdateDeviceStatusInput
{
    [Sensitive, Pattern(@"[A-Za-z0-9-_=.]+")] public required string AccessToken { get; init; }
    [Length(min: 1, max: 55), Pattern(@"[\w-]+_[0-9a-f-]+")] public required string DeviceKey { get; init; }
    [OneOf("remembered", "not_remembered")] public string? DeviceRememberedStatus { get; init; }
}

public sealed record UpdateDeviceStatusOutput
{
}
