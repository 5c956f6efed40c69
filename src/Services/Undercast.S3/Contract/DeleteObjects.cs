using Undercast.Protocol;

namespace Undercast.S3;

[NotSupportedMember("MFA", Location = MemberLocation.Header, LocationName = "x-amz-mfa")]
public sealed record DeleteObjectsInput : IRequestPayer
{
    [HttpLabel] public required string Bucket { get; init; }
    [HttpPayload, Xml(Namespace = "http://s3.amazonaws.com/doc/2006-03-01/")] public required Delete Delete { get; init; }
    [HttpHeader("x-amz-expected-bucket-owner")] public string? ExpectedBucketOwner { get; init; }
    [HttpHeader("x-amz-bypass-governance-retention")] public bool? BypassGovernanceRetention { get; init; }
    [HttpHeader("x-amz-request-payer")] public string? RequestPayer { get; init; }
}

[Xml("DeleteResult")]
public sealed record DeleteObjectsOutput
{
    [Flattened] public IReadOnlyList<DeletedObject>? Deleted { get; init; }
    [Flattened("Error")] public IReadOnlyList<Error>? Errors { get; init; }
}
