using Undercast.Protocol;

namespace Undercast.Lambda;

public sealed record ListFunctionUrlConfigsInput
{
    [HttpLabel]
    [Length(min: 1, max: 140)]
    [Pattern(@"(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\$LATEST|[a-zA-Z0-9-_]+))?")]
    public required string FunctionName { get; init; }
    [HttpQuery("Marker")] public string? Marker { get; init; }
    [HttpQuery("MaxItems"), Range(min: 1, max: 50)] public int? MaxItems { get; init; }
}

public sealed record ListFunctionUrlConfigsOutput
{
    public IReadOnlyList<FunctionUrlConfig>? FunctionUrlConfigs { get; init; }
    public string? NextMarker { get; init; }
}
