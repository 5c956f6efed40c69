using Undercast.Protocol;

namespace Undercast.S3;

public sealed record GlacierJobParameters
{
    public required string Tier { get; init; }
}
