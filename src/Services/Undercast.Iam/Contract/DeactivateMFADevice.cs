using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record DeactivateMFADeviceInput
{
    [Length(min: 1, max: 128), Pattern(@"[\w+=,.@-]+")] public string? UserName { get; init; }
    [Length(min: 9, max: 256), Pattern(@"[\w+=/:,.@-]+")] public required string SerialNumber { get; init; }
}
