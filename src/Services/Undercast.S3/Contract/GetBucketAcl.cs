using Undercast.Protocol;

namespace Undercast.S3;

public sealed record GetBucketAclInput
{
    [HttpLabel] public required string Bucket { get; init; }
    [HttpHeader("x-amz-expected-bucket-owner")] public string? ExpectedBucketOwner { get; init; }
}

[Xml("AccessControlPolicy")]
public sealed record GetBucketAclOutput
{
    public Owner? Owner { get; init; }
    [Xml("AccessControlList", Element = "Grant")] public IReadOnlyList<Grant>? Grants { get; init; }
}
