using Undercast.Protocol;

namespace Undercast.S3;

public sealed record PolicyStatus
{
    public bool? IsPublic { get; init; }
}
