using Undercast.Protocol;

namespace Undercast.S3;

public sealed record RoutingRule
{
    public Condition? Condition { get; init; }
    public required Redirect Redirect { get; init; }
}
