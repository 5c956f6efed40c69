using Undercast.Protocol;

namespace Undercast.S3;

public sealed record Initiator
{
    public string? ID { get; init; }
    public string? DisplayName { get; init; }
}
