using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam.Sts;

[NotSupportedMember("SerialNumber"), NotSupportedMember("TokenCode")]
public sealed record GetSessionTokenInput
{
    [Range(min: 900, max: 129600)] public int? DurationSeconds { get; init; }
}

public sealed record GetSessionTokenOutput
{
    public Credentials? Credentials { get; init; }
}
