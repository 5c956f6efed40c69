using Undercast.Protocol;

namespace Undercast.S3;

public sealed record OwnershipControlsRule
{
    public required string ObjectOwnership { get; init; }
}
