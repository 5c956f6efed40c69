using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record ResyncMFADeviceInput
{
    [Length(min: 1, max: 128), Pattern(@"[\w+=,.@-]+")] public required string UserName { get; init; }
    [Length(min: 9, max: 256), Pattern(@"[\w+=/:,.@-]+")] public required string SerialNumber { get; init; }
    [Length(min: 6, max: 6), Pattern(@"[\d]+")] public required string AuthenticationCode1 { get; init; }
    [Length(min: 6, max: 6), Pattern(@"[\d]+")] public required string AuthenticationCode2 { get; init; }
}
