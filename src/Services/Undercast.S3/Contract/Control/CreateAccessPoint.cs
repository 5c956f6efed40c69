using Undercast.Protocol;

namespace Undercast.S3.Control;

[NotSupportedMember("Scope")]
[Xml("CreateAccessPointRequest", Namespace = "http://awss3control.amazonaws.com/doc/2018-08-20/")]
public sealed record CreateAccessPointInput : IPointInput
{
    [HttpHeader("x-amz-account-id")] public required string AccountId { get; init; }
    [HttpLabel("name")] public required string Name { get; init; }
    public required string Bucket { get; init; }
    public VpcConfiguration? VpcConfiguration { get; init; }
    public PublicAccessBlockConfiguration? PublicAccessBlockConfiguration { get; init; }
    public string? BucketAccountId { get; init; }
    [Xml(Element = "Tag")] public IReadOnlyList<Tag>? Tags { get; init; }
}

public sealed record CreateAccessPointOutput
{
    public string? AccessPointArn { get; init; }
    public string? Alias { get; init; }
}
