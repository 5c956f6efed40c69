using Undercast.Protocol;

namespace Undercast.Lambda;

public sealed record TagResourceInput
{
    [HttpLabel]
    [Length(min: 1, max: 256)]
    [Pattern(@"arn:(aws[a-zA-Z-]*):lambda:[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:\d{12}:(function:[a-zA-Z0-9-_]+(:(\$LATEST|[a-zA-Z0-9-_]+))?|code-signing-config:csc-[a-z0-9]{17}|event-source-mapping:[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}|capacity-provider:[a-zA-Z0-9-_]+)")]
    public required string Resource { get; init; }
    public required IReadOnlyDictionary<string, string> Tags { get; init; }
}
