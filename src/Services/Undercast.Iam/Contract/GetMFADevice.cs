using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record GetMFADeviceInput
{
    [Length(min: 9, max: 256), Pattern(@"[\w+=/:,.@-]+")] public required string SerialNumber { get; init; }
    [Length(min: 1, max: 64), Pattern(@"[\w+=,.@-]+")] public string? UserName { get; init; }
}

public sealed record GetMFADeviceOutput
{
    [Length(min: 1, max: 64), Pattern(@"[\w+=,.@-]+")] public string? UserName { get; init; }
    [Length(min: 9, max: 256), Pattern(@"[\w+=/:,.@-]+")] public required string SerialNumber { get; init; }
    public DateTimeOffset? EnableDate { get; init; }
}
