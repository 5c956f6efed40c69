using Undercast.Protocol;

namespace Undercast.S3;

public sealed record PutBucketAnalyticsConfigurationInput
{
    [HttpLabel] public required string Bucket { get; init; }
    [HttpQuery("id")] public required string Id { get; init; }
    [HttpPayload, Xml(Namespace = "http://s3.amazonaws.com/doc/2006-03-01/")] public required AnalyticsConfiguration AnalyticsConfiguration { get; init; }
    [HttpHeader("x-amz-expected-bucket-owner")] public string? ExpectedBucketOwner { get; init; }
}
