using System.Text.Json.Nodes;
using Undercast.Cloud;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.CloudFormation;

// A stack's operation is a walk through its statuses; each is a row, so a restart goes on where the last one stood.
//
//   CREATE_IN_PROGRESS ──► CREATE_COMPLETE
//        └─ failed ──► ROLLBACK_IN_PROGRESS ──► ROLLBACK_COMPLETE | ROLLBACK_FAILED
//   UPDATE_IN_PROGRESS ──► UPDATE_COMPLETE_CLEANUP_IN_PROGRESS ──► UPDATE_COMPLETE
//        └─ failed ──► UPDATE_ROLLBACK_IN_PROGRESS ──► UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS ──► UPDATE_ROLLBACK_COMPLETE
//   DELETE_IN_PROGRESS ──► DELETE_COMPLETE | DELETE_FAILED
//
//   1 forward   every resource of the template, as soon as what it refers to is there
//   2 back      what the operation touched, to what it was
//   3 clean up  what is no longer needed, in the reverse order of need

/// <summary>Does the work of one stack's operation.</summary>
internal sealed class StackRun(StackJournal journal, ResourceTypes types, ICloudCalls calls, SystemParameters system, IStore store, TimeProvider time, Func<StackRecord, CancellationToken, ValueTask<Principal>> deployer, CancellationToken ct)
{
    private readonly Dictionary<string, ResourceRecord> _rows = new(StringComparer.Ordinal);
    private StackRecord _stack = null!;
    private Principal _caller = null!;

    public async ValueTask ToTheEndAsync()
    {
        _stack = await journal.StackAsync(ct);
        if (!StackStatus.IsRunning(_stack.Status)) return;
        foreach (var row in await journal.ResourcesAsync(ct)) _rows[row.LogicalId] = row;
        try
        {
            _caller = await deployer(_stack, ct);
        }
        catch (AwsException e)
        {
            await EndAsync(_stack.Status.Replace("_IN_PROGRESS", "_FAILED", StringComparison.Ordinal), e.Message);
            return;
        }
        while (StackStatus.IsRunning(_stack.Status))
        {
            switch (_stack.Status)
            {
                case StackStatus.CreateInProgress:
                    await ForwardAsync(creating: true);
                    break;
                case StackStatus.UpdateInProgress:
                    await ForwardAsync(creating: false);
                    break;
                case StackStatus.RollbackInProgress:
                    await RemoveAllAsync(StackStatus.RollbackComplete, StackStatus.RollbackFailed);
                    break;
                case StackStatus.DeleteInProgress:
                    await RemoveAllAsync(StackStatus.DeleteComplete, StackStatus.DeleteFailed);
                    break;
                case StackStatus.UpdateRollbackInProgress:
                    await BackAsync();
                    break;
                case StackStatus.UpdateCleanup:
                    await CleanUpAsync(StackStatus.UpdateComplete);
                    break;
                case StackStatus.UpdateRollbackCleanup:
                    await CleanUpAsync(StackStatus.UpdateRollbackComplete);
                    break;
                default:
                    throw new InvalidOperationException($"The stack status {_stack.Status} has no step.");
            }
        }
    }

    // 1
    private async ValueTask ForwardAsync(bool creating)
    {
        var template = Template.Check(TemplateReader.Read(_stack.Source!.Processed));
        var imports = await StackExports.ReadAsync(store, journal.Key, ct);
        var evaluator = EvaluatorFor(template, _stack, imports);
        var wanted = template.Resources.Values.Where(r => r.Condition is null || evaluator.Holds(r.Condition)).ToDictionary(r => r.LogicalId);
        var graph = TemplateReferences.Dependencies(template, evaluator.Holds);
        var failed = new List<(string LogicalId, string Verb)>();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);

        await GraphWalk.RunAsync(wanted.Keys, id => graph[id].Where(wanted.ContainsKey), async id =>
        {
            if (stop.IsCancellationRequested) return;
            if (await MakeAsync(wanted[id], evaluator, [.. graph[id].Where(wanted.ContainsKey)]) is not { } verb) return;
            lock (failed) failed.Add((id, verb));
            await stop.CancelAsync();
        });
        ct.ThrowIfCancellationRequested();

