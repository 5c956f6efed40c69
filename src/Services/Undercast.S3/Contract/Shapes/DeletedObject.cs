using Undercast.Protocol;

namespace Undercast.S3;

public sealed record DeletedObject
{
    public string? Key { get; init; }
    public string? VersionId { get; init; }
    public bool? DeleteMarker { get; init; }
    public string? DeleteMarkerVersionId { get; init; }
}
