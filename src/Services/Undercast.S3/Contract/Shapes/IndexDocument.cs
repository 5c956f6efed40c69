using Undercast.Protocol;

namespace Undercast.S3;

public sealed record IndexDocument
{
    public required string Suffix { get; init; }
}
