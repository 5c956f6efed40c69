using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.ApiGateway;

// API keys and usage plans.
internal sealed partial class ApiGatewayService
{
    public async ValueTask<ApiKey> CreateApiKey(CreateApiKeyInput input, CallContext call)
    {
        if (input.Value is { Length: < 20 }) throw Faults.Bad("API Key value should be at least 20 characters");
        if (input.Value is { Length: > 128 }) throw Faults.Bad("API Key value exceeds maximum size of 128 characters");
        var now = Seconds(call);
        var key = new ApiKey
        {
            Id = call.NewIds.Base36(10), Name = input.Name, Description = input.Description, Enabled = input.Enabled ?? false, CustomerId = input.CustomerId, Tags = input.Tags,
            Value = input.Value ?? Ids.NewBase36(40), CreatedDate = now, LastUpdatedDate = now,
        };
        var place = new OwnedKey(call.Account, call.Region, key.Id!);
        return await store.WriteAsync(
            async tx =>
            {
                if ((await ApiGatewayTables.KeysByValue.KeysAsync(tx, ApiGatewayTables.KeysByValue.Prefix(call.Account, call.Region, key.Value!), 2)).Any(k => k.Key != place)) throw new ConflictException("API Key already exists");
                await ApiGatewayTables.Keys.PutAsync(tx, place, key);
                return key;
            },
            call.Cancelled);
    }

    public async ValueTask<ApiKey> GetApiKey(GetApiKeyInput input, CallContext call)
    {
        var key = await store.ReadAsync(tx => KeyAsync(tx, input.ApiKey, call), call.Cancelled);
        return input.IncludeValue == true ? key : key with { Value = null };
    }

    public async ValueTask<GetApiKeysOutput> GetApiKeys(GetApiKeysInput input, CallContext call)
    {
        var rows = await store.ReadAsync(tx => ApiGatewayTables.Keys.RangeAsync(tx, ApiGatewayTables.Keys.Prefix(call.Account, call.Region)), call.Cancelled);
        var all = rows.Select(r => r.Record)
            .Where(k => (input.NameQuery is null || k.Name?.StartsWith(input.NameQuery, StringComparison.Ordinal) == true) && (input.CustomerId is null || k.CustomerId == input.CustomerId));
        var (items, position) = Page(all, static k => k.Id!, input.Position, input.Limit);
        return new GetApiKeysOutput { Items = input.IncludeValues == true ? items : [.. items.Select(k => k with { Value = null })], Position = position };
    }

    public async ValueTask<ApiKey> UpdateApiKey(UpdateApiKeyInput input, CallContext call)
    {
        var now = Seconds(call);
        return await store.WriteAsync(
            async tx =>
            {
                var key = PatchRules.Apply(await KeyAsync(tx, input.ApiKey, call), input.PatchOperations, PatchRules.ApiKey, ApiGatewayJson.Default.ApiKey) with { LastUpdatedDate = now };
                await ApiGatewayTables.Keys.PutAsync(tx, new OwnedKey(call.Account, call.Region, input.ApiKey), key);
                return key with { Value = null };
            },
            call.Cancelled);
    }

    public async ValueTask DeleteApiKey(DeleteApiKeyInput input, CallContext call) => await store.WriteAsync(
        async tx =>
        {
            await KeyAsync(tx, input.ApiKey, call);
            foreach (var (_, key) in await ApiGatewayTables.PlansByKey.KeysAsync(tx, ApiGatewayTables.PlansByKey.Prefix(call.Account, call.Region, input.ApiKey)))
                await ApiGatewayTables.PlanKeys.DeleteAsync(tx, key);
            await ApiGatewayTables.Keys.DeleteAsync(tx, new OwnedKey(call.Account, call.Region, input.ApiKey));
        },
        call.Cancelled);

    public async ValueTask<UsagePlan> CreateUsagePlan(CreateUsagePlanInput input, CallContext call)
    {
        var plan = new UsagePlan
        {
            Id = call.NewIds.Base36(6), Name = input.Name, Description = input.Description, ApiStages = input.ApiStages ?? [], Throttle = input.Throttle, Quota = input.Quota, Tags = input.Tags,
        };
        return await store.WriteAsync(
            async tx =>
            {
                await PlanRules.CheckAsync(tx, plan, call);
                ApiGatewayTables.Plans.Put(tx, new OwnedKey(call.Account, call.Region, plan.Id!), plan);
                return plan;
            },
            call.Cancelled);
    }

    public async ValueTask<UsagePlan> GetUsagePlan(GetUsagePlanInput input, CallContext call) => await store.ReadAsync(tx => PlanAsync(tx, input.UsagePlanId, call), call.Cancelled);

    public async ValueTask<GetUsagePlansOutput> GetUsagePlans(GetUsagePlansInput input, CallContext call) => await store.ReadAsync(
        async tx =>
        {
            var all = (await ApiGatewayTables.Plans.RangeAsync(tx, ApiGatewayTables.Plans.Prefix(call.Account, call.Region))).Select(r => r.Record);
            if (input.KeyId is { } keyId)
            {
                var plans = (await ApiGatewayTables.PlansByKey.KeysAsync(tx, ApiGatewayTables.PlansByKey.Prefix(call.Account, call.Region, keyId))).Select(k => k.Key.Plan).ToHashSet();
                all = all.Where(p => plans.Contains(p.Id!));
            }
            var (items, position) = Page(all, static p => p.Id!, input.Position, input.Limit);
            return new GetUsagePlansOutput { Items = items, Position = position };
        },
        call.Cancelled);

