using Undercast.Protocol;

namespace Undercast.S3;

[NotSupportedMember("GrantFullControl", Location = MemberLocation.Header, LocationName = "x-amz-grant-full-control")]
[NotSupportedMember("GrantRead", Location = MemberLocation.Header, LocationName = "x-amz-grant-read")]
[NotSupportedMember("GrantReadACP", Location = MemberLocation.Header, LocationName = "x-amz-grant-read-acp")]
[NotSupportedMember("GrantWrite", Location = MemberLocation.Header, LocationName = "x-amz-grant-write")]
[NotSupportedMember("GrantWriteACP", Location = MemberLocation.Header, LocationName = "x-amz-grant-write-acp")]
[NotSupportedMember("ObjectLockEnabledForBucket", Location = MemberLocation.Header, LocationName = "x-amz-bucket-object-lock-enabled")]
[NotSupportedMember("BucketNamespace", Location = MemberLocation.Header, LocationName = "x-amz-bucket-namespace")]
public sealed record CreateBucketInput
{
    [HttpHeader("x-amz-acl")] public string? ACL { get; init; }
    [HttpLabel] public required string Bucket { get; init; }
    [HttpPayload, Xml(Namespace = "http://s3.amazonaws.com/doc/2006-03-01/")] public CreateBucketConfiguration? CreateBucketConfiguration { get; init; }
    [HttpHeader("x-amz-object-ownership")] public string? ObjectOwnership { get; init; }
}

public sealed record CreateBucketOutput
{
    [HttpHeader("Location")] public string? Location { get; init; }
}
