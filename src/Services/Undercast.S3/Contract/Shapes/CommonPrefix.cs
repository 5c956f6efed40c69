using Undercast.Protocol;

namespace Undercast.S3;

public sealed record CommonPrefix
{
    public string? Prefix { get; init; }
}
