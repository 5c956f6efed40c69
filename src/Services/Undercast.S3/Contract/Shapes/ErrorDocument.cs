using Undercast.Protocol;

namespace Undercast.S3;

public sealed record ErrorDocument
{
    public required string Key { get; init; }
}
