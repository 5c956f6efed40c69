using System.Text.Json.Nodes;
using static Undercast.CloudFormation.Sam.SamTree;

namespace Undercast.CloudFormation.Sam;

/// <summary>Usage plans, keys, and what joins them; for one API or shared by several.</summary>
internal static class SamUsagePlans
{
    public static void Add(SamRun run, string api, JsonObject plan, string stageId, JsonObject shared)
    {
        var kind = plan["CreateUsagePlan"] is null ? throw new InvalidResourceException(api, "'CreateUsagePlan' is required field in UsagePlan properties.") : Text(plan["CreateUsagePlan"]);
        var fields = (string[])["CreateUsagePlan", "Description", "Quota", "Tags", "Throttle", "UsagePlanName"];
        if (plan.Any(p => !fields.Contains(p.Key))) throw new InvalidResourceException(api, "Invalid property for UsagePlan");
        if (kind == "NONE") return;
        if (kind is not ("PER_API" or "SHARED")) throw new InvalidResourceException(api, "'CreateUsagePlan' accepts one of NONE, PER_API and SHARED.");
        var sharedPlan = kind == "SHARED";
        var prefix = sharedPlan ? "Serverless" : api;
        var (planId, keyId, joinId) = (prefix + "UsagePlan", prefix + "ApiKey", prefix + "UsagePlanKey");
        if (sharedPlan) run.SharedUsagePlans.Add((api, stageId, shared));
        var stage = Map(("ApiId", Ref(api)), ("Stage", Ref(stageId)));
        var key = Map(("RestApiId", Ref(api)), ("StageName", Ref(stageId)));
        if (sharedPlan && run.Output[planId] is JsonObject existing)
        {
            ((JsonArray)existing["Properties"]!["ApiStages"]!).Add((JsonNode)stage);
            ((JsonArray)existing["DependsOn"]!).Add(api);
            ((JsonArray)run.Output[keyId]!["Properties"]!["StageKeys"]!).Add((JsonNode)key);
            return;
        }
        var properties = Map(("ApiStages", List(stage)));
        Take(properties, plan, "Description", "Quota", "Throttle", "UsagePlanName", "Tags");
        run.Emit(api, planId, "AWS::ApiGateway::UsagePlan", properties, shared)["DependsOn"] = List(api);
        run.Emit(api, keyId, "AWS::ApiGateway::ApiKey", Map(("Enabled", true), ("StageKeys", List(key))), shared)["DependsOn"] = List(planId);
        run.Emit(api, joinId, "AWS::ApiGateway::UsagePlanKey", Map(("KeyId", Ref(keyId)), ("KeyType", "API_KEY"), ("UsagePlanId", Ref(planId))), shared)["DependsOn"] = List(keyId);
    }

    /// <summary>Gives what is shared the attributes that all of its users allow.</summary>
    public static void Finish(SamRun run)
    {
        if (run.SharedUsagePlans.Count < 2) return;
        var conditions = run.SharedUsagePlans.Select(p => Text(p.Resource["Condition"])).Distinct().ToArray();
        string? condition = null;
        if (!conditions.Contains(null))
        {
            condition = conditions.Length == 1 ? conditions[0] : "ServerlessUsagePlanCondition";
            if (conditions.Length > 1) SamImplicitApis.Or(run, condition!, conditions!);
        }
        foreach (var id in (string[])["ServerlessUsagePlan", "ServerlessApiKey", "ServerlessUsagePlanKey"])
        {
            var resource = (JsonObject)run.Output[id]!;
            resource.Remove("Condition");
            if (condition is not null) resource["Condition"] = condition;
            foreach (var (attribute, order) in ((string, string[])[])[("DeletionPolicy", ["Delete", "Snapshot", "Retain"]), ("UpdateReplacePolicy", ["Delete", "Snapshot", "Retain"])])
            {
                resource.Remove(attribute);
                var given = run.SharedUsagePlans.Select(p => Text(p.Resource[attribute])).Where(v => v is not null).ToArray();
                if (given.Length > 0) resource[attribute] = order.LastOrDefault(given.Contains) ?? given[0];
            }
        }
    }
}
