using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record ListMFADevicesInput
{
    [Length(min: 1, max: 128), Pattern(@"[\w+=,.@-]+")] public string? UserName { get; init; }
    [Length(min: 1, max: 320), Pattern(@"[\u0020-\u00FF]+")] public string? Marker { get; init; }
    [Range(min: 1, max: 1000)] public int? MaxItems { get; init; }
}

public sealed record ListMFADevicesOutput
{
    public required IReadOnlyList<MFADevice> MFADevices { get; init; }
    public bool? IsTruncated { get; init; }
    public string? Marker { get; init; }
}
