using Undercast.Protocol;

namespace Undercast.S3;

public sealed record Owner
{
    public string? DisplayName { get; init; }
    public string? ID { get; init; }
}
