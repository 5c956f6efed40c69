using Undercast.Protocol;

namespace Undercast.Lambda;

public sealed record PutFunctionConcurrencyInput
{
    [HttpLabel]
    [Length(min: 1, max: 140)]
    [Pattern(@"(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\$LATEST|[a-zA-Z0-9-_]+))?")]
    public required string FunctionName { get; init; }
    [Range(min: 0)] public required int ReservedConcurrentExecutions { get; init; }
}

public sealed record PutFunctionConcurrencyOutput
{
    public int? ReservedConcurrentExecutions { get; init; }
}
