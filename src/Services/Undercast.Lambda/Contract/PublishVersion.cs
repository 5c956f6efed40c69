using Undercast.Protocol;

namespace Undercast.Lambda;

[NotSupportedMember("PublishTo")]
public sealed record PublishVersionInput
{
    [HttpLabel]
    [Length(min: 1, max: 140)]
    [Pattern(@"(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\$LATEST|[a-zA-Z0-9-_]+))?")]
    public required string FunctionName { get; init; }
    public string? CodeSha256 { get; init; }
    [Length(min: 0, max: 256)] public string? Description { get; init; }
    public string? RevisionId { get; init; }
}
