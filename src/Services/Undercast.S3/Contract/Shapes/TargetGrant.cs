using Undercast.Protocol;

namespace Undercast.S3;

public sealed record TargetGrant
{
    public Grantee? Grantee { get; init; }
    public string? Permission { get; init; }
}
