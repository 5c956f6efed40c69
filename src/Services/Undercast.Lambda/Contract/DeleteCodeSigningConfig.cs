using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Lambda;

public sealed record DeleteCodeSigningConfigInput
{
    [HttpLabel]
    [Length(min: 0, max: 200)]
    [Pattern(@"arn:(aws[a-zA-Z-]*)?:lambda:[a-z]{2}((-gov)|(-iso(b?)))?-[a-z]+-\d{1}:\d{12}:code-signing-config:csc-[a-z0-9]{17}")]
    public required string CodeSigningConfigArn { get; init; }
}

public sealed record DeleteCodeSigningConfigOutput
{
}
