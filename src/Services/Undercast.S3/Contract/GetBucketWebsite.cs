using Undercast.Protocol;

namespace Undercast.S3;

public sealed record GetBucketWebsiteInput
{
    [HttpLabel] public required string Bucket { get; init; }
    [HttpHeader("x-amz-expected-bucket-owner")] public string? ExpectedBucketOwner { get; init; }
}

[Xml("WebsiteConfiguration")]
public sealed record GetBucketWebsiteOutput
{
    public RedirectAllRequestsTo? RedirectAllRequestsTo { get; init; }
    public IndexDocument? IndexDocument { get; init; }
    public ErrorDocument? ErrorDocument { get; init; }
    [Xml(Element = "RoutingRule")] public IReadOnlyList<RoutingRule>? RoutingRules { get; init; }
}
