using Undercast.Protocol;

namespace Undercast.Lambda;

public sealed record ListAliasesInput
{
    [HttpLabel]
    [Length(min: 1, max: 140)]
    [Pattern(@"(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\$LATEST|[a-zA-Z0-9-_]+))?")]
    public required string FunctionName { get; init; }
    [HttpQuery("FunctionVersion")]
    [Length(min: 1, max: 1024)]
    [Pattern(@"(\$LATEST(\.PUBLISHED)?|[0-9]+)")]
    public string? FunctionVersion { get; init; }
    [HttpQuery("Marker")] public string? Marker { get; init; }
    [HttpQuery("MaxItems"), Range(min: 1, max: 10000)] public int? MaxItems { get; init; }
}

public sealed record ListAliasesOutput
{
    public string? NextMarker { get; init; }
    public IReadOnlyList<AliasConfiguration>? Aliases { get; init; }
}
