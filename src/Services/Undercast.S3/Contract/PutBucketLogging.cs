using Undercast.Protocol;

namespace Undercast.S3;

public sealed record PutBucketLoggingInput
{
    [HttpLabel] public required string Bucket { get; init; }
    [HttpPayload, Xml(Namespace = "http://s3.amazonaws.com/doc/2006-03-01/")] public required BucketLoggingStatus BucketLoggingStatus { get; init; }
    [HttpHeader("x-amz-expected-bucket-owner")] public string? ExpectedBucketOwner { get; init; }
}
