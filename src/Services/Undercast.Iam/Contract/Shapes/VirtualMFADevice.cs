using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record VirtualMFADevice
{
    [Length(min: 9, max: 256), Pattern(@"[\w+=/:,.@-]+")] public required string SerialNumber { get; init; }
    [Sensitive] public byte[]? Base32StringSeed { get; init; }
    [Sensitive] public byte[]? QRCodePNG { get; init; }
    public User? User { get; init; }
    public DateTimeOffset? EnableDate { get; init; }
    [Length(max: 50)] public IReadOnlyList<Tag>? Tags { get; init; }
}
