using System.Text;
using System.Text.Json.Nodes;
using Undercast.Cloud;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.CloudFormation;

// An operation on a stack set goes through its regions; every step is a row, so a restart goes on where the last one stood.
//
//   1 a region after the other, or all at once
//   2 in a region, so many accounts at once as the preferences allow, until too many have failed or somebody has stopped it
//   3 in a place, the administration role takes on the account's execution role, begins the stack's operation and works on it to its end
//   4 what was never begun is cancelled, and the operation has its status

/// <summary>Does the work of one operation on a stack set.</summary>
internal sealed class StackSetRun(StackSetKey key, string operationId, IStore store, ICloudCalls calls, StackJob stacks, IRoleSessions? sessions, TimeProvider time, CancellationToken ct)
{
    private const string Api = "cloudformation";
    private readonly StackSetOperationKey _row = new(key.Uid, operationId);
    private StackSetRecord _set = null!;
    private StackSetOperationRecord _operation = null!;
    private Principal? _administrator;
    private string? _refusal;
    private bool _exceeded;

    public async ValueTask ToTheEndAsync()
    {
        var (set, operation) = await store.ReadAsync(async tx => (await StackSetTables.Sets.GetAsync(tx, key), await StackSetTables.Operations.GetAsync(tx, _row)), ct);
        if (set is null || operation is not { Status: StackSetOperationRecord.Running or StackSetOperationRecord.Stopping }) return;
        (_set, _operation) = (set, operation);
        await AdministerAsync();
        // 1
        if (_operation.Preferences?.RegionConcurrencyType == "PARALLEL") await Task.WhenAll(_operation.Regions.Select(RegionAsync));
        else
        {
            foreach (var region in _operation.Regions) await RegionAsync(region);
        }
        await EndAsync();
    }

    private async ValueTask AdministerAsync()
    {
        try
        {
            var source = sessions ?? throw CommonException.NotSupported("Stack sets without the service that keeps roles");
            _administrator = (await source.AssumeAsync(new RoleSessionRequest { RoleArn = _set.AdministrationRole, SessionName = operationId.Length > 64 ? operationId[..64] : operationId, Service = "cloudformation.amazonaws.com", SourceArn = _set.Arn }, ct)).Principal;
        }
        catch (AwsException e)
        {
            _refusal = e.Message;
        }
    }

    // 2
    private async Task RegionAsync(StackSetRegion region)
    {
        if (_exceeded) return;
        var known = await store.ReadAsync(tx => StackSetTables.Results.RangeAsync(tx, StackSetTables.Results.Prefix(key.Uid, operationId)), ct);
        var here = known.Where(r => r.Key.Region == region.Region).ToDictionary(r => r.Key.Account, r => r.Record.Status);
        var failures = here.Values.Count(s => s == StackSetResultRecord.Failed);
        var tolerance = StackSetRules.Tolerance(_operation.Preferences, region.Accounts.Count);
        var waiting = new Queue<string>(region.Accounts.Where(a => here.GetValueOrDefault(a) is StackSetResultRecord.Pending or StackSetResultRecord.Running));
        async Task WorkAsync()
        {
            while (true)
            {
                string account;
                lock (waiting)
                {
                    if (failures > tolerance || !waiting.TryDequeue(out account!)) return;
                }
                if (!await BeginAsync(account, region.Region)) return;
                if (await PlaceAsync(account, region.Region)) continue;
                lock (waiting) failures++;
            }
        }
        await Task.WhenAll(Enumerable.Range(0, StackSetRules.Concurrency(_operation.Preferences, region.Accounts.Count)).Select(_ => WorkAsync()));
        if (failures > tolerance) _exceeded = true;
    }

    /// <summary>Marks a place as begun, unless somebody has stopped the operation.</summary>
    private ValueTask<bool> BeginAsync(string account, string region) => store.WriteAsync(
        async tx =>
        {
            if (await StackSetTables.Operations.GetAsync(tx, _row) is not { Status: StackSetOperationRecord.Running }) return false;
            await NoteAsync(tx, account, region, StackSetResultRecord.Running, null, i => i with { Detail = StackSetResultRecord.Running });
            return true;
        },
        ct);

    private async ValueTask NoteAsync(IWriteTransaction tx, string account, string region, string status, string? reason, Func<StackInstanceRecord, StackInstanceRecord?> change)
    {
        StackSetTables.Results.Put(tx, new StackSetResultKey(key.Uid, operationId, account, region), new StackSetResultRecord(status, reason));
        var row = new StackInstanceKey(key.Uid, account, region);
        if (await StackSetTables.Instances.GetAsync(tx, row) is not { } instance) return;
        if (change(instance) is { } changed) StackSetTables.Instances.Put(tx, row, changed);
        else StackSetTables.Instances.Delete(tx, row);
    }