        if (failed.Count > 0)
        {
            // AWS: the reason names what failed, grouped by what was tried.
            var reason = string.Concat(failed.GroupBy(f => f.Verb).Select(g => $"The following resource(s) failed to {g.Key}: [{string.Join(", ", g.Select(f => f.LogicalId))}]. "));
            await GiveUpAsync(creating, reason);
            return;
        }
        IReadOnlyList<OutputRecord> outputs;
        try
        {
            outputs = OutputsOf(template, evaluator);
            await StackExports.CheckAsync(store, journal.Key, _stack, outputs, ct);
        }
        catch (AwsException e)
        {
            await GiveUpAsync(creating, e.Message + ". ");
            return;
        }
        var used = evaluator.Imports.Order(StringComparer.Ordinal).ToArray();
        _stack = await journal.StackAsync(
            creating ? StackStatus.CreateComplete : StackStatus.UpdateCleanup, null,
            s => s with { Outputs = outputs, Imports = used, Updated = creating ? s.Updated : journal.Now },
            (tx, s) => StackExports.PutAsync(tx, journal.Key, s), ct);
    }

    private async ValueTask GiveUpAsync(bool creating, string reason)
    {
        if (_stack.DisableRollback || (creating && _stack.OnFailure == "DO_NOTHING"))
        {
            _stack = await journal.StackAsync(creating ? StackStatus.CreateFailed : StackStatus.UpdateFailed, reason.TrimEnd(), ct: ct);
            return;
        }
        // AWS: the last sentence is there for creations only.
        _stack = creating && _stack.OnFailure == "DELETE"
            ? await journal.StackAsync(StackStatus.DeleteInProgress, reason + "Delete requested by user.", ct: ct)
            : await journal.StackAsync(creating ? StackStatus.RollbackInProgress : StackStatus.UpdateRollbackInProgress, creating ? reason + "Rollback requested by user." : reason, ct: ct);
    }

    /// <summary>Brings one resource to what the template says; null, or the verb of what failed.</summary>
    private async ValueTask<string?> MakeAsync(ResourceDefinition definition, TemplateEvaluator evaluator, string[] dependsOn)
    {
        var id = definition.LogicalId;
        var row = RowOf(id);
        var fresh = row?.Made is null;
        // A restart finds rows that this operation has finished with.
        if (row is not null && row.OperationId == _stack.OperationId && row.Status is StackStatus.CreateComplete or StackStatus.UpdateComplete) return null;
        var type = types.Find(definition.Type)!;
        ResourceRecord Draft(string status, string? reason = null) => new()
        {
            LogicalId = id,
            Type = definition.Type,
            Status = status,
            Reason = reason,
            Changed = journal.Now,
            OperationId = _stack.OperationId,
            Token = row?.OperationId == _stack.OperationId ? row.Token : Ids.NewGuid(),
            Made = row?.Made,
            Before = row?.OperationId == _stack.OperationId ? row.Before : row?.Made,
            Doomed = row?.Doomed ?? [],
            DependsOn = dependsOn,
            DeletionPolicy = PolicyOf(definition.DeletionPolicy, evaluator),
            UpdateReplacePolicy = PolicyOf(definition.UpdateReplacePolicy, evaluator),
            Metadata = definition.Metadata?.ToJsonString(),
        };
        var verb = fresh ? "create" : "update";
        var working = Draft(fresh ? StackStatus.CreateInProgress : StackStatus.UpdateInProgress);
        var retrying = row?.OperationId == _stack.OperationId && row.Status == StackStatus.CreateInProgress;
        JsonObject? properties = null;
        try
        {
            properties = await system.ResolveAsync(evaluator.Resolve(definition.Properties) as JsonObject ?? [], _caller, journal.Key.Region, ct);
            properties = PropertyRules.Check(type.Schema, properties, out var findings);
            if (findings.Count > 0)
            {
                await KeepAsync(working, properties);
                throw CloudFormationFaults.Invalid($"Properties validation failed for resource {id} with message:\n[{string.Join(", ", findings)}]");
            }
            if (!fresh && row!.Type == definition.Type && JsonNode.DeepEquals(row.Made!.Properties, properties) && SameTags())
            {
                await UntouchedAsync(Draft(row.Status) with { Reason = row.Reason, Before = row.Made });
                return null;
            }
            await KeepAsync(working, properties);
            MadeResource made;
            var replaces = !fresh && (row!.Type != definition.Type || type.NeedsReplacement(row.Made!.Properties, properties));
            if (fresh || replaces)
            {
                if (replaces) await KeepAsync(working with { Reason = "Requested update requires the creation of a new physical resource; hence creating one." }, properties);
                var model = await type.CreateAsync(CallOf(id, properties, working.Token, retrying));
                made = new MadeResource(definition.Type, model.Id, properties, model.Attributes, working.Token);
                if (fresh) await KeepAsync(working with { Made = made, Reason = "Resource creation Initiated" }, properties);
                // AWS: a type with a fixed name may answer the same id; nothing is left to remove then.
                else if (row!.Made!.PhysicalId != made.PhysicalId || row.Type != definition.Type) working = working with { Doomed = [.. working.Doomed, row.Made] };
            }
            else
            {
                var model = await type.UpdateAsync(CallOf(id, properties, row!.Made!.Token, retrying, row.Made.Properties), row.Made.PhysicalId);
                if (type.MayReplaceInUpdate && model.Id != row.Made.PhysicalId) working = working with { Doomed = [.. working.Doomed, row.Made] };
                // What only the creation could tell (an access key's secret) is kept.
                made = row.Made with { PhysicalId = model.Id, Properties = properties, Attributes = Overlaid(row.Made.Attributes, model.Attributes) };
            }
            await KeepAsync(working with { Status = fresh ? StackStatus.CreateComplete : StackStatus.UpdateComplete, Made = made, Reason = null }, properties);
            return null;
        }
        catch (Exception thrown) when (HandlerFaults.IsFault(thrown, out var e))
        {
            await KeepAsync(working with { Status = fresh ? StackStatus.CreateFailed : StackStatus.UpdateFailed, Reason = HandlerFaults.Explain(e, working.Token) }, properties);
            return verb;
        }
    }

    private bool SameTags() => _stack.Before is not { } before || before.Tags.Count == _stack.Source!.Tags.Count && before.Tags.All(t => _stack.Source.Tags.GetValueOrDefault(t.Key) == t.Value);

    private static JsonObject Overlaid(JsonObject under, JsonObject over)
    {
        var result = (JsonObject)under.DeepClone();
        foreach (var (name, value) in over) result[name] = value?.DeepClone();
        return result;
    }

    private async ValueTask UntouchedAsync(ResourceRecord row)
    {
        // Only what steers a later deletion can have changed.
        lock (_rows) _rows[row.LogicalId] = row;
        await journal.QuietlyAsync(row with { OperationId = "" }, ct);
    }

    private static string? PolicyOf(JsonNode? node, TemplateEvaluator evaluator) => evaluator.Resolve(node) is JsonValue value ? PropertyRules.TextOf(value) : null;

    // 2
    private async ValueTask BackAsync()
    {
        var touched = Snapshot().Where(r => r.OperationId == _stack.OperationId && r.Before is not null).ToDictionary(r => r.LogicalId);
        var failed = new List<string>();
        await GraphWalk.RunAsync(touched.Keys, id => touched[id].DependsOn.Where(touched.ContainsKey), async id =>
        {
            var row = touched[id];
            var (before, made) = (row.Before!, row.Made);
            if (made is null || (ReferenceEquals(made, before) && row.Status != StackStatus.UpdateFailed)) return;
            try
            {
                var working = await KeepAsync(row with { Status = StackStatus.UpdateInProgress, Reason = null }, before.Properties);
                if (made.PhysicalId != before.PhysicalId || made.Type != before.Type)
                {
                    // The replaced one is still there; the replacement goes in the clean-up.
                    var doomed = working.Doomed.Where(d => d.PhysicalId != before.PhysicalId || d.Type != before.Type).Append(made);
                    await KeepAsync(working with { Type = before.Type, Status = StackStatus.UpdateComplete, Made = before, Doomed = [.. doomed] }, before.Properties);
                    return;
                }
                if (!JsonNode.DeepEquals(made.Properties, before.Properties) || row.Status == StackStatus.UpdateFailed)
                {
                    var model = await types.Find(before.Type)!.UpdateAsync(CallOf(id, before.Properties, before.Token, true, made.Properties), before.PhysicalId);
                    before = before with { Attributes = model.Attributes };
                }
                await KeepAsync(working with { Status = StackStatus.UpdateComplete, Made = before }, before.Properties);
            }
            catch (Exception thrown) when (HandlerFaults.IsFault(thrown, out var e))
            {
                lock (failed) failed.Add(id);
                await KeepAsync(row with { Status = StackStatus.UpdateFailed, Reason = HandlerFaults.Explain(e, row.Token) });
            }
        });
        ct.ThrowIfCancellationRequested();
        _stack = failed.Count > 0
            ? await journal.StackAsync(StackStatus.UpdateRollbackFailed, $"The following resource(s) failed to update: [{string.Join(", ", failed)}]. ", ct: ct)
            : await journal.StackAsync(StackStatus.UpdateRollbackCleanup, null, s => s with { Source = s.Before ?? s.Source, Before = null }, ct: ct);
    }

    // 3
    private async ValueTask CleanUpAsync(string then)
    {
        var template = Template.Check(TemplateReader.Read(_stack.Source!.Processed));
        var evaluator = EvaluatorFor(template, _stack, await StackExports.ReadAsync(store, journal.Key, ct));
        var wanted = template.Resources.Values.Where(r => r.Condition is null || evaluator.Holds(r.Condition)).Select(r => r.LogicalId).ToHashSet();
        // In a roll-back, what the failed update made is not wanted even when the name is: those rows have nothing from before.
        var rollingBack = then == StackStatus.UpdateRollbackComplete;
        bool Unwanted(ResourceRecord r) => !wanted.Contains(r.LogicalId) || (rollingBack && r.OperationId == _stack.OperationId && r.Before is null);
        var rows = Snapshot().Where(r => Unwanted(r) || r.Doomed.Count > 0).ToDictionary(r => r.LogicalId);
        await RemoveAsync(rows, async row =>
        {
            foreach (var doomed in row.Doomed)
            {
                await DeleteOneAsync(row, doomed, row.UpdateReplacePolicy);
                row = row with { Doomed = [.. row.Doomed.Skip(1)] };
                await journal.QuietlyAsync(row, ct);
            }
            if (!Unwanted(row)) lock (_rows) _rows[row.LogicalId] = row;
            else await DeleteRowAsync(row, rollingBack && row.Before is null);
        });
        _stack = await journal.StackAsync(then, null, s => s with { Before = null }, ct: ct);
    }

    private async ValueTask RemoveAllAsync(string done, string failedStatus)
    {
        var rollingBack = done == StackStatus.RollbackComplete;
        var rows = Snapshot().Where(r => !rollingBack || r.Status != StackStatus.DeleteComplete).ToDictionary(r => r.LogicalId);
        var failed = await RemoveAsync(rows, async row =>
        {
            foreach (var doomed in row.Doomed) await DeleteOneAsync(row, doomed, row.UpdateReplacePolicy);
            await DeleteRowAsync(row, rollingBack);
        });
        if (failed.Count > 0)
        {
            _stack = await journal.StackAsync(failedStatus, $"The following resource(s) failed to delete: [{string.Join(", ", failed)}]. ", ct: ct);
            return;
        }
        _stack = await journal.StackAsync(
            done, null, s => done == StackStatus.DeleteComplete ? s with { Deleted = journal.Now } : s,
            (tx, s) => done == StackStatus.DeleteComplete ? StackExports.RemoveAsync(tx, journal.Key, s) : ValueTask.CompletedTask, ct);
    }

    /// <summary>Removes rows, dependents first; gives the ones that could not be removed.</summary>
    private async ValueTask<List<string>> RemoveAsync(Dictionary<string, ResourceRecord> rows, Func<ResourceRecord, ValueTask> remove)
    {
        var dependents = rows.Keys.ToDictionary(id => id, id => rows.Values.Where(r => r.DependsOn.Contains(id)).Select(r => r.LogicalId).ToArray());
        var failed = new List<string>();
        await GraphWalk.RunAsync(rows.Keys, id => dependents[id], async id =>
        {
            // What something else still needs stays.
            lock (failed)
            {
                if (dependents[id].Any(failed.Contains)) return;
            }
            try
            {
                await remove(rows[id]);
            }
            catch (Exception thrown) when (HandlerFaults.IsFault(thrown, out var e))
            {
                lock (failed) failed.Add(id);
                await KeepAsync(rows[id] with { Status = StackStatus.DeleteFailed, Reason = HandlerFaults.Explain(e, rows[id].Token) });
            }
        });
        ct.ThrowIfCancellationRequested();
        return failed;
    }

    private async ValueTask DeleteRowAsync(ResourceRecord row, bool rollingBack)
    {
        if (row.Made is { } made)
        {
            var retained = (row.DeletionPolicy == "Retain" || (row.DeletionPolicy == "RetainExceptOnCreate" && !rollingBack) || _stack.Retain.Contains(row.LogicalId))
                && _stack.Status is StackStatus.DeleteInProgress or StackStatus.UpdateCleanup;
            if (retained)
            {
                await RemoveRowAsync(row with { Status = StackStatus.DeleteSkipped, Reason = null });
                return;
            }
            await DeleteOneAsync(row, made, null);
        }
        // A creation may have been cut off after the service had made the resource.
        else if (row.Status == StackStatus.CreateInProgress) await KeepAsync(row with { Status = StackStatus.DeleteInProgress });
        await RemoveRowAsync(row with { Status = StackStatus.DeleteComplete, Reason = null });
    }

    private async ValueTask DeleteOneAsync(ResourceRecord row, MadeResource made, string? replacePolicy)
    {
        if (replacePolicy == "Retain") return;
        await KeepAsync(row with { Status = StackStatus.DeleteInProgress, Reason = null }, physicalId: made.PhysicalId);
        await types.Find(made.Type)!.DeleteAsync(CallOf(row.LogicalId, made.Properties, made.Token, true), made.PhysicalId);
    }

    private async ValueTask RemoveRowAsync(ResourceRecord row)
    {
        // AWS: a rolled back or deleted stack still lists its resources as deleted.
        var keep = _stack.Status is StackStatus.RollbackInProgress or StackStatus.DeleteInProgress;
        await journal.ResourceAsync(row, _stack.ClientToken, remove: !keep, physicalId: row.Made?.PhysicalId, ct: ct);
        lock (_rows) _rows.Remove(row.LogicalId);
    }

    private async ValueTask<ResourceRecord> KeepAsync(ResourceRecord row, JsonObject? properties = null, string? physicalId = null)
    {
        var kept = await journal.ResourceAsync(row, _stack.ClientToken, properties, physicalId: physicalId, ct: ct);
        lock (_rows) _rows[row.LogicalId] = kept;
        return kept;
    }

    private async ValueTask EndAsync(string status, string reason) => _stack = await journal.StackAsync(status, reason, ct: ct);

    private ResourceRecord[] Snapshot()
    {
        lock (_rows) return [.. _rows.Values];
    }

    private ResourceRecord? RowOf(string id)
    {
        lock (_rows) return _rows.GetValueOrDefault(id) is { } row && row.Status is not (StackStatus.DeleteComplete or StackStatus.DeleteSkipped) ? row : null;
    }

    private ResourceCall CallOf(string logicalId, JsonObject properties, Guid token, bool isRetry, JsonObject? previous = null) => new()
    {
        Calls = calls,
        Caller = _caller,
        Region = journal.Key.Region,
        Properties = (JsonObject)properties.DeepClone(),
        Previous = (JsonObject?)previous?.DeepClone(),
        LogicalId = logicalId,
        StackName = _stack.Name,
        StackId = _stack.Id,
        StackTags = _stack.Source?.Tags ?? new Dictionary<string, string>(),
        Token = token,
        IsRetry = isRetry,
        Time = time,
        Cancelled = ct,
    };

    private TemplateEvaluator EvaluatorFor(Template template, StackRecord stack, IReadOnlyDictionary<string, string> exports) => new(template, new TemplateScope
    {
        Account = journal.Key.Account,
        Region = journal.Key.Region,
        StackName = stack.Name,
        StackId = stack.Id,
        NotificationArns = stack.NotificationArns,
        Parameters = stack.Source!.Values,
        Resource = id => RowOf(id)?.Made is { } made ? (made.PhysicalId, made.Attributes) : null,
        Export = name => exports.GetValueOrDefault(name),
    });

    private static List<OutputRecord> OutputsOf(Template template, TemplateEvaluator evaluator)
    {
        var outputs = new List<OutputRecord>();
        foreach (var output in template.Outputs.Values)
        {
            if (output.Condition is { } condition && !evaluator.Holds(condition)) continue;
            if (evaluator.Resolve(output.Value) is not JsonValue value)
                throw CloudFormationFaults.Invalid($"Template format error: Output {output.Name} is malformed. The Value field of every Outputs member must evaluate to a String.");
            var export = output.ExportName is null ? null : evaluator.Resolve(output.ExportName) is JsonValue name ? PropertyRules.TextOf(name) : null;
            outputs.Add(new OutputRecord(output.Name, PropertyRules.TextOf(value), output.Description, export));
        }
        return outputs;
    }
}
