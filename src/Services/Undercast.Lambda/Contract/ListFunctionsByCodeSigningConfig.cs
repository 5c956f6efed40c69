using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Lambda;

public sealed record ListFunctionsByCodeSigningConfigInput
{
    [HttpLabel]
    [Length(min: 0, max: 200)]
    [Pattern(@"arn:(aws[a-zA-Z-]*)?:lambda:[a-z]{2}((-gov)|(-iso(b?)))?-[a-z]+-\d{1}:\d{12}:code-signing-config:csc-[a-z0-9]{17}")]
    public required string CodeSigningConfigArn { get; init; }
    [HttpQuery("Marker")] public string? Marker { get; init; }
    [HttpQuery("MaxItems"), Range(min: 1, max: 10000)] public int? MaxItems { get; init; }
}

public sealed record ListFunctionsByCodeSigningConfigOutput
{
    public string? NextMarker { get; init; }
    [Elements(MinLength = 0, MaxLength = 10000, Pattern = @"arn:(aws[a-zA-Z-]*)?:lambda:[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:\d{12}:function:[a-zA-Z0-9-_]+(:(\$LATEST|[a-zA-Z0-9-_]+))?")]
    public IReadOnlyList<string>? FunctionArns { get; init; }
}
