using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record PreTokenGenerationVersionConfigType
{
    [OneOf("V1_0", "V2_0", "V3_0")] public required string LambdaVersion { get; init; }
    [Length(min: 20, max: 2048)]
    [Pattern(@"arn:[\w+=/,.@-]+:[\w+=/,.@-]+:([\w+=/,.@-]*)?:[0-9]+:[\w+=/,.@-]+(:[\w+=/,.@-]+)?(:[\w+=/,.@-]+)?")]
    public required string LambdaArn { get; init; }
}
