using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record TagMFADeviceInput
{
    [Length(min: 9, max: 256), Pattern(@"[\w+=/:,.@-]+")] public required string SerialNumber { get; init; }
    [Length(max: 50)] public required IReadOnlyList<Tag> Tags { get; init; }
}
