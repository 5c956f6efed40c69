using Undercast.Protocol;

namespace Undercast.S3;

[NotSupportedMember("BucketNamespace", Location = MemberLocation.Header, LocationName = "x-amz-bucket-namespace")]
public sealed record CreateBucketInput : IGrants
{
    [HttpHeader("x-amz-acl")] public string? ACL { get; init; }
    [HttpLabel] public required string Bucket { get; init; }
    [HttpPayload, Xml(Namespace = "http://s3.amazonaws.com/doc/2006-03-01/")] public CreateBucketConfiguration? CreateBucketConfiguration { get; init; }
    [HttpHeader("x-amz-object-ownership")] public string? ObjectOwnership { get; init; }
    [HttpHeader("x-amz-grant-full-control")] public string? GrantFullControl { get; init; }
    [HttpHeader("x-amz-grant-read")] public string? GrantRead { get; init; }
    [HttpHeader("x-amz-grant-read-acp")] public string? GrantReadACP { get; init; }
    [HttpHeader("x-amz-grant-write")] public string? GrantWrite { get; init; }
    [HttpHeader("x-amz-grant-write-acp")] public string? GrantWriteACP { get; init; }
    [HttpHeader("x-amz-bucket-object-lock-enabled")] public bool? ObjectLockEnabledForBucket { get; init; }
}

public sealed record CreateBucketOutput
{
    [HttpHeader("Location")] public string? Location { get; init; }
}
