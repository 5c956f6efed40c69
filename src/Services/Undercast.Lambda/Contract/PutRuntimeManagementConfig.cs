using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Lambda;

public sealed record PutRuntimeManagementConfigInput
{
    [HttpLabel]
    [Length(min: 1, max: 256)]
    [Pattern(@"(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_\.]+)(:(\$LATEST(\.PUBLISHED)?|[a-zA-Z0-9-_]+))?")]
    public required string FunctionName { get; init; }
    [HttpQuery("Qualifier")]
    [Length(min: 1, max: 128)]
    [Pattern(@"\$(LATEST(\.PUBLISHED)?)|[a-zA-Z0-9-_$]+")]
    public string? Qualifier { get; init; }
    [OneOf("Auto", "Manual", "FunctionUpdate")] public required string UpdateRuntimeOn { get; init; }
    [Length(min: 26, max: 2048)]
    [Pattern(@"arn:(aws[a-zA-Z-]*):lambda:[a-z]{2}((-gov)|(-iso(b?)))?-[a-z]+-\d{1}::runtime:.+")]
    public string? RuntimeVersionArn { get; init; }
}

public sealed record PutRuntimeManagementConfigOutput
{
    [OneOf("Auto", "Manual", "FunctionUpdate")] public required string UpdateRuntimeOn { get; init; }
    [Length(min: 0, max: 10000)]
    [Pattern(@"arn:(aws[a-zA-Z-]*)?:lambda:[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:\d{12}:function:[a-zA-Z0-9-_]+(:(\$LATEST|[a-zA-Z0-9-_]+))?")]
    public required string FunctionArn { get; init; }
    [Length(min: 26, max: 2048)]
    [Pattern(@"arn:(aws[a-zA-Z-]*):lambda:[a-z]{2}((-gov)|(-iso(b?)))?-[a-z]+-\d{1}::runtime:.+")]
    public string? RuntimeVersionArn { get; init; }
}
