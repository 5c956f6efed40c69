using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record ConfirmDeviceInput
{
    [Sensitive, Pattern(@"[A-Za-z0-9-_=.]+")] public required string AccessToken { get; init; }
    [Length(min: 1, max: 55), Pattern(@"[\w-]+_[0-9a-f-]+")] public required string DeviceKey { get; init; }
    public DeviceSecretVerifierConfigType? DeviceSecretVerifierConfig { get; init; }
    [Length(min: 1, max: 1024)] public string? DeviceName { get; init; }
}

public sealed record ConfirmDeviceOutput
{
    public bool? UserConfirmationNecessary { get; init; }
}
