using Undercast.Protocol;

namespace Undercast.S3;

public sealed record Tiering
{
    public required int Days { get; init; }
    public required string AccessTier { get; init; }
}
