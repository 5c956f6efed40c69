using Undercast.Storage;

namespace Undercast.ApiGateway;

/// <summary>API keys with their usage plans, and every throttle.</summary>
internal sealed class PlanGate(IStore store, Throttles throttles, Quotas quotas)
{
    public async ValueTask AdmitAsync(Exchange exchange)
    {
        var (stage, method) = (exchange.Stage, exchange.Method);
        if (method.Method.ApiKeyRequired == true) await CheckKeyAsync(exchange);
        // AWS: the settings of the stage hold for all clients together.
        if (method.Setting is { ThrottlingRateLimit: { } rate, ThrottlingBurstLimit: { } burst })
            await TakeAsync(exchange, stage.Id, $"{stage.Name}/{method.Resource.Path}/{method.Method.HttpMethod}", rate, burst);
    }

    private async ValueTask CheckKeyAsync(Exchange exchange)
    {
        var (api, stage) = (exchange.Stage.Api, exchange.Stage);
        var value = api.Api.ApiKeySource == "AUTHORIZER" ? exchange.Authorizer?.UsageKey : exchange.Header("x-api-key");
        if (string.IsNullOrEmpty(value)) throw GatewayFault.InvalidKey();
        var (key, plan) = await store.ReadAsync(
            async tx =>
            {
                var found = await ApiGatewayTables.KeysByValue.FirstAsync(tx, ApiGatewayTables.KeysByValue.Prefix(api.Account, api.Region, value));
                if (found is not { Record: { Enabled: true } key }) return default((ApiKey?, UsagePlan?));
                foreach (var (_, place) in await ApiGatewayTables.PlansByKey.KeysAsync(tx, ApiGatewayTables.PlansByKey.Prefix(api.Account, api.Region, key.Id!)))
                {
                    var plan = await ApiGatewayTables.Plans.GetAsync(tx, new OwnedKey(api.Account, api.Region, place.Plan));
                    if (plan?.ApiStages?.Any(s => s.ApiId == stage.Id && s.Stage == stage.Name) == true) return ((ApiKey?)key, (UsagePlan?)plan);
                }
                return (key, null);
            },
            exchange.Http.RequestAborted);
        if (key is null || plan is null) throw GatewayFault.InvalidKey();
        exchange.Key = key;
        if (plan.Quota is { } quota && !await quotas.TakeAsync(new UsageKey(api.Account, api.Region, plan.Id!, key.Id!, Quotas.PeriodStart(quota.Period!, exchange.Now)), quota, exchange.Now)) throw GatewayFault.QuotaExceeded();
        var own = plan.ApiStages!.First(s => s.ApiId == stage.Id && s.Stage == stage.Name).Throttle?.GetValueOrDefault($"{exchange.Method.Resource.Path}/{exchange.Method.Method.HttpMethod}");
        if (own is { RateLimit: { } methodRate }) await TakeAsync(exchange, plan.Id!, $"{key.Id}/{exchange.Method.Resource.Path}/{exchange.Method.Method.HttpMethod}", methodRate, own.BurstLimit ?? 0);
        if (plan.Throttle is { RateLimit: { } rate } throttle) await TakeAsync(exchange, plan.Id!, key.Id!, rate, throttle.BurstLimit ?? 0);
    }

    private async ValueTask TakeAsync(Exchange exchange, string owner, string name, double rate, int burst)
    {
        if (!await throttles.TakeAsync(owner, name, rate, burst, exchange.Now)) throw GatewayFault.Throttled();
    }
}
