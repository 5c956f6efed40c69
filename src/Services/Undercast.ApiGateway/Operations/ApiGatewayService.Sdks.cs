using System.Globalization;
using Undercast.Kernel;

namespace Undercast.ApiGateway;

// Clients for APIs, and grants beyond quotas.
internal sealed partial class ApiGatewayService
{
    public async ValueTask<GetSdkOutput> GetSdk(GetSdkInput input, CallContext call)
    {
        var type = SdkTypes.Find(input.SdkType);
        if (type.Id != "javascript") throw CommonException.NotSupported($"The SDK type {type.Id}");
        var (api, stage) = await DeployedAsync(input.RestApiId, input.StageName, call);
        var endpoint = $"{call.Endpoint.TrimEnd('/')}/_aws/execute-api/{input.RestApiId}/{stage.StageName}";
        return new GetSdkOutput { ContentType = "application/octet-stream", ContentDisposition = $"attachment; filename=\"javascript_{stage.CreatedDate:yyyy-MM-ddTHH-mmZ}.zip\"", Body = JavaScriptSdk.Zip(api, endpoint) };
    }

    public ValueTask<SdkType> GetSdkType(GetSdkTypeInput input, CallContext call) => new(SdkTypes.Find(input.Id));

    public ValueTask<GetSdkTypesOutput> GetSdkTypes(GetSdkTypesInput input, CallContext call)
    {
        var (items, position) = Page(SdkTypes.All, static t => t.Id!, input.Position, input.Limit);
        return new ValueTask<GetSdkTypesOutput>(new GetSdkTypesOutput { Items = items, Position = position });
    }

    public async ValueTask<GetUsageOutput> UpdateUsage(UpdateUsageInput input, CallContext call)
    {
        if (input.PatchOperations is not [{ Op: "replace", Path: "/remaining", Value: var value }] || !long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var remaining))
            throw Faults.Bad("Invalid patch path specified. Must be one of: [/remaining], with op replace and a whole number");
        var today = Quotas.DayOf(call.Now);
        return await store.WriteAsync(
            async tx =>
            {
                var plan = await PlanAsync(tx, input.UsagePlanId, call);
                await PlanKeyAsync(tx, input.UsagePlanId, input.KeyId, call);
                var quota = plan.Quota ?? throw Faults.Bad($"Usage Plan {input.UsagePlanId} has no quota");
                var key = new UsageKey(call.Account, call.Region, input.UsagePlanId, input.KeyId, Quotas.PeriodStart(quota.Period!, call.Now));
                var old = await ApiGatewayTables.Usage.GetAsync(tx, key) ?? new UsageRecord(0);
                var usage = (old with { Extra = old.Extra + remaining - old.LeftOf(quota) }).With(today, 0, remaining);
                ApiGatewayTables.Usage.Put(tx, key, usage);
                return new GetUsageOutput
                {
                    UsagePlanId = input.UsagePlanId, StartDate = today, EndDate = today, Items = new Dictionary<string, IReadOnlyList<IReadOnlyList<long>>> { [input.KeyId] = [[usage.Days![today].Used, remaining]] },
                };
            },
            call.Cancelled);
    }
}
