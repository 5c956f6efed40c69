using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.ApiGateway;

/// <summary>What a usage plan may say.</summary>
internal static class PlanRules
{
    public static async ValueTask CheckAsync(IReadTransaction tx, UsagePlan plan, CallContext call)
    {
        if (string.IsNullOrEmpty(plan.Name)) throw Faults.Bad("Usage Plan name must not be empty");
        if (plan.Throttle is { } throttle && (throttle.RateLimit < 0 || throttle.BurstLimit < 0)) throw Faults.Bad("Usage Plan throttle limits must not be negative");
        if (plan.Quota is { } quota)
        {
            if (quota.Limit is null or <= 0) throw Faults.Bad("Usage Plan quota limit must be greater than 0");
            if (quota.Period is not ("DAY" or "WEEK" or "MONTH")) throw Faults.Bad("Usage Plan quota period must be one of: [DAY, WEEK, MONTH]");
        }
        foreach (var stage in plan.ApiStages ?? [])
        {
            var api = await ApiGatewayTables.Apis.GetAsync(tx, new RestApiKey(stage.ApiId ?? ""));
            if (api is null || api.Account != call.Account || api.Region != call.Region) throw Faults.NoApi(call.Account, stage.ApiId ?? "");
            if (!await ApiGatewayTables.Stages.ExistsAsync(tx, new PartKey(stage.ApiId!, stage.Stage ?? ""))) throw new NotFoundException($"API Stage not found: {stage.ApiId}:{stage.Stage}");
        }
    }

    public static IReadOnlyList<ApiStage> Edit(IReadOnlyList<ApiStage> stages, IEnumerable<PatchOperation> operations)
    {
        var list = stages.ToList();
        foreach (var operation in operations)
        {
            if ((operation.Value ?? "").Split(':') is not [var api, var stage]) throw Faults.Bad($"Invalid API Stage specified: {operation.Value}. The format is {{apiId}}:{{stageName}}");
            list.RemoveAll(s => s.ApiId == api && s.Stage == stage);
            if (operation.Op == "add") list.Add(new ApiStage { ApiId = api, Stage = stage });
            else if (operation.Op != "remove") throw Faults.Bad($"Invalid patch path  '/apiStages' specified for op '{operation.Op}'. Must be one of: [add, remove]");
        }
        return list;
    }
}
