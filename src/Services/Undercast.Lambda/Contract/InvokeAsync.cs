using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Lambda;

public sealed record InvokeAsyncInput
{
    [HttpLabel]
    [Length(min: 1, max: 256)]
    [Pattern(@"(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_\.]+)(:(\$LATEST(\.PUBLISHED)?|[a-zA-Z0-9-_]+))?")]
    public required string FunctionName { get; init; }
    [HttpPayload, Sensitive] public byte[]? InvokeArgs { get; init; }
}

public sealed record InvokeAsyncOutput
{
    [HttpStatus] public int? Status { get; init; }
}
