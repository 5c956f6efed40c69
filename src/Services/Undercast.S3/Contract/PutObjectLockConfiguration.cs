using Undercast.Protocol;

namespace Undercast.S3;

[NotSupportedMember("Token", Location = MemberLocation.Header, LocationName = "x-amz-bucket-object-lock-token")]
public sealed record PutObjectLockConfigurationInput
{
    [HttpLabel] public required string Bucket { get; init; }
    [HttpPayload, Xml(Namespace = "http://s3.amazonaws.com/doc/2006-03-01/")] public ObjectLockConfiguration? ObjectLockConfiguration { get; init; }
    [HttpHeader("x-amz-request-payer")] public string? RequestPayer { get; init; }
    [HttpHeader("x-amz-expected-bucket-owner")] public string? ExpectedBucketOwner { get; init; }
}

public sealed record PutObjectLockConfigurationOutput
{
}
