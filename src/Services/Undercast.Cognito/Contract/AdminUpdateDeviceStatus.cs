using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record AdminUpdateDeviceStatusInput
{
    [Length(min: 1, max: 55), Pattern(@"[\w-]+_[0-9a-zA-Z]+")] public required string UserPoolId { get; init; }
    [Sensitive, Length(min: 1, max: 128), Pattern(@"[\p{L}\p{M}\p{S}\p{N}\p{P}]+")] public required string Username { get; init; }
    [Length(min: 1, max: 55), Pattern(@"[\w-]+_[0-9a-f-]+")] public required string DeviceKey { get; init; }
    [OneOf("remembered", "not_remembered")] public string? DeviceRememberedStatus { get; init; }
}

public sealed record AdminUpdateDeviceStatusOutput
{
}
