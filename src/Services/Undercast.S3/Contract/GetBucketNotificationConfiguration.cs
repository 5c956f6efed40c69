using Undercast.Protocol;

namespace Undercast.S3;

public sealed record GetBucketNotificationConfigurationInput
{
    [HttpLabel] public required string Bucket { get; init; }
    [HttpHeader("x-amz-expected-bucket-owner")] public string? ExpectedBucketOwner { get; init; }
}

public sealed record GetBucketNotificationConfigurationOutput
{
    [Flattened("TopicConfiguration")] public IReadOnlyList<TopicConfiguration>? TopicConfigurations { get; init; }
    [Flattened("QueueConfiguration")] public IReadOnlyList<QueueConfiguration>? QueueConfigurations { get; init; }
    [Flattened("CloudFunctionConfiguration")] public IReadOnlyList<LambdaFunctionConfiguration>? LambdaFunctionConfigurations { get; init; }
}
