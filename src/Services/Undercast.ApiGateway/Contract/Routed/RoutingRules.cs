using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public sealed record CreateRoutingRuleInput
{
    [WireName("domainName"), HttpLabel("domainName")] public required string DomainName { get; init; }
    [WireName("actions")] public required IReadOnlyList<RoutingRuleAction> Actions { get; init; }
    [WireName("conditions")] public required IReadOnlyList<RoutingRuleCondition> Conditions { get; init; }
    [WireName("priority"), Range(min: 1, max: 1000000)] public required int Priority { get; init; }
}

public sealed record PutRoutingRuleInput
{
    [WireName("domainName"), HttpLabel("domainName")] public required string DomainName { get; init; }
    [WireName("routingRuleId"), HttpLabel("routingRuleId")] public required string RoutingRuleId { get; init; }
    [WireName("actions")] public required IReadOnlyList<RoutingRuleAction> Actions { get; init; }
    [WireName("conditions")] public required IReadOnlyList<RoutingRuleCondition> Conditions { get; init; }
    [WireName("priority"), Range(min: 1, max: 1000000)] public required int Priority { get; init; }
}

public sealed record GetRoutingRuleInput
{
    [WireName("domainName"), HttpLabel("domainName")] public required string DomainName { get; init; }
    [WireName("routingRuleId"), HttpLabel("routingRuleId")] public required string RoutingRuleId { get; init; }
}

public sealed record DeleteRoutingRuleInput
{
    [WireName("domainName"), HttpLabel("domainName")] public required string DomainName { get; init; }
    [WireName("routingRuleId"), HttpLabel("routingRuleId")] public required string RoutingRuleId { get; init; }
}

public sealed record ListRoutingRulesInput
{
    [WireName("domainName"), HttpLabel("domainName")] public required string DomainName { get; init; }
    [WireName("maxResults"), HttpQuery("maxResults"), Range(min: 1, max: 100)] public int? MaxResults { get; init; }
    [WireName("nextToken"), HttpQuery("nextToken")] public string? NextToken { get; init; }
}

public sealed record ListRoutingRulesOutput
{
    [WireName("routingRules")] public IReadOnlyList<RoutingRule>? RoutingRules { get; init; }
    [WireName("nextToken")] public string? NextToken { get; init; }
}

public sealed record RoutingRule
{
    [WireName("actions")] public IReadOnlyList<RoutingRuleAction>? Actions { get; init; }
    [WireName("conditions")] public IReadOnlyList<RoutingRuleCondition>? Conditions { get; init; }
    [WireName("priority")] public int? Priority { get; init; }
    [WireName("routingRuleArn")] public string? RoutingRuleArn { get; init; }
    [WireName("routingRuleId")] public string? RoutingRuleId { get; init; }
}

public sealed record RoutingRuleAction
{
    [WireName("invokeApi")] public required RoutingRuleActionInvokeApi InvokeApi { get; init; }
}

public sealed record RoutingRuleActionInvokeApi
{
    [WireName("apiId")] public required string ApiId { get; init; }
    [WireName("stage")] public required string Stage { get; init; }
    [WireName("stripBasePath")] public bool? StripBasePath { get; init; }
}

public sealed record RoutingRuleCondition
{
    [WireName("matchBasePaths")] public RoutingRuleMatchBasePaths? MatchBasePaths { get; init; }
    [WireName("matchHeaders")] public RoutingRuleMatchHeaders? MatchHeaders { get; init; }
}

public sealed record RoutingRuleMatchBasePaths
{
    [WireName("anyOf")] public required IReadOnlyList<string> AnyOf { get; init; }
}

public sealed record RoutingRuleMatchHeaders
{
    [WireName("anyOf")] public required IReadOnlyList<RoutingRuleMatchHeaderValue> AnyOf { get; init; }
}

public sealed record RoutingRuleMatchHeaderValue
{
    [WireName("header")] public required string Header { get; init; }
    [WireName("valueGlob")] public required string ValueGlob { get; init; }
}