    public async ValueTask<UsagePlan> UpdateUsagePlan(UpdateUsagePlanInput input, CallContext call) => await store.WriteAsync(
        async tx =>
        {
            var plan = await PlanAsync(tx, input.UsagePlanId, call);
            // AWS: stages are added and removed as "api:stage"; all else are plain paths.
            var stages = (input.PatchOperations ?? []).Where(static o => o.Path == "/apiStages").ToList();
            plan = PatchRules.Apply(plan, [.. (input.PatchOperations ?? []).Except(stages)], PatchRules.UsagePlan, ApiGatewayJson.Default.UsagePlan);
            plan = plan with { ApiStages = PlanRules.Edit(plan.ApiStages ?? [], stages) };
            await PlanRules.CheckAsync(tx, plan, call);
            ApiGatewayTables.Plans.Put(tx, new OwnedKey(call.Account, call.Region, input.UsagePlanId), plan);
            return plan;
        },
        call.Cancelled);

    public async ValueTask DeleteUsagePlan(DeleteUsagePlanInput input, CallContext call) => await store.WriteAsync(
        async tx =>
        {
            var plan = await PlanAsync(tx, input.UsagePlanId, call);
            if (plan.ApiStages is { Count: > 0 } stages)
                throw Faults.Bad($"Cannot delete Usage Plan {plan.Id} because there are API Stages {string.Join(", ", stages.Select(s => $"{s.ApiId}:{s.Stage}"))} associated with it.");
            await ApiGatewayTables.PlanKeys.DeleteRangeAsync(tx, ApiGatewayTables.PlanKeys.Prefix(call.Account, call.Region, input.UsagePlanId));
            ApiGatewayTables.Throttles.DeleteRange(tx, ApiGatewayTables.Throttles.Prefix(input.UsagePlanId));
            ApiGatewayTables.Plans.Delete(tx, new OwnedKey(call.Account, call.Region, input.UsagePlanId));
        },
        call.Cancelled);

    public async ValueTask<UsagePlanKey> CreateUsagePlanKey(CreateUsagePlanKeyInput input, CallContext call)
    {
        if (input.KeyType != "API_KEY") throw Faults.Bad("Usage Plan Key Type must be API_KEY");
        return await store.WriteAsync(
            async tx =>
            {
                await PlanAsync(tx, input.UsagePlanId, call);
                var key = await KeyAsync(tx, input.KeyId, call);
                var place = new PlanKeyKey(call.Account, call.Region, input.UsagePlanId, input.KeyId);
                if (await ApiGatewayTables.PlanKeys.ExistsAsync(tx, place)) throw new ConflictException($"Usage Plan {input.UsagePlanId} already has API Key {input.KeyId}");
                var planKey = new UsagePlanKey { Id = key.Id, Type = "API_KEY", Name = key.Name, Value = key.Value };
                await ApiGatewayTables.PlanKeys.PutAsync(tx, place, planKey);
                return planKey;
            },
            call.Cancelled);
    }

    public async ValueTask<UsagePlanKey> GetUsagePlanKey(GetUsagePlanKeyInput input, CallContext call) => await store.ReadAsync(
        async tx =>
        {
            await PlanAsync(tx, input.UsagePlanId, call);
            return await PlanKeyAsync(tx, input.UsagePlanId, input.KeyId, call);
        },
        call.Cancelled);

    public async ValueTask<GetUsagePlanKeysOutput> GetUsagePlanKeys(GetUsagePlanKeysInput input, CallContext call) => await store.ReadAsync(
        async tx =>
        {
            await PlanAsync(tx, input.UsagePlanId, call);
            var rows = await ApiGatewayTables.PlanKeys.RangeAsync(tx, ApiGatewayTables.PlanKeys.Prefix(call.Account, call.Region, input.UsagePlanId));
            var all = rows.Select(r => r.Record).Where(k => input.NameQuery is null || k.Name?.StartsWith(input.NameQuery, StringComparison.Ordinal) == true);
            var (items, position) = Page(all, static k => k.Id!, input.Position, input.Limit);
            return new GetUsagePlanKeysOutput { Items = items, Position = position };
        },
        call.Cancelled);

    public async ValueTask DeleteUsagePlanKey(DeleteUsagePlanKeyInput input, CallContext call) => await store.WriteAsync(
        async tx =>
        {
            await PlanAsync(tx, input.UsagePlanId, call);
            await PlanKeyAsync(tx, input.UsagePlanId, input.KeyId, call);
            await ApiGatewayTables.PlanKeys.DeleteAsync(tx, new PlanKeyKey(call.Account, call.Region, input.UsagePlanId, input.KeyId));
        },
        call.Cancelled);

    private static async ValueTask<ApiKey> KeyAsync(IReadTransaction tx, string id, CallContext call) =>
        await ApiGatewayTables.Keys.GetAsync(tx, new OwnedKey(call.Account, call.Region, id)) ?? throw new NotFoundException("Invalid API Key identifier specified");

    private static async ValueTask<UsagePlan> PlanAsync(IReadTransaction tx, string id, CallContext call) =>
        await ApiGatewayTables.Plans.GetAsync(tx, new OwnedKey(call.Account, call.Region, id)) ?? throw new NotFoundException("Invalid Usage Plan ID specified");

    private static async ValueTask<UsagePlanKey> PlanKeyAsync(IReadTransaction tx, string plan, string key, CallContext call) =>
        await ApiGatewayTables.PlanKeys.GetAsync(tx, new PlanKeyKey(call.Account, call.Region, plan, key)) ?? throw new NotFoundException("Invalid API Key identifier specified");
}
