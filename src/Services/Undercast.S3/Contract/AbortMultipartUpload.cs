using Undercast.Protocol;

namespace Undercast.S3;

[NotSupportedMember("IfMatchInitiatedTime", Location = MemberLocation.Header, LocationName = "x-amz-if-match-initiated-time")]
public sealed record AbortMultipartUploadInput : IRequestPayer
{
    [HttpLabel] public required string Bucket { get; init; }
    [HttpLabel] public required string Key { get; init; }
    [HttpQuery("uploadId")] public required string UploadId { get; init; }
    [HttpHeader("x-amz-expected-bucket-owner")] public string? ExpectedBucketOwner { get; init; }
    [HttpHeader("x-amz-request-payer")] public string? RequestPayer { get; init; }
}

public sealed record AbortMultipartUploadOutput
{
}
