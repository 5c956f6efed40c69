using Undercast.Protocol;

namespace Undercast.Lambda;

public sealed record OnFailure
{
    [Length(min: 0, max: 350)]
    [Pattern(@"$|kafka://([^.]([a-zA-Z0-9\-_.]{0,248}))|arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\-])+:([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1})?:(\d{12})?:(.*)")]
    public string? Destination { get; init; }
}
