using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record UntagResourceInput
{
    [Length(min: 20, max: 2048)]
    [Pattern(@"arn:[\w+=/,.@-]+:[\w+=/,.@-]+:([\w+=/,.@-]*)?:[0-9]+:[\w+=/,.@-]+(:[\w+=/,.@-]+)?(:[\w+=/,.@-]+)?")]
    public required string ResourceArn { get; init; }
    [Elements(MinLength = 1, MaxLength = 128)] public required IReadOnlyList<string> TagKeys { get; init; }
}

public sealed record UntagResourceOutput
{
}
