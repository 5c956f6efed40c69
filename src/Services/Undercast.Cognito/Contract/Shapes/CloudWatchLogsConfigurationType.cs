using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record CloudWatchLogsConfigurationType
{
    [Length(min: 20, max: 2048)]
    [Pattern(@"arn:[\w+=/,.@-]+:[\w+=/,.@-]+:([\w+=/,.@-]*)?:[0-9]+:[\w+=/,.@-]+(:[\w+=/,.@-]+)?(:[\w+=/,.@-]+)?")]
    public string? LogGroupArn { get; init; }
}
