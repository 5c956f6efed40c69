using Undercast.Protocol;

namespace Undercast.S3;

public sealed record PostObjectInput
{
    [HttpLabel] public required string Bucket { get; init; }
    [HttpPayload] public Stream? Body { get; init; }
    [HttpHeader("Content-Type")] public string? ContentType { get; init; }
}

public sealed record PostObjectOutput
{
    [HttpStatus] public int? StatusCode { get; init; }
    [HttpHeader("Location")] public string? Location { get; init; }
    [HttpHeader("ETag")] public string? ETag { get; init; }
    [HttpHeader("x-amz-server-side-encryption")] public string? ServerSideEncryption { get; init; }
    [HttpHeader("x-amz-server-side-encryption-aws-kms-key-id"), Sensitive] public string? SSEKMSKeyId { get; init; }
    [HttpHeader("x-amz-server-side-encryption-bucket-key-enabled")] public bool? BucketKeyEnabled { get; init; }
    [HttpHeader("x-amz-version-id")] public string? VersionId { get; init; }
    [HttpPayload, MediaType("application/xml")] public string? Document { get; init; }
}
