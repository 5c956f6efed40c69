using Undercast.Protocol;

namespace Undercast.S3;

public sealed record ObjectLockRule
{
    public DefaultRetention? DefaultRetention { get; init; }
}
