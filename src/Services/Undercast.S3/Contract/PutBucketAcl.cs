using Undercast.Protocol;

namespace Undercast.S3;

public sealed record PutBucketAclInput : IGrants
{
    [HttpHeader("x-amz-acl")] public string? ACL { get; init; }
    [HttpPayload, Xml(Namespace = "http://s3.amazonaws.com/doc/2006-03-01/")] public AccessControlPolicy? AccessControlPolicy { get; init; }
    [HttpLabel] public required string Bucket { get; init; }
    [HttpHeader("x-amz-expected-bucket-owner")] public string? ExpectedBucketOwner { get; init; }
    [HttpHeader("x-amz-grant-full-control")] public string? GrantFullControl { get; init; }
    [HttpHeader("x-amz-grant-read")] public string? GrantRead { get; init; }
    [HttpHeader("x-amz-grant-read-acp")] public string? GrantReadACP { get; init; }
    [HttpHeader("x-amz-grant-write")] public string? GrantWrite { get; init; }
    [HttpHeader("x-amz-grant-write-acp")] public string? GrantWriteACP { get; init; }
}
