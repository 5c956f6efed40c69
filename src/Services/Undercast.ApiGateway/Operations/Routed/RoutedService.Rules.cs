using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.ApiGateway.Routed;

// Routing rules of custom domain names.
internal sealed partial class RoutedService
{
    public ValueTask<RoutingRule> CreateRoutingRule(CreateRoutingRuleInput input, CallContext call)
    {
        RoutingRules.Check(input.Actions, input.Conditions);
        var id = call.NewIds.Base36(6);
        return store.WriteAsync(tx => PutAsync(tx, call, input.DomainName, new RoutingRule { RoutingRuleId = id, Actions = input.Actions, Conditions = input.Conditions, Priority = input.Priority }), call.Cancelled);
    }

    public ValueTask<RoutingRule> PutRoutingRule(PutRoutingRuleInput input, CallContext call)
    {
        RoutingRules.Check(input.Actions, input.Conditions);
        return store.WriteAsync(
            async tx =>
            {
                var rule = await RuleAsync(tx, call, input.DomainName, input.RoutingRuleId);
                return await PutAsync(tx, call, input.DomainName, rule with { Actions = input.Actions, Conditions = input.Conditions, Priority = input.Priority });
            },
            call.Cancelled);
    }

    public ValueTask<RoutingRule> GetRoutingRule(GetRoutingRuleInput input, CallContext call) => store.ReadAsync(tx => RuleAsync(tx, call, input.DomainName, input.RoutingRuleId), call.Cancelled);

    public async ValueTask<ListRoutingRulesOutput> ListRoutingRules(ListRoutingRulesInput input, CallContext call)
    {
        var rules = await store.ReadAsync(async tx => await Domains.RulesAsync(tx, (await Domains.FindAsync(tx, input.DomainName, call.Account, call.Region)).Name), call.Cancelled);
        var (items, next) = Page(rules, static r => r.Priority!.Value.ToString("D7", System.Globalization.CultureInfo.InvariantCulture), input.MaxResults?.ToString(System.Globalization.CultureInfo.InvariantCulture), input.NextToken);
        return new ListRoutingRulesOutput { RoutingRules = items, NextToken = next };
    }

    public async ValueTask DeleteRoutingRule(DeleteRoutingRuleInput input, CallContext call) => await store.WriteAsync(
        async tx =>
        {
            var rule = await RuleAsync(tx, call, input.DomainName, input.RoutingRuleId);
            ApiGatewayTables.RoutingRules.Delete(tx, new PartKey(input.DomainName.ToLowerInvariant(), rule.RoutingRuleId!));
        },
        call.Cancelled);

    private static async ValueTask<RoutingRule> PutAsync(IWriteTransaction tx, CallContext call, string name, RoutingRule rule)
    {
        var domain = await Domains.FindAsync(tx, name, call.Account, call.Region);
        await Domains.CheckTargetAsync(tx, domain, rule.Actions![0].InvokeApi.ApiId, rule.Actions[0].InvokeApi.Stage);
        // AWS: no two rules of a domain name have the same priority.
        if ((await Domains.RulesAsync(tx, domain.Name)).Any(r => r.Priority == rule.Priority && r.RoutingRuleId != rule.RoutingRuleId)) throw new ConflictException("Routing rule priority already exists for this domain name");
        rule = rule with { RoutingRuleArn = $"arn:{Arn.PartitionOf(domain.Region)}:apigateway:{domain.Region}:{domain.Account}:/domainnames/{domain.Name}/routingrules/{rule.RoutingRuleId}" };
        ApiGatewayTables.RoutingRules.Put(tx, new PartKey(domain.Name, rule.RoutingRuleId!), rule);
        return rule;
    }

    private static async ValueTask<RoutingRule> RuleAsync(IReadTransaction tx, CallContext call, string name, string id)
    {
        var domain = await Domains.FindAsync(tx, name, call.Account, call.Region);
        return await ApiGatewayTables.RoutingRules.GetAsync(tx, new PartKey(domain.Name, id)) ?? throw new NotFoundException("Invalid routing rule identifier specified");
    }
}
