using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record SmsConfigurationType
{
    [Length(min: 20, max: 2048)]
    [Pattern(@"arn:[\w+=/,.@-]+:[\w+=/,.@-]+:([\w+=/,.@-]*)?:[0-9]+:[\w+=/,.@-]+(:[\w+=/,.@-]+)?(:[\w+=/,.@-]+)?")]
    public required string SnsCallerArn { get; init; }
    [Length(min: 0, max: 131072)] public string? ExternalId { get; init; }
    [Length(min: 5, max: 32)] public string? SnsRegion { get; init; }
}
