using Undercast.Protocol;

namespace Undercast.S3;

public sealed record GetObjectAclInput : IVersionInput, IRequestPayer
{
    [HttpLabel] public required string Bucket { get; init; }
    [HttpLabel] public required string Key { get; init; }
    [HttpQuery("versionId")] public string? VersionId { get; init; }
    [HttpHeader("x-amz-expected-bucket-owner")] public string? ExpectedBucketOwner { get; init; }
    [HttpHeader("x-amz-request-payer")] public string? RequestPayer { get; init; }
}

[Xml("AccessControlPolicy")]
public sealed record GetObjectAclOutput
{
    public Owner? Owner { get; init; }
    [Xml("AccessControlList", Element = "Grant")] public IReadOnlyList<Grant>? Grants { get; init; }
}
