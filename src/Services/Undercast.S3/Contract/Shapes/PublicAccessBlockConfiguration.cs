using Undercast.Protocol;

namespace Undercast.S3;

public sealed record PublicAccessBlockConfiguration
{
    public bool? BlockPublicAcls { get; init; }
    public bool? IgnorePublicAcls { get; init; }
    public bool? BlockPublicPolicy { get; init; }
    public bool? RestrictPublicBuckets { get; init; }
}
