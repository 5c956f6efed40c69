using Undercast.Storage;

namespace Undercast.ApiGateway;

/// <summary>API keys with their usage plans, and every throttle.</summary>
internal sealed class PlanGate(IStore store, Throttles throttles)
{
    public async ValueTask AdmitAsync(Exchange exchange)
    {
        var (stage, method) = (exchange.Stage, exchange.Method);
        if (method.Method.ApiKeyRequired == true) await CheckKeyAsync(exchange);
        // AWS: the settings of the stage hold for all clients together.
        if (method.Setting is { ThrottlingRateLimit: { } rate, ThrottlingBurstLimit: { } burst })
            Take(exchange, $"{stage.Id}/{stage.Name}/{method.Resource.Path}/{method.Method.HttpMethod}", rate, burst);
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
        if (plan.Quota is { } quota) await CountAsync(exchange, plan, quota);
        var own = plan.ApiStages!.First(s => s.ApiId == stage.Id && s.Stage == stage.Name).Throttle?.GetValueOrDefault($"{exchange.Method.Resource.Path}/{exchange.Method.Method.HttpMethod}");
        if (own is { RateLimit: { } methodRate }) Take(exchange, $"{plan.Id}/{key.Id}/{exchange.Method.Resource.Path}/{exchange.Method.Method.HttpMethod}", methodRate, own.BurstLimit ?? 0);
        if (plan.Throttle is { RateLimit: { } rate } throttle) Take(exchange, $"{plan.Id}/{key.Id}", rate, throttle.BurstLimit ?? 0);
    }

    private async ValueTask CountAsync(Exchange exchange, UsagePlan plan, QuotaSettings quota)
    {
        var api = exchange.Stage.Api;
        var key = new UsageKey(api.Account, api.Region, plan.Id!, exchange.Key!.Id!, PeriodStart(quota.Period!, exchange.Now));
        var most = quota.Limit!.Value - (quota.Offset ?? 0);
        var day = exchange.Now.UtcDateTime.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        var admitted = await store.WriteAsync(
            async tx =>
            {
                var old = await ApiGatewayTables.Usage.GetAsync(tx, key);
                var used = old?.Count ?? 0;
                if (used >= most) return false;
                var days = old?.Days is { } known ? new Dictionary<string, UsageDay>(known) : [];
                days[day] = new UsageDay((days.GetValueOrDefault(day)?.Used ?? 0) + 1, most - used - 1);
                ApiGatewayTables.Usage.Put(tx, key, new UsageRecord(used + 1) { Days = days });
                return true;
            },
            exchange.Http.RequestAborted);
        if (!admitted) throw GatewayFault.QuotaExceeded();
    }

    private static DateTimeOffset PeriodStart(string period, DateTimeOffset now)
    {
        var day = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        return period switch
        {
            "DAY" => day,
            // AWS: weeks begin on Sunday.
            "WEEK" => day.AddDays(-(int)day.DayOfWeek),
            _ => day.AddDays(1 - day.Day),
        };
    }

    private void Take(Exchange exchange, string name, double rate, int burst)
    {
        if (!throttles.Take(name, rate, burst, exchange.Now)) throw GatewayFault.Throttled();
    }
}
