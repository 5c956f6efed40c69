using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record TagResourceInput
{
    [Length(min: 20, max: 2048)]
    [Pattern(@"arn:[\w+=/,.@-]+:[\w+=/,.@-]+:([\w+=/,.@-]*)?:[0-9]+:[\w+=/,.@-]+(:[\w+=/,.@-]+)?(:[\w+=/,.@-]+)?")]
    public required string ResourceArn { get; init; }
    [Elements(MinLength = 0, MaxLength = 256)] public required IReadOnlyDictionary<string, string> Tags { get; init; }
}

public sealed record TagResourceOutput
{
}