    // 3
    private async ValueTask<bool> PlaceAsync(string account, string region)
    {
        var deletes = _operation.Action == "DELETE";
        string? reason;
        string? stackId = null;
        try
        {
            var instance = await store.ReadAsync(tx => StackSetTables.Instances.GetAsync(tx, new StackInstanceKey(key.Uid, account, region)), ct);
            if (instance is null) return true;
            stackId = instance.StackId;
            if (deletes && (_operation.RetainStacks == true || stackId is null)) reason = null;
            else
            {
                var executor = await ExecutorAsync(account);
                (stackId, reason) = deletes ? (stackId, await DeleteAsync(executor, region, stackId!)) : await MakeAsync(executor, account, region, instance);
            }
        }
        catch (AwsException e)
        {
            reason = e.Message;
        }
        await store.WriteAsync(
            tx => NoteAsync(tx, account, region, reason is null ? StackSetResultRecord.Succeeded : StackSetResultRecord.Failed, reason, i => reason is null && deletes ? null : i with
            {
                StackId = stackId ?? i.StackId,
                // AWS: what could not be deleted is in an unstable state.
                Status = reason is null ? StackInstanceRecord.Current : deletes ? StackInstanceRecord.Inoperable : StackInstanceRecord.Outdated,
                Detail = reason is null ? StackSetResultRecord.Succeeded : StackSetResultRecord.Failed,
                Reason = reason,
            }),
            ct);
        return reason is null;
    }

    private async ValueTask<Principal> ExecutorAsync(string account)
    {
        var role = _set.ExecutionRole;
        if (_administrator is not null)
        {
            try
            {
                var answer = await SendAsync(_administrator, key.Region, "sts", "AssumeRole", new JsonObject { ["RoleArn"] = $"arn:{_set.Arn.Split(':')[1]}:iam::{account}:role/{role}", ["RoleSessionName"] = "StackSet-" + key.Uid });
                var (who, credentials) = (answer["AssumedRoleUser"]!, answer["Credentials"]!);
                return new Principal(PrincipalKind.AssumedRole, account, (string)who["Arn"]!, (string)who["AssumedRoleId"]!) { AccessKeyId = (string)credentials["AccessKeyId"]! };
            }
            catch (AwsException e)
            {
                _refusal = e.Message;
            }
        }
        // AWS: these words, whichever of the two roles is the reason.
        var name = _set.AdministrationRole[(_set.AdministrationRole.IndexOf('/', StringComparison.Ordinal) + 1)..];
        throw CloudFormationFaults.Invalid($"Account {account} should have '{role}' role with trust relationship to Role '{name}'.");
    }

    private async ValueTask<JsonObject> SendAsync(Principal caller, string region, string api, string operation, JsonObject input)
    {
        var answer = await calls.CallDocumentAsync(caller, region, api, operation, Encoding.UTF8.GetBytes(input.ToJsonString()), ct);
        return answer.IsEmpty ? [] : (JsonObject)JsonNode.Parse(answer.Span)!;
    }

    private async ValueTask<(string? StackId, string? Reason)> MakeAsync(Principal executor, string account, string region, StackInstanceRecord instance)
    {
        var existing = await StackAsync(account, region, instance.StackId ?? instance.StackName);
        // A guess: a stack whose creation has failed makes room for another attempt.
        if (existing is { Stack.Status: StackStatus.RollbackComplete or StackStatus.CreateFailed } && existing.Value.Stack.ClientToken != operationId)
        {
            if (await DeleteAsync(executor, region, existing.Value.Stack.Id) is { } stays) return (existing.Value.Stack.Id, stays);
            existing = null;
        }
        var begun = existing?.Stack.ClientToken == operationId;
        var input = new JsonObject
        {
            ["StackName"] = existing?.Stack.Id ?? instance.StackName,
            ["TemplateBody"] = _set.Template,
            ["ClientRequestToken"] = operationId,
            ["Capabilities"] = new JsonArray([.. _set.Capabilities.Select(c => (JsonNode)c)]),
            ["Parameters"] = new JsonArray([.. StackSetRules.Values(_set, instance.Overrides).Select(p => (JsonNode)new JsonObject { ["ParameterKey"] = p.Key, ["ParameterValue"] = p.Value })]),
            ["Tags"] = new JsonArray([.. _set.Tags.Select(t => (JsonNode)new JsonObject { ["Key"] = t.Key, ["Value"] = t.Value })]),
        };
        try
        {
            await DriveAsync(account, region, instance.StackName, async () =>
            {
                if (!begun) await SendAsync(executor, region, Api, existing is null ? "CreateStack" : "UpdateStack", input);
            });
        }
        catch (CommonException e) when (existing is not null && e.Kind == CommonError.Validation && e.Message.StartsWith("No updates", StringComparison.Ordinal))
        {
            return (existing.Value.Stack.Id, null);
        }
        var stack = (await StackAsync(account, region, existing?.Stack.Id ?? instance.StackName))?.Stack;
        return stack?.Status is StackStatus.CreateComplete or StackStatus.UpdateComplete ? (stack.Id, null) : (stack?.Id, await ReasonAsync(executor, region, stack));
    }

