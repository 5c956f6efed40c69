using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record CreateVirtualMFADeviceInput
{
    [Length(min: 1, max: 512), Pattern(@"(\u002F)|(\u002F[\u0021-\u007E]+\u002F)")] public string? Path { get; init; }
    [Length(min: 1), Pattern(@"[\w+=,.@-]+")] public required string VirtualMFADeviceName { get; init; }
    [Length(max: 50)] public IReadOnlyList<Tag>? Tags { get; init; }
}

public sealed record CreateVirtualMFADeviceOutput
{
    public required VirtualMFADevice VirtualMFADevice { get; init; }
}
