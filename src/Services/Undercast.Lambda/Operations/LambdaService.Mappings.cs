using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Lambda;

internal sealed partial class LambdaService
{
    public async ValueTask<EventSourceMappingConfiguration> CreateEventSourceMapping(CreateEventSourceMappingInput input, CallContext call)
    {
        if (input.EventSourceArn is null) throw new InvalidParameterValueException("Event source ARN must not be null.");
        var source = MappingRules.Source(input.EventSourceArn);
        var name = FunctionName.Parse(input.FunctionName, call);
        var key = new MappingKey(name.Key.Account, name.Key.Region, call.NewIds.Guid().ToString());
        MappingRules.CheckStart(source, input.StartingPosition);
        var record = MappingRules.Checked(source, new MappingRecord
        {
            SourceArn = input.EventSourceArn,
            FunctionName = name.Key.Name,
            Qualifier = name.Qualifier,
            Enabled = input.Enabled ?? true,
            BatchSize = input.BatchSize ?? MappingRules.DefaultBatch(source),
            Modified = call.Now,
            Window = input.MaximumBatchingWindowInSeconds ?? 0,
            Filters = MappingRules.Filters(input.FilterCriteria),
            ReportsItems = MappingRules.ReportsItems(input.FunctionResponseTypes),
            MaximumConcurrency = input.ScalingConfig?.MaximumConcurrency,
            StartingPosition = input.StartingPosition,
            StartingTime = input.StartingPositionTimestamp,
            Parallelization = input.ParallelizationFactor ?? 1,
            MaximumAge = input.MaximumRecordAgeInSeconds ?? -1,
            MaximumRetries = input.MaximumRetryAttempts ?? -1,
            Bisects = input.BisectBatchOnFunctionError ?? false,
            OnFailure = input.DestinationConfig?.OnFailure?.Destination,
            Tumbling = input.TumblingWindowInSeconds ?? 0,
            Tags = input.Tags ?? new Dictionary<string, string>(),
        });
        SettingsRules.CheckTags(record.Tags);
        ports.CheckTarget(record.OnFailure);
        var target = await FixedAsync(name, call);
        await CheckSourceAsync(target, source, input.EventSourceArn, call);
        await store.WriteAsync(
            async tx =>
            {
                await FindAsync(tx, name);
                await CheckQualifierAsync(tx, name);
                foreach (var (other, existing) in await LambdaTables.Mappings.RangeAsync(tx, LambdaTables.Mappings.Prefix(key.Account, key.Region)))
                {
                    if (other.Id == key.Id || existing.SourceArn != record.SourceArn || existing.FunctionName != record.FunctionName || existing.Qualifier != record.Qualifier) continue;
                    throw new ResourceConflictException($"An event source mapping with event source arn (\" {input.EventSourceArn} \") and function (\" {name.Key.Name} \") already exists. Please update or delete the existing mapping with UUID {other.Id}");
                }
                LambdaTables.Mappings.Put(tx, key, record);
                if (record.Enabled) Pollers.Schedule(tx, key, call.Now);
            },
            call.Cancelled);
        return View(key, record, record.Enabled ? "Creating" : "Disabled");
    }

    public async ValueTask<EventSourceMappingConfiguration> GetEventSourceMapping(GetEventSourceMappingInput input, CallContext call)
    {
        var key = new MappingKey(call.Account, call.Region, input.UUID);
        var record = await store.ReadAsync(tx => LambdaTables.Mappings.GetAsync(tx, key), call.Cancelled) ?? throw LambdaFaults.Gone();
        return View(key, record, record.Enabled ? "Enabled" : "Disabled");
    }

    public ValueTask<ListEventSourceMappingsOutput> ListEventSourceMappings(ListEventSourceMappingsInput input, CallContext call)
    {
        var limit = Math.Min(input.MaxItems ?? 100, 100);
        var after = Markers.Read(input.Marker);
        FunctionName? function = input.FunctionName is { } text ? FunctionName.Parse(text, call) : null;
        return store.ReadAsync(
            async tx =>
            {
                var rows = await LambdaTables.Mappings.RangeAsync(
                    tx, LambdaTables.Mappings.Prefix(call.Account, call.Region), after: after is null ? null : new MappingKey(call.Account, call.Region, after));
                var found = rows.Where(r => (input.EventSourceArn is null || r.Record.SourceArn == input.EventSourceArn)
                    && (function is not { } f || (r.Record.FunctionName == f.Key.Name && r.Record.Qualifier == f.Qualifier))).Take(limit + 1).ToArray();
                return new ListEventSourceMappingsOutput
                {
                    EventSourceMappings = [.. found.Take(limit).Select(r => View(r.Key, r.Record, r.Record.Enabled ? "Enabled" : "Disabled"))], NextMarker = found.Length > limit ? Markers.Write(found[limit - 1].Key.Id) : null,
                };
            },
            call.Cancelled);
    }

