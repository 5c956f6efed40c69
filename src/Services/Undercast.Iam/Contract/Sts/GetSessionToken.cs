using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam.Sts;

public sealed record GetSessionTokenInput
{
    [Range(min: 900, max: 129600)] public int? DurationSeconds { get; init; }
    [Length(min: 9, max: 256), Pattern(@"[\w+=/:,.@-]*")] public string? SerialNumber { get; init; }
    [Length(min: 6, max: 6), Pattern(@"[\d]*")] public string? TokenCode { get; init; }
}

public sealed record GetSessionTokenOutput
{
    public Credentials? Credentials { get; init; }
}
