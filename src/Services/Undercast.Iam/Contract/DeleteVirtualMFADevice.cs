using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record DeleteVirtualMFADeviceInput
{
    [Length(min: 9, max: 256), Pattern(@"[\w+=/:,.@-]+")] public required string SerialNumber { get; init; }
}
