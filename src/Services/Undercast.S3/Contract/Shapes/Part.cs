using Undercast.Protocol;

namespace Undercast.S3;

public sealed record Part : IChecksums
{
    public int? PartNumber { get; init; }
    public DateTimeOffset? LastModified { get; init; }
    public string? ETag { get; init; }
    public long? Size { get; init; }
    public string? ChecksumCRC32 { get; init; }
    public string? ChecksumCRC32C { get; init; }
    public string? ChecksumCRC64NVME { get; init; }
    public string? ChecksumSHA1 { get; init; }
    public string? ChecksumSHA256 { get; init; }
}
