using System.Text.Json.Nodes;
using Undercast.Cloud;
using Undercast.Kernel;

namespace Undercast.CloudFormation;

internal sealed partial class StackRun
{
    /// <summary>Brings one resource to what the template says; null, or the verb of what failed.</summary>
    private async ValueTask<string?> MakeAsync(ResourceDefinition definition, TemplateEvaluator evaluator, string[] dependsOn)
    {
        var id = definition.LogicalId;
        var row = RowOf(id);
        var resumed = row is not null && row.OperationId == _stack.OperationId;
        // A restart finds rows that this operation has finished with.
        if (resumed && row!.Status is StackStatus.CreateComplete or StackStatus.UpdateComplete or StackStatus.ImportComplete) return null;
        var fresh = resumed ? row!.Before is null : row?.Made is null;
        var type = types.Find(definition.Type)!;
        ResourceRecord Draft(string status, string? reason = null) => new()
        {
            LogicalId = id,
            Type = definition.Type,
            Status = status,
            Reason = reason,
            Changed = journal.Now,
            OperationId = _stack.OperationId,
            Token = resumed ? row!.Token : Ids.NewGuid(),
            Made = row?.Made,
            Before = resumed ? row!.Before : row?.Made,
            Making = resumed ? row!.Making : null,
            Doomed = row?.Doomed ?? [],
            DependsOn = dependsOn,
            DeletionPolicy = PolicyOf(definition.DeletionPolicy, evaluator),
            UpdateReplacePolicy = PolicyOf(definition.UpdateReplacePolicy, evaluator),
            Metadata = definition.Metadata?.ToJsonString(),
        };
        var verb = fresh ? "create" : "update";
        var working = Draft(fresh ? StackStatus.CreateInProgress : StackStatus.UpdateInProgress);
        // A creation or replacement that was cut off may have made the resource.
        var retrying = resumed && row!.Making is not null;
        JsonObject? properties = null;
        ResourceCall? call = null;
        try
        {
            properties = await system.ResolveAsync(evaluator.Resolve(definition.Properties) as JsonObject ?? [], _caller, journal.Key.Region, ct);
            properties = PropertyRules.Check(type.Schema, properties, out var findings);
            if (findings.Count > 0)
            {
                await KeepAsync(working, properties);
                throw CloudFormationFaults.Invalid($"Properties validation failed for resource {id} with message:\n[{string.Join(", ", findings)}]");
            }
            if (!fresh && row!.Type == definition.Type && JsonNode.DeepEquals(row.Made!.Properties, properties) && SameTags() && row.Making is null && !_stack.Nested.ContainsKey(id))
            {
                await UntouchedAsync(Draft(row.Status) with { Reason = row.Reason, Before = row.Made });
                return null;
            }
            MadeResource made;
            var replaces = !fresh && (row!.Type != definition.Type || type.NeedsReplacement(row.Made!.Properties, properties));
            if (!fresh && Policy()?.Refusal(replaces ? "Update:Replace" : "Update:Modify", id, row!.Type) is { } refusal)
            {
                await KeepAsync(working with { Status = StackStatus.UpdateFailed, Reason = refusal }, properties);
                return verb;
            }
            if (fresh && row?.Made is { } finished)
            {
                // Made before a restart; what is missing is the end.
                made = finished;
                await SignalledAsync(definition);
            }
            else if (fresh && _stack.Imported.TryGetValue(id, out var identifier))
            {
                await KeepAsync(working with { Status = StackStatus.ImportInProgress }, properties, identifier);
                call = CallOf(id, properties, working.Token, retrying);
                var model = await type.ReadAsync(call, identifier) ?? throw new ReasonException($"Resource {identifier} of type {definition.Type} does not exist");
                // What was there before the stack outlives its roll-back.
                working = working with { DeletionPolicy = "Retain" };
                made = new MadeResource(definition.Type, model.Id, properties, model.Attributes, working.Token);
                await KeepAsync(working with { Status = StackStatus.ImportComplete, Made = made, Reason = null }, properties);
                return null;
            }
            else if (fresh || replaces)
            {
                var reason = replaces ? "Requested update requires the creation of a new physical resource; hence creating one." : null;
                if (replaces) await KeepAsync(working, properties);
                working = working with { Making = new MakingResource(definition.Type, properties, working.Token, Creates: true) };
                await KeepAsync(working with { Reason = reason }, properties);
                call = CallOf(id, properties, working.Token, retrying);
                var model = await type.CreateAsync(call);
                made = new MadeResource(definition.Type, model.Id, properties, model.Attributes, working.Token);
                working = working with { Making = null };
                if (fresh)
                {
                    working = working with { Made = made };
                    await KeepAsync(working with { Reason = "Resource creation Initiated" }, properties);
                    await SignalledAsync(definition);
                }
                // AWS: a type with a fixed name may answer the same id; nothing is left to remove then.
                else if (row!.Made!.PhysicalId != made.PhysicalId || row.Type != definition.Type) working = working with { Doomed = [.. working.Doomed, row.Made] };
            }
            else
            {
                working = working with { Making = new MakingResource(definition.Type, properties, row!.Made!.Token, Creates: false) };
                await KeepAsync(working, properties);
                call = CallOf(id, properties, row.Made.Token, retrying, row.Made.Properties);
                var model = await type.UpdateAsync(call, row.Made.PhysicalId);
                if (type.MayReplaceInUpdate && model.Id != row.Made.PhysicalId) working = working with { Doomed = [.. working.Doomed, row.Made] };
                // What only the creation could tell (an access key's secret) is kept.
                made = row.Made with { PhysicalId = model.Id, Properties = properties, Attributes = Overlaid(row.Made.Attributes, model.Attributes) };
            }
            await KeepAsync(working with { Status = fresh ? StackStatus.CreateComplete : StackStatus.UpdateComplete, Made = made, Making = null, Reason = null }, properties);
            return null;
        }
        catch (Exception thrown) when (HandlerFaults.IsFault(thrown, out var e))
        {
            // What exists already is taken back with the rest; what an update has tried tells the way back.
            if (working.Making is { Creates: true })
            {
                var half = call?.MadeId is { } madeId ? new MadeResource(definition.Type, madeId, properties!, [], working.Token) : null;
                working = fresh ? working with { Making = null, Made = half ?? working.Made } : working with { Making = null, Doomed = half is null ? working.Doomed : [.. working.Doomed, half] };
            }
            await KeepAsync(working with { Status = fresh ? StackStatus.CreateFailed : StackStatus.UpdateFailed, Reason = HandlerFaults.Explain(e, working.Token) }, properties);
            return verb;
        }
    }

