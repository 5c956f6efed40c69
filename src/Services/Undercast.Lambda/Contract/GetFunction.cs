using Undercast.Protocol;

namespace Undercast.Lambda;

public sealed record GetFunctionInput
{
    [HttpLabel]
    [Length(min: 1, max: 256)]
    [Pattern(@"(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_\.]+)(:(\$LATEST(\.PUBLISHED)?|[a-zA-Z0-9-_]+))?")]
    public required string FunctionName { get; init; }
    [HttpQuery("Qualifier")]
    [Length(min: 1, max: 128)]
    [Pattern(@"\$(LATEST(\.PUBLISHED)?)|[a-zA-Z0-9-_$]+")]
    public string? Qualifier { get; init; }
}

public sealed record GetFunctionOutput
{
    public FunctionConfiguration? Configuration { get; init; }
    public FunctionCodeLocation? Code { get; init; }
    public IReadOnlyDictionary<string, string>? Tags { get; init; }
    public Concurrency? Concurrency { get; init; }
}
