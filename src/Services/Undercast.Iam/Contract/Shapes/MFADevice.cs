using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record MFADevice
{
    [Length(min: 1, max: 64), Pattern(@"[\w+=,.@-]+")] public required string UserName { get; init; }
    [Length(min: 9, max: 256), Pattern(@"[\w+=/:,.@-]+")] public required string SerialNumber { get; init; }
    public required DateTimeOffset EnableDate { get; init; }
}
