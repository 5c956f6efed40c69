using Undercast.Protocol;

namespace Undercast.S3;

public sealed record ObjectLockConfiguration
{
    public string? ObjectLockEnabled { get; init; }
    public ObjectLockRule? Rule { get; init; }
}