    public async ValueTask<EventSourceMappingConfiguration> UpdateEventSourceMapping(UpdateEventSourceMappingInput input, CallContext call)
    {
        var key = new MappingKey(call.Account, call.Region, input.UUID);
        FunctionName? moved = input.FunctionName is { } text ? FunctionName.Parse(text, call) : null;
        var after = await store.WriteAsync(
            async tx =>
            {
                var m = await LambdaTables.Mappings.GetAsync(tx, key) ?? throw LambdaFaults.Gone();
                if (moved is { } to)
                {
                    await FindAsync(tx, to);
                    await CheckQualifierAsync(tx, to);
                    m = m with { FunctionName = to.Key.Name, Qualifier = to.Qualifier };
                }
                m = MappingRules.Checked(MappingRules.Source(m.SourceArn), m with
                {
                    Enabled = input.Enabled ?? m.Enabled,
                    BatchSize = input.BatchSize ?? m.BatchSize,
                    Modified = call.Now > m.Modified ? call.Now : m.Modified.AddMilliseconds(1),
                    Window = input.MaximumBatchingWindowInSeconds ?? m.Window,
                    Filters = input.FilterCriteria is { } criteria ? MappingRules.Filters(criteria) : m.Filters,
                    ReportsItems = input.FunctionResponseTypes is { } types ? MappingRules.ReportsItems(types) : m.ReportsItems,
                    MaximumConcurrency = input.ScalingConfig is { } scaling ? scaling.MaximumConcurrency : m.MaximumConcurrency,
                    Parallelization = input.ParallelizationFactor ?? m.Parallelization,
                    MaximumAge = input.MaximumRecordAgeInSeconds ?? m.MaximumAge,
                    MaximumRetries = input.MaximumRetryAttempts ?? m.MaximumRetries,
                    Bisects = input.BisectBatchOnFunctionError ?? m.Bisects,
                    OnFailure = input.DestinationConfig is { } destination ? destination.OnFailure?.Destination : m.OnFailure,
                    Tumbling = input.TumblingWindowInSeconds ?? m.Tumbling,
                });
                LambdaTables.Mappings.Put(tx, key, m);
                Pollers.Schedule(tx, key, call.Now);
                return m;
            },
            call.Cancelled);
        return View(key, after, input.Enabled is { } enabled ? (enabled ? "Enabling" : "Disabling") : "Updating");
    }

    public async ValueTask<EventSourceMappingConfiguration> DeleteEventSourceMapping(DeleteEventSourceMappingInput input, CallContext call)
    {
        var key = new MappingKey(call.Account, call.Region, input.UUID);
        var record = await store.WriteAsync(
            async tx =>
            {
                var m = await LambdaTables.Mappings.GetAsync(tx, key) ?? throw LambdaFaults.Gone();
                LambdaTables.Mappings.Delete(tx, key);
                Pollers.Schedule(tx, key, call.Now);
                return m;
            },
            call.Cancelled);
        return View(key, record, "Deleting");
    }

    private async ValueTask CheckSourceAsync(Target target, Arn source, string arn, CallContext call)
    {
        var role = await execution.RolePrincipalAsync(target.Key, target.Settings.Role, call.Cancelled);
        await MappingRules.CheckReachableAsync(ports.Calls, role, source, arn, target.Settings.Timeout, call.Cancelled);
    }

    private EventSourceMappingConfiguration View(MappingKey key, MappingRecord m, string state)
    {
        var stream = MappingRules.Source(m.SourceArn).Service != "sqs";
        return new EventSourceMappingConfiguration
        {
            UUID = key.Id,
            EventSourceMappingArn = FunctionName.MappingArn(key),
            EventSourceArn = m.SourceArn,
            FunctionArn = FunctionName.ArnOf(new FunctionKey(key.Account, key.Region, m.FunctionName), m.Qualifier),
            BatchSize = m.BatchSize,
            MaximumBatchingWindowInSeconds = m.Window,
            FilterCriteria = m.Filters is { } filters ? new FilterCriteria { Filters = [.. filters.Select(f => new Filter { Pattern = f })] } : null,
            LastModified = m.Modified,
            LastProcessingResult = stream ? pollers.LastResult(key) : null,
            State = state,
            StateTransitionReason = stream ? "User action" : "USER_INITIATED",
            FunctionResponseTypes = m.ReportsItems ? ["ReportBatchItemFailures"] : [],
            ScalingConfig = m.MaximumConcurrency is { } most ? new ScalingConfig { MaximumConcurrency = most } : null,
            StartingPosition = m.StartingPosition,
            StartingPositionTimestamp = m.StartingTime,
            ParallelizationFactor = stream ? m.Parallelization : null,
            MaximumRecordAgeInSeconds = stream ? m.MaximumAge : null,
            MaximumRetryAttempts = stream ? m.MaximumRetries : null,
            BisectBatchOnFunctionError = stream ? m.Bisects : null,
            TumblingWindowInSeconds = stream ? m.Tumbling : null,
            DestinationConfig = stream ? new DestinationConfig { OnFailure = new OnFailure { Destination = m.OnFailure } } : null,
        };
    }
}
