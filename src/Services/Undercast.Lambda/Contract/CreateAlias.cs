using Undercast.Protocol;

namespace Undercast.Lambda;

public sealed record CreateAliasInput
{
    [HttpLabel]
    [Length(min: 1, max: 140)]
    [Pattern(@"(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\$LATEST|[a-zA-Z0-9-_]+))?")]
    public required string FunctionName { get; init; }
    [Length(min: 1, max: 128), Pattern(@"(?!^[0-9]+$)([a-zA-Z0-9-_]+)")] public required string Name { get; init; }
    [Length(min: 1, max: 1024), Pattern(@"(\$LATEST(\.PUBLISHED)?|[0-9]+)")] public required string FunctionVersion { get; init; }
    [Length(min: 0, max: 256)] public string? Description { get; init; }
    public AliasRoutingConfiguration? RoutingConfig { get; init; }
}
