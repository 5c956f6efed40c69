using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Lambda;

public sealed record PutFunctionRecursionConfigInput
{
    [HttpLabel]
    [Length(min: 1, max: 140)]
    [Pattern(@"(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_]+)")]
    public required string FunctionName { get; init; }
    [OneOf("Allow", "Terminate")] public required string RecursiveLoop { get; init; }
}

public sealed record PutFunctionRecursionConfigOutput
{
    [OneOf("Allow", "Terminate")] public string? RecursiveLoop { get; init; }
}
