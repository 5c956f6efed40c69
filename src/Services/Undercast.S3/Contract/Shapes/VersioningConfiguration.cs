using Undercast.Protocol;

namespace Undercast.S3;

public sealed record VersioningConfiguration
{
    public string? Status { get; init; }
}
