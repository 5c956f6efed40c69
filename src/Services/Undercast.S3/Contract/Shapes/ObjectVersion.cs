using Undercast.Protocol;

namespace Undercast.S3;

public sealed record ObjectVersion
{
    public string? ETag { get; init; }
    [Flattened] public IReadOnlyList<string>? ChecksumAlgorithm { get; init; }
    public string? ChecksumType { get; init; }
    public long? Size { get; init; }
    public string? StorageClass { get; init; }
    public string? Key { get; init; }
    public string? VersionId { get; init; }
    public bool? IsLatest { get; init; }
    public DateTimeOffset? LastModified { get; init; }
    public Owner? Owner { get; init; }
}
