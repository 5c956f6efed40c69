using Undercast.Protocol;

namespace Undercast.S3;

public sealed record MultipartUpload
{
    public string? UploadId { get; init; }
    public string? Key { get; init; }
    public DateTimeOffset? Initiated { get; init; }
    public string? StorageClass { get; init; }
    public Owner? Owner { get; init; }
    public Initiator? Initiator { get; init; }
    public string? ChecksumAlgorithm { get; init; }
    public string? ChecksumType { get; init; }
}
