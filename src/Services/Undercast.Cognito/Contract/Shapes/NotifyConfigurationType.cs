using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record NotifyConfigurationType
{
    [Length(min: 0, max: 131072)] public string? From { get; init; }
    [Length(min: 0, max: 131072)] public string? ReplyTo { get; init; }
    [Length(min: 20, max: 2048)]
    [Pattern(@"arn:[\w+=/,.@-]+:[\w+=/,.@-]+:([\w+=/,.@-]*)?:[0-9]+:[\w+=/,.@-]+(:[\w+=/,.@-]+)?(:[\w+=/,.@-]+)?")]
    public required string SourceArn { get; init; }
    public NotifyEmailType? BlockEmail { get; init; }
    public NotifyEmailType? NoActionEmail { get; init; }
    public NotifyEmailType? MfaEmail { get; init; }
}
