using Undercast.Protocol;

namespace Undercast.S3;

[NotSupportedMember("MFA", Location = MemberLocation.Header, LocationName = "x-amz-mfa")]
public sealed record PutBucketVersioningInput
{
    [HttpLabel] public required string Bucket { get; init; }
    [HttpPayload, Xml(Namespace = "http://s3.amazonaws.com/doc/2006-03-01/")] public required VersioningConfiguration VersioningConfiguration { get; init; }
    [HttpHeader("x-amz-expected-bucket-owner")] public string? ExpectedBucketOwner { get; init; }
}
