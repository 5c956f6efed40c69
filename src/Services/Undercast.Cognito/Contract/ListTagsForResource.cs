using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record ListTagsForResourceInput
{
    [Length(min: 20, max: 2048)]
    [Pattern(@"arn:[\w+=/,.@-]+:[\w+=/,.@-]+:([\w+=/,.@-]*)?:[0-9]+:[\w+=/,.@-]+(:[\w+=/,.@-]+)?(:[\w+=/,.@-]+)?")]
    public required string ResourceArn { get; init; }
}

public sealed record ListTagsForResourceOutput
{
    [Elements(MinLength = 0, MaxLength = 256)] public IReadOnlyDictionary<string, string>? Tags { get; init; }
}
