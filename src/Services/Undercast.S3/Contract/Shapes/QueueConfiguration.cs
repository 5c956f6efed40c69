using Undercast.Protocol;

namespace Undercast.S3;

public sealed record QueueConfiguration
{
    public string? Id { get; init; }
    [Xml("Queue")] public required string QueueArn { get; init; }
    [Flattened("Event")] public required IReadOnlyList<string> Events { get; init; }
    public NotificationConfigurationFilter? Filter { get; init; }
}
