using Undercast.Protocol;

namespace Undercast.S3;

public sealed record WebsiteConfiguration
{
    public ErrorDocument? ErrorDocument { get; init; }
    public IndexDocument? IndexDocument { get; init; }
    public RedirectAllRequestsTo? RedirectAllRequestsTo { get; init; }
    [Xml(Element = "RoutingRule")] public IReadOnlyList<RoutingRule>? RoutingRules { get; init; }
}
