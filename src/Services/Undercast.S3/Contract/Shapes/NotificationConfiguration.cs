using Undercast.Protocol;

namespace Undercast.S3;

[NotSupportedMember("EventBridgeConfiguration")]
public sealed record NotificationConfiguration
{
    [Flattened("TopicConfiguration")] public IReadOnlyList<TopicConfiguration>? TopicConfigurations { get; init; }
    [Flattened("QueueConfiguration")] public IReadOnlyList<QueueConfiguration>? QueueConfigurations { get; init; }
    [Flattened("CloudFunctionConfiguration")] public IReadOnlyList<LambdaFunctionConfiguration>? LambdaFunctionConfigurations { get; init; }
}
