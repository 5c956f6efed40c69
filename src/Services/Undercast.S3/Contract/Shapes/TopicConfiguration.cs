using Undercast.Protocol;

namespace Undercast.S3;

public sealed record TopicConfiguration
{
    public string? Id { get; init; }
    [Xml("Topic")] public required string TopicArn { get; init; }
    [Flattened("Event")] public required IReadOnlyList<string> Events { get; init; }
    public NotificationConfigurationFilter? Filter { get; init; }
}
