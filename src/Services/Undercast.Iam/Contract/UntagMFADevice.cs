using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record UntagMFADeviceInput
{
    [Length(min: 9, max: 256), Pattern(@"[\w+=/:,.@-]+")] public required string SerialNumber { get; init; }
    [Length(max: 50)]
    [Elements(MinLength = 1, MaxLength = 128, Pattern = @"[\p{L}\p{Z}\p{N}_.:/=+\-@]+")]
    public required IReadOnlyList<string> TagKeys { get; init; }
}
