using Undercast.Protocol;

namespace Undercast.S3;

public sealed record NoncurrentVersionTransition
{
    public int? NoncurrentDays { get; init; }
    public string? StorageClass { get; init; }
    public int? NewerNoncurrentVersions { get; init; }
}
