using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record ListVirtualMFADevicesInput
{
    [OneOf("Assigned", "Unassigned", "Any")] public string? AssignmentStatus { get; init; }
    [Length(min: 1, max: 320), Pattern(@"[\u0020-\u00FF]+")] public string? Marker { get; init; }
    [Range(min: 1, max: 1000)] public int? MaxItems { get; init; }
}

public sealed record ListVirtualMFADevicesOutput
{
    public required IReadOnlyList<VirtualMFADevice> VirtualMFADevices { get; init; }
    public bool? IsTruncated { get; init; }
    public string? Marker { get; init; }
}
