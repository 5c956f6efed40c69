using Undercast.Protocol;

namespace Undercast.S3;

public sealed record GetObjectAttributesParts
{
    [Xml("PartsCount")] public int? TotalPartsCount { get; init; }
    public int? PartNumberMarker { get; init; }
    public int? NextPartNumberMarker { get; init; }
    public int? MaxParts { get; init; }
    public bool? IsTruncated { get; init; }
    [Flattened("Part")] public IReadOnlyList<ObjectPart>? Parts { get; init; }
}
