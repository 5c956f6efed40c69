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
//
// Somebody may end a creation by a deletion, and an update by its cancellation: the call writes the new status, and the run, woken by it, begins nothing more and goes on from there.

/// <summary>Does the work of one stack's operation.</summary>
internal sealed partial class StackRun(
    StackJournal journal, ResourceTypes types, ICloudCalls calls, SystemParameters system, ResponseDesk desk, IStore store, TimeProvider time, Func<StackRecord, CancellationToken, ValueTask<Principal>> deployer, CancellationToken ct)
{
    private static readonly TimeSpan LongWait = TimeSpan.FromMinutes(10);
    private readonly Dictionary<string, ResourceRecord> _rows = new(StringComparer.Ordinal);
    private StackRecord _stack = null!;
    private Principal _caller = null!;
    private CancellationToken _stopping;
    private volatile bool _late;

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
            await BecomeAsync(StackStatus.FailureOf(_stack.Status), e.Message);
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
                case StackStatus.ImportInProgress:
                    await ImportAsync();
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
        using (var stop = CancellationTokenSource.CreateLinkedTokenSource(ct))
        using (var ended = CancellationTokenSource.CreateLinkedTokenSource(ct))
        {
            _stopping = stop.Token;
            await using var alarm = creating ? AlarmFor(stop) : null;
            var watching = WatchAsync(stop, ended.Token);
            if (!creating) await RefuseRemovalsAsync(wanted, failed);
            if (failed.Count == 0)
            {
                await GraphWalk.RunAsync(wanted.Keys, id => graph[id].Where(wanted.ContainsKey), async id =>
                {
                    if (stop.IsCancellationRequested) return;
                    if (await MakeAsync(wanted[id], evaluator, [.. graph[id].Where(wanted.ContainsKey)]) is not { } verb) return;
                    lock (failed) failed.Add((id, verb));
                    await stop.CancelAsync();
                });
            }
            await ended.CancelAsync();
            await watching;
        }
        _stopping = default;
        ct.ThrowIfCancellationRequested();
        if (await IsOvertakenAsync()) return;

        if (failed.Count > 0 || _late)
        {
            // AWS: the reason names what failed, grouped by what was tried.
            await GiveUpAsync(creating, (_late ? "Stack creation time exceeded the specified timeout. " : "") + string.Concat(failed.GroupBy(f => f.Verb).Select(g => $"The following resource(s) failed to {g.Key}: [{string.Join(", ", g.Select(f => f.LogicalId))}]. ")));
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
        await BecomeAsync(
            creating ? StackStatus.CreateComplete : StackStatus.UpdateCleanup, null,
            s => s with { Outputs = outputs, Imports = used, Imported = new Dictionary<string, string>(), Updated = creating ? s.Updated : journal.Now },
            (tx, s) => StackExports.PutAsync(tx, journal.Key, s));
    }

    /// <summary>Stops the walk when the creation has taken too long.</summary>
    private ITimer? AlarmFor(CancellationTokenSource stop)
    {
        if (_stack.TimeoutInMinutes is not { } most) return null;
        var left = _stack.Created.AddMinutes(most) - journal.Now;
        return time.CreateTimer(
            _ =>
            {
                _late = true;
                stop.Cancel();
            },
            null, left > TimeSpan.Zero ? left : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Stops the walk when somebody has given the stack another status.</summary>
    private async Task WatchAsync(CancellationTokenSource stop, CancellationToken ended)
    {
        try
        {
            using var subscription = store.Signals.Subscribe(StackJournal.SubjectOf(journal.Key));
            while (true)
            {
                var now = await journal.StackAsync(ended);
                if (now.Status != _stack.Status || now.OperationId != _stack.OperationId) break;
                await subscription.WaitAsync(LongWait, ended);
            }
            await stop.CancelAsync();
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The walk is over.
        }
    }

    private async ValueTask<bool> IsOvertakenAsync()
    {
        var now = await journal.StackAsync(ct);
        var overtaken = now.Status != _stack.Status || now.OperationId != _stack.OperationId;
        // Who ends an operation does it in their own name.
        if (overtaken) _caller = await deployer(now, ct);
        _stack = now;
        return overtaken;
    }

    /// <summary>Removals that the stack's policy forbids fail before anything is changed.</summary>
    private async ValueTask RefuseRemovalsAsync(Dictionary<string, ResourceDefinition> wanted, List<(string LogicalId, string Verb)> failed)
    {
        foreach (var row in Snapshot().Where(r => r.Made is not null && !wanted.ContainsKey(r.LogicalId) && StackStatus.Exists(r.Status)))
        {
            if (Policy()?.Refusal("Update:Delete", row.LogicalId, row.Type) is not { } reason) continue;
            await KeepAsync(row with { Status = StackStatus.UpdateFailed, Reason = reason });
            failed.Add((row.LogicalId, "update"));
        }
    }

    private StackPolicy? Policy() => (_stack.PolicyDuringUpdate ?? _stack.Policy) is { } text ? StackPolicy.Read(text) : null;

    private async ValueTask GiveUpAsync(bool creating, string reason)
    {
        if (_stack.DisableRollback || (creating && _stack.OnFailure == "DO_NOTHING"))
        {
            await BecomeAsync(creating ? StackStatus.CreateFailed : StackStatus.UpdateFailed, reason.TrimEnd());
            return;
        }
        // AWS: the last sentence is there for creations only.
        if (creating && _stack.OnFailure == "DELETE") await BecomeAsync(StackStatus.DeleteInProgress, reason + "Delete requested by user.");
        else await BecomeAsync(creating ? StackStatus.RollbackInProgress : StackStatus.UpdateRollbackInProgress, creating ? reason + "Rollback requested by user." : reason);
    }

    /// <summary>Gives the stack its next status, unless somebody has given it another one meanwhile.</summary>
    private async ValueTask BecomeAsync(string status, string? reason, Func<StackRecord, StackRecord>? change = null, Func<IWriteTransaction, StackRecord, ValueTask>? more = null)
    {
        if (StackStatus.IsRunning(status))
        {
            _stack = await journal.StackAsync(_stack, status, reason, change, more, ct);
            return;
        }
        // Nested stacks that were prepared and never made go with the operation; change sets go with their stack.
        var left = await store.ReadAsync(tx => ChangeSetTree.LeftByAsync(tx, journal.Key, _stack, status, journal.Now), ct);
        _stack = await journal.StackAsync(
            _stack, status, reason, s => (change?.Invoke(s) ?? s) with { Nested = new Dictionary<string, string>() },
            async (tx, s) =>
            {
                if (more is not null) await more(tx, s);
                await left.DropAsync(tx);
            },
            ct);
    }

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
