using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record ListMFADeviceTagsInput
{
    [Length(min: 9, max: 256), Pattern(@"[\w+=/:,.@-]+")] public required string SerialNumber { get; init; }
    [Length(min: 1, max: 320), Pattern(@"[\u0020-\u00FF]+")] public string? Marker { get; init; }
    [Range(min: 1, max: 1000)] public int? MaxItems { get; init; }
}

public sealed record ListMFADeviceTagsOutput
{
    [Length(max: 50)] public required IReadOnlyList<Tag> Tags { get; init; }
    public bool? IsTruncated { get; init; }
    public string? Marker { get; init; }
}
