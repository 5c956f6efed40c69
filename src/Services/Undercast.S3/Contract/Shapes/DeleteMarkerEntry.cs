using Undercast.Protocol;

namespace Undercast.S3;

public sealed record DeleteMarkerEntry
{
    public Owner? Owner { get; init; }
    public string? Key { get; init; }
    public string? VersionId { get; init; }
    public bool? IsLatest { get; init; }
    public DateTimeOffset? LastModified { get; init; }
}
