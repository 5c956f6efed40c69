using Undercast.Protocol;

namespace Undercast.S3;

[NotSupportedMember("MFA", Location = MemberLocation.Header, LocationName = "x-amz-mfa")]
[NotSupportedMember("IfMatchLastModifiedTime", Location = MemberLocation.Header, LocationName = "x-amz-if-match-last-modified-time")]
[NotSupportedMember("IfMatchSize", Location = MemberLocation.Header, LocationName = "x-amz-if-match-size")]
public sealed record DeleteObjectInput : IVersionInput, IRequestPayer
{
    [HttpLabel] public required string Bucket { get; init; }
    [HttpLabel] public required string Key { get; init; }
    [HttpQuery("versionId")] public string? VersionId { get; init; }
    [HttpHeader("x-amz-expected-bucket-owner")] public string? ExpectedBucketOwner { get; init; }
    [HttpHeader("If-Match")] public string? IfMatch { get; init; }
    [HttpHeader("x-amz-bypass-governance-retention")] public bool? BypassGovernanceRetention { get; init; }
    [HttpHeader("x-amz-request-payer")] public string? RequestPayer { get; init; }
}

public sealed record DeleteObjectOutput
{
    [HttpHeader("x-amz-delete-marker")] public bool? DeleteMarker { get; init; }
    [HttpHeader("x-amz-version-id")] public string? VersionId { get; init; }
}
