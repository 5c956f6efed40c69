using Undercast.Protocol;

namespace Undercast.S3;

public sealed record NotificationConfigurationFilter
{
    [Xml("S3Key")] public S3KeyFilter? Key { get; init; }
}