    private async ValueTask<string?> DeleteAsync(Principal executor, string region, string stackId)
    {
        if (await StackAsync(executor.Account, region, stackId) is not ({ } _, { IsLive: true } stack)) return null;
        await DriveAsync(executor.Account, region, stack.Name, async () => await SendAsync(executor, region, Api, "DeleteStack", new JsonObject { ["StackName"] = stackId }));
        var left = (await StackAsync(executor.Account, region, stackId))?.Stack;
        return left is null or { IsLive: false } ? null : await ReasonAsync(executor, region, left);
    }

    private ValueTask<(StackKey Key, StackRecord Stack)?> StackAsync(string account, string region, string nameOrId) => store.ReadAsync(tx => CloudFormationTables.FindAsync(tx, account, region, nameOrId), ct);

    /// <summary>Has a stack's operation begun and works on it to its end: the stacks of a set take no place of the job runner beside that of the set.</summary>
    private async ValueTask DriveAsync(string account, string region, string name, Func<ValueTask> begin)
    {
        var driver = new DriverKey(account, region, name);
        await store.WriteAsync(
            tx =>
            {
                CloudFormationTables.Drivers.Put(tx, driver, new DriverRecord(null, null));
                return ValueTask.CompletedTask;
            },
            ct);
        try
        {
            var before = await StackAsync(account, region, name);
            await begin();
            if ((before ?? await StackAsync(account, region, name)) is { } stack) await stacks.RunAsync(stack.Key, ct);
        }
        finally
        {
            if (!ct.IsCancellationRequested) await StackJob.ReleaseAsync(store, driver, time.GetUtcNow(), ct);
        }
    }

    /// <summary>The first resource that failed.</summary>
    private async ValueTask<string> ReasonAsync(Principal executor, string region, StackRecord? stack)
    {
        if (stack is null) return "The stack was not made";
        var events = (await SendAsync(executor, region, Api, "DescribeStackEvents", new JsonObject { ["StackName"] = stack.Id }))["StackEvents"] as JsonArray ?? [];
        var operation = events.TakeWhile((e, i) => i == 0 || (string?)e!["PhysicalResourceId"] != stack.Id || (string?)e["ResourceStatusReason"] != "User Initiated");
        var failed = operation.LastOrDefault(e => ((string?)e!["ResourceStatus"])?.EndsWith("_FAILED", StringComparison.Ordinal) == true && (string?)e["PhysicalResourceId"] != stack.Id);
        return failed is null
            ? stack.Reason ?? $"The stack is in {stack.Status} state"
            : $"ResourceLogicalId:{(string?)failed["LogicalResourceId"]}, ResourceType:{(string?)failed["ResourceType"]}, ResourceStatusReason:{(string?)failed["ResourceStatusReason"]}.";
    }

    // 4
    private ValueTask EndAsync()
    {
        var now = time.GetUtcNow();
        return store.WriteAsync(
            async tx =>
            {
                var operation = await StackSetTables.Operations.GetAsync(tx, _row) ?? _operation;
                var stopped = operation.Status == StackSetOperationRecord.Stopping;
                var results = await StackSetTables.Results.RangeAsync(tx, StackSetTables.Results.Prefix(key.Uid, operationId));
                var reason = stopped ? "Cancelled since the operation was stopped" : "Cancelled since failure tolerance has exceeded";
                foreach (var (row, _) in results.Where(r => r.Record.Status == StackSetResultRecord.Pending))
                    await NoteAsync(tx, row.Account, row.Region, StackSetResultRecord.Cancelled, reason, i => i with { Detail = StackSetResultRecord.Cancelled, Reason = reason });
                var status = stopped ? StackSetOperationRecord.Stopped : _exceeded ? StackSetOperationRecord.Failed : StackSetOperationRecord.Succeeded;
                StackSetTables.Operations.Put(tx, _row, operation with { Status = status, Ended = now, Reason = _exceeded ? _refusal : null });
                if (await StackSetTables.Sets.GetAsync(tx, key) is { } set && set.Running == operationId) StackSetTables.Sets.Put(tx, key, set with { Running = null });
                tx.Signal(StackSetJob.IdOf(key.Uid, operationId));
            },
            ct);
    }
}
