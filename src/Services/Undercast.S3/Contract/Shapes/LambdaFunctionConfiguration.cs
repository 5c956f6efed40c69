using Undercast.Protocol;

namespace Undercast.S3;

public sealed record LambdaFunctionConfiguration
{
    public string? Id { get; init; }
    [Xml("CloudFunction")] public required string LambdaFunctionArn { get; init; }
    [Flattened("Event")] public required IReadOnlyList<string> Events { get; init; }
    public NotificationConfigurationFilter? Filter { get; init; }
}
