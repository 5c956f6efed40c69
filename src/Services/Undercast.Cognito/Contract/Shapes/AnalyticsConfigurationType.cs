using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record AnalyticsConfigurationType
{
    [Pattern(@"^[0-9a-fA-F]+$")] public string? ApplicationId { get; init; }
    [Length(min: 20, max: 2048)]
    [Pattern(@"arn:[\w+=/,.@-]+:[\w+=/,.@-]+:([\w+=/,.@-]*)?:[0-9]+:[\w+=/,.@-]+(:[\w+=/,.@-]+)?(:[\w+=/,.@-]+)?")]
    public string? ApplicationArn { get; init; }
    [Length(min: 20, max: 2048)]
    [Pattern(@"arn:[\w+=/,.@-]+:[\w+=/,.@-]+:([\w+=/,.@-]*)?:[0-9]+:[\w+=/,.@-]+(:[\w+=/,.@-]+)?(:[\w+=/,.@-]+)?")]
    public string? RoleArn { get; init; }
    [Length(min: 0, max: 131072)] public string? ExternalId { get; init; }
    public bool? UserDataShared { get; init; }
}
