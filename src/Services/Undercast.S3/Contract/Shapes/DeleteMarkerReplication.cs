using Undercast.Protocol;

namespace Undercast.S3;

public sealed record DeleteMarkerReplication
{
    public string? Status { get; init; }
}
