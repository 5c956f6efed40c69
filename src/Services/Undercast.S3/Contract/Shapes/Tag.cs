using Undercast.Protocol;

namespace Undercast.S3;

public sealed record Tag
{
    public required string Key { get; init; }
    public required string Value { get; init; }
}
