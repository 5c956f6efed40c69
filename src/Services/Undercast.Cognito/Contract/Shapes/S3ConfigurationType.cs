using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record S3ConfigurationType
{
    [Length(min: 3, max: 1024)]
    [Pattern(@"arn:[\w+=/,.@-]+:[\w+=/,.@-]+:::[\w+=/,.@-]+(:[\w+=/,.@-]+)?(:[\w+=/,.@-]+)?")]
    public string? BucketArn { get; init; }
}
