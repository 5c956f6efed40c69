using Undercast.Protocol;

namespace Undercast.Lambda;

public sealed record DeleteAliasInput
{
    [HttpLabel]
    [Length(min: 1, max: 140)]
    [Pattern(@"(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\$LATEST|[a-zA-Z0-9-_]+))?")]
    public required string FunctionName { get; init; }
    [HttpLabel, Length(min: 1, max: 128), Pattern(@"(?!^[0-9]+$)([a-zA-Z0-9-_]+)")] public required string Name { get; init; }
}
