using Undercast.Cloud;

namespace Undercast.CloudFormation;

internal sealed partial class StackRun
{
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
                await DeleteOneAsync(row, doomed, rollingBack ? null : row.UpdateReplacePolicy);
                row = row with { Doomed = [.. row.Doomed.Skip(1)] };
                await journal.QuietlyAsync(row, ct);
            }
            if (!Unwanted(row)) lock (_rows) _rows[row.LogicalId] = row;
            else await DeleteRowAsync(row, rollingBack && row.Before is null);
        });
        await BecomeAsync(then, null, s => s with { Before = null, PolicyDuringUpdate = null });
    }

    private async ValueTask RemoveAllAsync(string done, string failedStatus)
    {
        var rollingBack = done == StackStatus.RollbackComplete;
        // What is gone already may be somebody else's by now.
        var rows = Snapshot().Where(r => StackStatus.Exists(r.Status)).ToDictionary(r => r.LogicalId);
        var failed = await RemoveAsync(rows, async row =>
        {
            foreach (var doomed in row.Doomed) await DeleteOneAsync(row, doomed, row.UpdateReplacePolicy);
            await DeleteRowAsync(row, rollingBack);
        });
        if (failed.Count > 0) await BecomeAsync(failedStatus, $"The following resource(s) failed to delete: [{string.Join(", ", failed)}]. ");
        else if (rollingBack) await BecomeAsync(done, null);
        else await BecomeAsync(done, null, s => s with { Deleted = journal.Now }, (tx, s) => StackExports.RemoveAsync(tx, journal.Key, s));
    }

    /// <summary>Removes rows, dependents first; gives the ones that could not be removed.</summary>
    private async ValueTask<List<string>> RemoveAsync(Dictionary<string, ResourceRecord> rows, Func<ResourceRecord, ValueTask> remove)
    {
        var dependents = rows.Keys.ToDictionary(id => id, static _ => new List<string>());
        foreach (var row in rows.Values)
        {
            foreach (var needed in row.DependsOn)
            {
                if (dependents.TryGetValue(needed, out var list)) list.Add(row.LogicalId);
            }
        }
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
                if (_stack is { ForceDelete: true, Status: StackStatus.DeleteInProgress })
                {
                    await RemoveRowAsync(rows[id] with { Status = StackStatus.DeleteSkipped, Reason = HandlerFaults.Explain(e, rows[id].Token) });
                    return;
                }
                lock (failed) failed.Add(id);
                await KeepAsync(rows[id] with { Status = StackStatus.DeleteFailed, Reason = HandlerFaults.Explain(e, rows[id].Token) });
            }
        });
        ct.ThrowIfCancellationRequested();
        return failed;
    }

    private async ValueTask DeleteRowAsync(ResourceRecord row, bool rollingBack)
    {
        row = await RecoverAsync(row);
        if (row.Made is { } made)
        {
            // AWS: what this very operation made is kept by Retain, not by RetainExceptOnCreate.
            var retains = row.DeletionPolicy == "Retain" ? !(rollingBack && _stack.RetainExceptOnCreate) : row.DeletionPolicy == "RetainExceptOnCreate" && !rollingBack;
            if (retains || (_stack.Status == StackStatus.DeleteInProgress && _stack.Retain.Contains(row.LogicalId)))
            {
                await RemoveRowAsync(row with { Status = StackStatus.DeleteSkipped, Reason = null });
                return;
            }
            await DeleteOneAsync(row, made, null);
        }
        await RemoveRowAsync(row with { Status = StackStatus.DeleteComplete, Reason = null });
    }

    /// <summary>What a creation had made when it was cut off: the creation is repeated, which finds it, and then undone.</summary>
    private async ValueTask<ResourceRecord> RecoverAsync(ResourceRecord row)
    {
        if (row.Making is not { Creates: true } making) return row;
        var type = types.Find(making.Type)!;
        var call = CallOf(row.LogicalId, making.Properties, making.Token, true);
        string? found;
        try
        {
            found = (await type.CreateAsync(call)).Id;
        }
        catch (Exception thrown) when (HandlerFaults.IsFault(thrown, out _))
        {
            // It could not be made, so at most a part of it is there.
            found = call.MadeId;
        }
        if (found is not null && found != row.Made?.PhysicalId) await type.DeleteAsync(CallOf(row.LogicalId, making.Properties, making.Token, true), found);
        return row with { Making = null };
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
}
