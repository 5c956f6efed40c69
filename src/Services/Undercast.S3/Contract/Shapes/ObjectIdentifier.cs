using Undercast.Protocol;

namespace Undercast.S3;

public sealed record ObjectIdentifier
{
    public required string Key { get; init; }
    public string? VersionId { get; init; }
}
