using Undercast.Protocol;

namespace Undercast.S3;

[NotSupportedMember("GrantFullControl", Location = MemberLocation.Header, LocationName = "x-amz-grant-full-control")]
[NotSupportedMember("GrantRead", Location = MemberLocation.Header, LocationName = "x-amz-grant-read")]
[NotSupportedMember("GrantReadACP", Location = MemberLocation.Header, LocationName = "x-amz-grant-read-acp")]
[NotSupportedMember("GrantWrite", Location = MemberLocation.Header, LocationName = "x-amz-grant-write")]
[NotSupportedMember("GrantWriteACP", Location = MemberLocation.Header, LocationName = "x-amz-grant-write-acp")]
public sealed record PutBucketAclInput
{
    [HttpHeader("x-amz-acl")] public string? ACL { get; init; }
    [HttpPayload, Xml(Namespace = "http://s3.amazonaws.com/doc/2006-03-01/")] public AccessControlPolicy? AccessControlPolicy { get; init; }
    [HttpLabel] public required string Bucket { get; init; }
    [HttpHeader("x-amz-expected-bucket-owner")] public string? ExpectedBucketOwner { get; init; }
}
