using Undercast.ApiGateway.Tests;
using Undercast.Kernel;

namespace Undercast.ApiGateway.Routed.Tests;

/// <summary>Routing rules of custom domain names. Source: the developer guide.</summary>
public class RoutingRuleTests : Fixture
{
    private const string Host = "r.example.com";

    private async Task<RestApi> ApiAsync(string name)
    {
        var api = await MakeAsync();
        await MockAsync(api, await MakeResourceAsync(api, "{proxy+}"), answer: name + " $input.params('proxy')");
        await DeployAsync(api);
        return api;
    }

    private Task<RoutingRule> RuleAsync(RestApi api, int priority, bool strip = false, params RoutingRuleCondition[] conditions) => Routed.CreateRoutingRule(
        new CreateRoutingRuleInput { DomainName = Host, Priority = priority, Conditions = conditions, Actions = [new RoutingRuleAction { InvokeApi = new RoutingRuleActionInvokeApi { ApiId = api.Id!, Stage = "dev", StripBasePath = strip } }] }, Call).AsTask();

    private static RoutingRuleCondition Path(params string[] paths) => new() { MatchBasePaths = new RoutingRuleMatchBasePaths { AnyOf = paths } };

    private static RoutingRuleCondition Header(string name, string glob) => new() { MatchHeaders = new RoutingRuleMatchHeaders { AnyOf = [new RoutingRuleMatchHeaderValue { Header = name, ValueGlob = glob }] } };

    private async Task<string> GetAsync(string path, params (string, string)[] headers) => await SendAsync(path, headers: headers, host: Host) is var r && r.Status == 200 ? r.Body : r.Status.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private async Task DomainAsync(string mode) => await Service.CreateDomainName(
        new Undercast.ApiGateway.CreateDomainNameInput { DomainName = Host, RegionalCertificateArn = "arn:aws:acm:us-east-1:000000000000:certificate/c", EndpointConfiguration = new EndpointConfiguration { Types = ["REGIONAL"] }, RoutingMode = mode }, Call);

    [Fact]
    public async Task The_first_rule_that_fits_decides()
    {
        await DomainAsync("ROUTING_RULE_ONLY");
        var (one, two, three) = (await ApiAsync("one"), await ApiAsync("two"), await ApiAsync("three"));
        await RuleAsync(three, 300);
        await RuleAsync(two, 200, true, Path("v2", "v2/beta"));
        await RuleAsync(one, 100, false, Path("v2"), Header("X-Tier", "gold*"));
        Assert.Equal("one v2/a", await GetAsync("/v2/a", ("x-tier", "golden")));
        Assert.Equal("two a", await GetAsync("/v2/a", ("x-tier", "GOLD")));
        Assert.Equal("two a", await GetAsync("/v2/beta/a"));
        Assert.Equal("three v20/a", await GetAsync("/v20/a"));
    }

    [Fact]
    public async Task Without_a_rule_that_fits_mappings_decide_where_they_may()
    {
        await DomainAsync("ROUTING_RULE_THEN_BASE_PATH_MAPPING");
        var (one, two) = (await ApiAsync("one"), await ApiAsync("two"));
        await RuleAsync(one, 1, false, Header("h", "*x*"));
        await Service.CreateBasePathMapping(new CreateBasePathMappingInput { DomainName = Host, RestApiId = two.Id!, Stage = "dev" }, Call);
        Assert.Equal(("one a", "two a"), (await GetAsync("/a", ("h", "axb")), await GetAsync("/a")));
        Assert.Equal("ROUTING_RULE_THEN_API_MAPPING", (await Routed.GetDomainName(new Routed.GetDomainNameInput { DomainName = Host }, Call)).RoutingMode);
        await Routed.UpdateDomainName(new Routed.UpdateDomainNameInput { DomainName = Host, RoutingMode = "ROUTING_RULE_ONLY" }, Call);
        Assert.Equal("403", await GetAsync("/a"));
        await Service.UpdateDomainName(new Undercast.ApiGateway.UpdateDomainNameInput { DomainName = Host, PatchOperations = [new PatchOperation { Op = "replace", Path = "/routingMode", Value = "BASE_PATH_MAPPING_ONLY" }] }, Call);
        Assert.Equal("two a", await GetAsync("/a", ("h", "axb")));
    }

    [Fact]
    public async Task Rules_are_made_read_listed_replaced_and_removed()
    {
        await DomainAsync("ROUTING_RULE_ONLY");
        var api = await ApiAsync("one");
        var rule = await RuleAsync(api, 5);
        await RuleAsync(api, 3);
        await Assert.ThrowsAsync<ConflictException>(() => RuleAsync(api, 5));
        Assert.Equal([3, 5], (await Routed.ListRoutingRules(new ListRoutingRulesInput { DomainName = Host }, Call)).RoutingRules!.Select(static r => r.Priority!.Value));
        var page = await Routed.ListRoutingRules(new ListRoutingRulesInput { DomainName = Host, MaxResults = 1 }, Call);
        Assert.Equal(5, Assert.Single((await Routed.ListRoutingRules(new ListRoutingRulesInput { DomainName = Host, NextToken = page.NextToken }, Call)).RoutingRules!).Priority);
        var put = await Routed.PutRoutingRule(new PutRoutingRuleInput { DomainName = Host, RoutingRuleId = rule.RoutingRuleId!, Priority = 9, Actions = rule.Actions!, Conditions = [Path("x")] }, Call);
        Assert.Equal((9, rule.RoutingRuleArn), (put.Priority, put.RoutingRuleArn));
        Assert.Equal(9, (await Routed.GetRoutingRule(new GetRoutingRuleInput { DomainName = Host, RoutingRuleId = rule.RoutingRuleId! }, Call)).Priority);
        await Routed.DeleteRoutingRule(new DeleteRoutingRuleInput { DomainName = Host, RoutingRuleId = rule.RoutingRuleId! }, Call);
        await Assert.ThrowsAsync<NotFoundException>(async () => await Routed.GetRoutingRule(new GetRoutingRuleInput { DomainName = Host, RoutingRuleId = rule.RoutingRuleId! }, Call));
        await Assert.ThrowsAsync<BadRequestException>(() => RuleAsync(api, 7, false, Path("/x")));
        await Assert.ThrowsAsync<BadRequestException>(() => RuleAsync(api, 7, false, Header("h", "a*b")));
        await Assert.ThrowsAsync<BadRequestException>(() => RuleAsync(api, 7, false, new RoutingRuleCondition()));
        await Assert.ThrowsAsync<BadRequestException>(() => RuleAsync(api with { Id = "none" }, 7));
    }
}
