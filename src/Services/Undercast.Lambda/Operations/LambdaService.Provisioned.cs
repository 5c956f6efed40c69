using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Lambda;

internal sealed partial class LambdaService
{
    public async ValueTask<PutProvisionedConcurrencyConfigOutput> PutProvisionedConcurrencyConfig(PutProvisionedConcurrencyConfigInput input, CallContext call)
    {
        var name = FunctionName.Parse(input.FunctionName, call, input.Qualifier);
        if (name.QualifierOrLatest == FunctionName.Latest) throw new InvalidParameterValueException("Provisioned Concurrency Configs cannot be applied to unpublished function versions.");
        var record = new ProvisionedRecord(input.ProvisionedConcurrentExecutions, FunctionView.Time(call.Now));
        await UpdateAsync(name, call, async (tx, function) =>
        {
            await CheckQualifierAsync(tx, name);
            var others = function.Provisioned.Where(p => p.Key != name.Qualifier).Sum(p => p.Value.Count);
            if (function.ReservedConcurrency is { } reserved && others + record.Count > reserved)
                throw new InvalidParameterValueException($"Requested Provisioned Concurrency should not be greater than the reservedConcurrentExecution for function");
            if (function.ReservedConcurrency is null && others + record.Count > AccountConcurrency - LeastUnreserved)
                throw new InvalidParameterValueException($"Specified ConcurrentExecutions for function is greater than account's unreserved concurrency [{AccountConcurrency - LeastUnreserved}].");
            Provisioning.Schedule(tx, name, call.Now);
            return function with { Provisioned = With(function.Provisioned, name.Qualifier!, record) };
        });
        return new PutProvisionedConcurrencyConfigOutput
        {
            RequestedProvisionedConcurrentExecutions = record.Count, AvailableProvisionedConcurrentExecutions = 0, AllocatedProvisionedConcurrentExecutions = 0, Status = "IN_PROGRESS", LastModified = record.LastModified,
        };
    }

    public async ValueTask<GetProvisionedConcurrencyConfigOutput> GetProvisionedConcurrencyConfig(GetProvisionedConcurrencyConfigInput input, CallContext call)
    {
        var name = FunctionName.Parse(input.FunctionName, call, input.Qualifier);
        var function = await store.ReadAsync(
            async tx =>
            {
                var found = await FindAsync(tx, name);
                await CheckQualifierAsync(tx, name);
                return found;
            },
            call.Cancelled);
        var record = function.Provisioned.GetValueOrDefault(name.QualifierOrLatest) ?? throw NoProvision();
        var started = await StartedAsync(name, record, call);
        return new GetProvisionedConcurrencyConfigOutput
        {
            RequestedProvisionedConcurrentExecutions = record.Count, AvailableProvisionedConcurrentExecutions = started, AllocatedProvisionedConcurrentExecutions = started, Status = StatusOf(record, started),
            LastModified = record.LastModified,
        };
    }

    public async ValueTask DeleteProvisionedConcurrencyConfig(DeleteProvisionedConcurrencyConfigInput input, CallContext call)
    {
        var name = FunctionName.Parse(input.FunctionName, call, input.Qualifier);
        await UpdateAsync(name, call, (tx, function) =>
        {
            if (!function.Provisioned.ContainsKey(name.QualifierOrLatest)) throw NoProvision();
            Provisioning.Schedule(tx, name, call.Now);
            return new ValueTask<FunctionRecord>(function with { Provisioned = Without(function.Provisioned, name.QualifierOrLatest) });
        });
    }

    public async ValueTask<ListProvisionedConcurrencyConfigsOutput> ListProvisionedConcurrencyConfigs(ListProvisionedConcurrencyConfigsInput input, CallContext call)
    {
        var name = FunctionName.Parse(input.FunctionName, call);
        var function = await store.ReadAsync(tx => FindAsync(tx, name), call.Cancelled);
        var limit = input.MaxItems ?? 50;
        var after = Markers.Read(input.Marker);
        var rest = function.Provisioned.OrderBy(p => p.Key, StringComparer.Ordinal).Where(p => after is null || string.CompareOrdinal(p.Key, after) > 0).ToArray();
        var items = new List<ProvisionedConcurrencyConfigListItem>();
        foreach (var (qualifier, record) in rest.Take(limit))
        {
            var started = await StartedAsync(new FunctionName(name.Key, qualifier), record, call);
            items.Add(new ProvisionedConcurrencyConfigListItem
            {
                FunctionArn = FunctionName.ArnOf(name.Key, qualifier), RequestedProvisionedConcurrentExecutions = record.Count, AvailableProvisionedConcurrentExecutions = started,
                AllocatedProvisionedConcurrentExecutions = started, Status = StatusOf(record, started), LastModified = record.LastModified,
            });
        }
        return new ListProvisionedConcurrencyConfigsOutput { ProvisionedConcurrencyConfigs = items, NextMarker = rest.Length > limit ? Markers.Write(rest[limit - 1].Key) : null };
    }

    private static string StatusOf(ProvisionedRecord record, int started) => started >= record.Count ? "READY" : "IN_PROGRESS";

    private async ValueTask<int> StartedAsync(FunctionName name, ProvisionedRecord record, CallContext call) =>
        Math.Min(record.Count, execution.Started(await FixedAsync(name, call)));

    private static ProvisionedConcurrencyConfigNotFoundException NoProvision() => new("No Provisioned Concurrency Config found for this function");
}