    /// <summary>Waits for the signals that a creation policy asks for.</summary>
    private async ValueTask SignalledAsync(ResourceDefinition definition)
    {
        if (CreationPolicy.Of(definition) is not { } policy) return;
        var request = CreationPolicy.RequestIdOf(journal.Key, definition.LogicalId);
        var row = await desk.OpenAsync(request, policy.Timeout, ct);
        var answers = await desk.WaitAsync(request, policy.Count, static a => a == "FAILURE", row.Expires, ct, _stopping);
        await desk.CloseAsync(request, ct);
        if (answers.FirstOrDefault(a => a.Value == "FAILURE").Key is { } failed) throw new ReasonException($"Received FAILURE signal with UniqueId {failed}");
        if (answers.Count >= policy.Count) return;
        throw new ReasonException(_stopping.IsCancellationRequested ? "Resource creation cancelled" : $"Failed to receive {policy.Count - answers.Count} resource signal(s) within the specified duration");
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
            if (made is null || (ReferenceEquals(made, before) && row.Status != StackStatus.UpdateFailed && row.Making is null)) return;
            if (_stack.Skip.Contains(id))
            {
                await KeepAsync(row with { Status = StackStatus.UpdateComplete, Making = null, Reason = null });
                return;
            }
            try
            {
                row = await RecoverAsync(row);
                var working = await KeepAsync(row with { Status = StackStatus.UpdateInProgress, Reason = null }, before.Properties);
                if (made.PhysicalId != before.PhysicalId || made.Type != before.Type)
                {
                    // The replaced one is still there; the replacement goes in the clean-up.
                    var doomed = working.Doomed.Where(d => d.PhysicalId != before.PhysicalId || d.Type != before.Type).Append(made);
                    await KeepAsync(working with { Type = before.Type, Status = StackStatus.UpdateComplete, Made = before, Making = null, Doomed = [.. doomed] }, before.Properties);
                    return;
                }
                if (!JsonNode.DeepEquals(made.Properties, before.Properties) || row.Making is not null)
                {
                    // The way back leads from what was tried, however much of it was done.
                    var model = await types.Find(before.Type)!.UpdateAsync(CallOf(id, before.Properties, before.Token, true, row.Making?.Properties ?? made.Properties), before.PhysicalId);
                    before = before with { Attributes = Overlaid(before.Attributes, model.Attributes) };
                }
                await KeepAsync(working with { Type = before.Type, Status = StackStatus.UpdateComplete, Made = before, Making = null }, before.Properties);
            }
            catch (Exception thrown) when (HandlerFaults.IsFault(thrown, out var e))
            {
                lock (failed) failed.Add(id);
                await KeepAsync(row with { Status = StackStatus.UpdateFailed, Reason = HandlerFaults.Explain(e, row.Token) });
            }
        });
        ct.ThrowIfCancellationRequested();
        if (failed.Count > 0) await BecomeAsync(StackStatus.UpdateRollbackFailed, $"The following resource(s) failed to update: [{string.Join(", ", failed)}]. ");
        else await BecomeAsync(StackStatus.UpdateRollbackCleanup, null, s => s with { Source = s.Before ?? s.Source, Before = null, Skip = [] });
    }
}
