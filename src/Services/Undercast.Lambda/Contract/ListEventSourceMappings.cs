using Undercast.Protocol;

namespace Undercast.Lambda;

public sealed record ListEventSourceMappingsInput
{
    [HttpQuery("EventSourceArn")]
    [Pattern(@"arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\-])+:([a-z]{2}(-gov)?-[a-z]+-\d{1})?:(\d{12})?:(.*)")]
    public string? EventSourceArn { get; init; }
    [HttpQuery("FunctionName")]
    [Length(min: 1, max: 256)]
    [Pattern(@"(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_\.]+)(:(\$LATEST(\.PUBLISHED)?|[a-zA-Z0-9-_]+))?")]
    public string? FunctionName { get; init; }
    [HttpQuery("Marker")] public string? Marker { get; init; }
    [HttpQuery("MaxItems"), Range(min: 1, max: 10000)] public int? MaxItems { get; init; }
}

public sealed record ListEventSourceMappingsOutput
{
    public string? NextMarker { get; init; }
    public IReadOnlyList<EventSourceMappingConfiguration>? EventSourceMappings { get; init; }
}
