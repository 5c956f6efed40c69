using Undercast.Protocol;

namespace Undercast.S3;

public sealed record ObjectLockLegalHold
{
    public string? Status { get; init; }
}
