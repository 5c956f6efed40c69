using Undercast.Protocol;

namespace Undercast.S3;

public sealed record AbortIncompleteMultipartUpload
{
    public int? DaysAfterInitiation { get; init; }
}
