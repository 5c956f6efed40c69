using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record NewDeviceMetadataType
{
    [Length(min: 1, max: 55), Pattern(@"[\w-]+_[0-9a-f-]+")] public string? DeviceKey { get; init; }
    [Length(min: 0, max: 131072)] public string? DeviceGroupKey { get; init; }
}
