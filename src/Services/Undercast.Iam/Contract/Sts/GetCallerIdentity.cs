using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam.Sts;

public sealed record GetCallerIdentityInput
{
}

public sealed record GetCallerIdentityOutput
{
    public string? UserId { get; init; }
    public string? Account { get; init; }
    [Length(min: 20, max: 2048)]
    [Pattern(@"[\u0009\u000A\u000D\u0020-\u007E\u0085\u00A0-\uD7FF\uE000-\uFFFD\u10000-\u10FFFF]+")]
    public string? Arn { get; init; }
}
