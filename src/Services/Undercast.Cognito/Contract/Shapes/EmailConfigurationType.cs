using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record EmailConfigurationType
{
    [Length(min: 20, max: 2048)]
    [Pattern(@"arn:[\w+=/,.@-]+:[\w+=/,.@-]+:([\w+=/,.@-]*)?:[0-9]+:[\w+=/,.@-]+(:[\w+=/,.@-]+)?(:[\w+=/,.@-]+)?")]
    public string? SourceArn { get; init; }
    [Pattern(@"[\p{L}\p{M}\p{S}\p{N}\p{P}]+@[\p{L}\p{M}\p{S}\p{N}\p{P}]+")] public string? ReplyToEmailAddress { get; init; }
    [OneOf("COGNITO_DEFAULT", "DEVELOPER")] public string? EmailSendingAccount { get; init; }
    [Length(min: 0, max: 131072)] public string? From { get; init; }
    [Length(min: 1, max: 64), Pattern(@"^[a-zA-Z0-9_-]+$")] public string? ConfigurationSet { get; init; }
}
