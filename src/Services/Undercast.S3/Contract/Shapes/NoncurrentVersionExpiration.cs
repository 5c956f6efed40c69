using Undercast.Protocol;

namespace Undercast.S3;

public sealed record NoncurrentVersionExpiration
{
    public int? NoncurrentDays { get; init; }
    public int? NewerNoncurrentVersions { get; init; }
}
