using Undercast.Protocol;

namespace Undercast.S3;

public sealed record PutBucketLifecycleConfigurationInput
{
    [HttpLabel] public required string Bucket { get; init; }
    [HttpPayload, Xml(Namespace = "http://s3.amazonaws.com/doc/2006-03-01/")] public BucketLifecycleConfiguration? LifecycleConfiguration { get; init; }
    [HttpHeader("x-amz-expected-bucket-owner")] public string? ExpectedBucketOwner { get; init; }
    [HttpHeader("x-amz-transition-default-minimum-object-size")] public string? TransitionDefaultMinimumObjectSize { get; init; }
}

public sealed record PutBucketLifecycleConfigurationOutput
{
    [HttpHeader("x-amz-transition-default-minimum-object-size")] public string? TransitionDefaultMinimumObjectSize { get; init; }
}
