using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.CloudFormation;

internal sealed partial class CloudFormationService
{
    public async ValueTask DeleteStack(DeleteStackInput input, CallContext call) => await OverAsync(input.StackName, call, requires: false, async (tx, key, stack) =>
    {
        if (stack.TerminationProtection) throw CloudFormationFaults.Invalid($"Stack [{stack.Name}] cannot be deleted while TerminationProtection is enabled");
        if (stack.Status == StackStatus.DeleteInProgress) return null;
        if (StackStatus.IsRunning(stack.Status) && stack.Status != StackStatus.CreateInProgress) throw CloudFormationFaults.Invalid($"Stack [{stack.Name}] cannot be deleted while in status {stack.Status}");
        if (input.RetainResources is { Count: > 0 } retained)
        {
            if (stack.Status != StackStatus.DeleteFailed) throw CloudFormationFaults.Invalid($"Invalid operation on stack [{stack.Id}]. Specify RetainResources only when the stack is in the DELETE_FAILED state.");
            var rows = (await CloudFormationTables.Resources.RangeAsync(tx, CloudFormationTables.Resources.Prefix(key.Uid))).Where(r => StackStatus.Exists(r.Record.Status)).Select(r => r.Record.LogicalId).ToHashSet();
            if (retained.Where(r => !rows.Contains(r)).ToArray() is { Length: > 0 } strange) throw CloudFormationFaults.Invalid($"The following resources to retain do not exist: [{string.Join(", ", strange)}]");
        }
        // A guess at the words; the rule is documented.
        if (input.DeletionMode == "FORCE_DELETE_STACK" && stack.Status != StackStatus.DeleteFailed)
            throw CloudFormationFaults.Invalid($"Invalid operation on stack [{stack.Id}]. Specify DeletionMode FORCE_DELETE_STACK only when the stack is in the DELETE_FAILED state.");
        foreach (var export in stack.Outputs.Where(o => o.ExportName is not null))
        {
            var stacks = await CloudFormationTables.Stacks.RangeAsync(tx, CloudFormationTables.Stacks.Prefix(call.Account, call.Region));
            var users = stacks.Where(s => s.Record.IsLive && s.Record.Imports.Contains(export.ExportName!)).Select(s => s.Record.Name).ToArray();
            if (users.Length > 0) throw CloudFormationFaults.Invalid($"Export {export.ExportName} cannot be deleted as it is in use by {string.Join(", ", users)}");
        }
        return stack with
        {
            Status = StackStatus.DeleteInProgress,
            Retain = input.RetainResources ?? [],
            ForceDelete = input.DeletionMode == "FORCE_DELETE_STACK",
            ClientToken = input.ClientRequestToken,
            RoleArn = input.RoleARN ?? stack.RoleArn,
        };
    }, freshOperation: true);

    public async ValueTask CancelUpdateStack(CancelUpdateStackInput input, CallContext call) => await OverAsync(input.StackName, call, requires: true, (_, _, stack) =>
    {
        if (stack.Status != StackStatus.UpdateInProgress) throw CloudFormationFaults.Invalid("CancelUpdateStack cannot be called from current stack status");
        return new(stack with { Status = StackStatus.UpdateRollbackInProgress, ClientToken = input.ClientRequestToken });
    });

    public async ValueTask<RollbackStackOutput> RollbackStack(RollbackStackInput input, CallContext call)
    {
        var stack = await OverAsync(input.StackName, call, requires: true, (_, _, stack) =>
        {
            var status = stack.Status switch
            {
                StackStatus.CreateFailed => StackStatus.RollbackInProgress,
                StackStatus.UpdateFailed => StackStatus.UpdateRollbackInProgress,
                _ => throw CloudFormationFaults.Invalid($"Stack:{stack.Id} is in {stack.Status} state and can not be rolled back."),
            };
            return new(stack with { Status = status, ClientToken = input.ClientRequestToken, RoleArn = input.RoleARN ?? stack.RoleArn, RetainExceptOnCreate = input.RetainExceptOnCreate ?? stack.RetainExceptOnCreate, DisableRollback = false });
        });
        return new RollbackStackOutput { StackId = stack!.Id, OperationId = stack.OperationId };
    }

    public async ValueTask<ContinueUpdateRollbackOutput> ContinueUpdateRollback(ContinueUpdateRollbackInput input, CallContext call)
    {
        await OverAsync(input.StackName, call, requires: true, async (tx, key, stack) =>
        {
            if (stack.Status != StackStatus.UpdateRollbackFailed) throw CloudFormationFaults.Invalid($"Stack:{stack.Id} is in {stack.Status} state and can not continue rollback.");
            var rows = await CloudFormationTables.Resources.RangeAsync(tx, CloudFormationTables.Resources.Prefix(key.Uid));
            // AWS: only what failed to be taken back may be skipped.
            if ((input.ResourcesToSkip ?? []).Where(id => !rows.Any(r => r.Record.LogicalId == id && r.Record.Status == StackStatus.UpdateFailed)).ToArray() is { Length: > 0 } strange)
                throw CloudFormationFaults.Invalid($"ResourcesToSkip [{string.Join(", ", strange)}] can only be resources in the UPDATE_FAILED state");
            return stack with { Status = StackStatus.UpdateRollbackInProgress, Skip = input.ResourcesToSkip ?? [], ClientToken = input.ClientRequestToken, RoleArn = input.RoleARN ?? stack.RoleArn };
        });
        return new ContinueUpdateRollbackOutput();
    }

    /// <summary>Gives a stack its next status in the caller's name, and has the work done: by the run that is there, or by a new one.</summary>
    private async ValueTask<StackRecord?> OverAsync(string name, CallContext call, bool requires, Func<IWriteTransaction, StackKey, StackRecord, ValueTask<StackRecord?>> change, bool freshOperation = false)
    {
        var (order, eventId, operation) = (TimeOrder.Next(call.Now), Ids.NewGuid().ToString(), Ids.NewGuid().ToString());
        return await store.WriteAsync(
            async tx =>
            {
                if (await CloudFormationTables.FindAsync(tx, call.Account, call.Region, name) is not ({ } key, { IsLive: true } stack)) return requires ? throw CloudFormationFaults.NoStackNamed(name) : null;
                if (await change(tx, key, stack) is not { } changed) return null;
                changed = changed with { Reason = "User Initiated", Deployer = DeployerRecord.Of(call.Caller), OperationId = freshOperation ? operation : stack.OperationId };
                await CloudFormationTables.Stacks.PutAsync(tx, key, changed);
                StackJournal.PutEvent(tx, changed, order, eventId, call.Now);
                // A running stack has its run, which hears of the change.
                if (StackStatus.IsRunning(stack.Status)) tx.Signal(StackJournal.SubjectOf(key));
                else await StackJob.ScheduleAsync(tx, key, changed, call.Now);
                return changed;
            },
            call.Cancelled);
    }

    public async ValueTask SignalResource(SignalResourceInput input, CallContext call)
    {
        var (key, stack) = await StackAsync(input.StackName, call);
        var row = (await ResourcesAsync(key, stack, call)).FirstOrDefault(r => r.LogicalId == input.LogicalResourceId)
            ?? throw CloudFormationFaults.Invalid($"Resource {input.LogicalResourceId} does not exist for stack {stack.Name}");
        // A guess at the words.
        if (!StackStatus.IsRunning(row.Status)) throw CloudFormationFaults.Invalid($"Resource {row.LogicalId} is in {row.Status} state and can not be signaled");
        await desk.SignalAsync(CreationPolicy.RequestIdOf(key, row.LogicalId), input.UniqueId, input.Status, TimeSpan.FromHours(12), call.Cancelled);
    }

    public async ValueTask SetStackPolicy(SetStackPolicyInput input, CallContext call)
    {
        var policy = await sources.PolicyAsync(input.StackPolicyBody, input.StackPolicyURL, call) ?? throw CloudFormationFaults.Invalid("You must specify either StackPolicyBody or StackPolicyURL");
        await store.WriteAsync(
            async tx =>
            {
                if (await CloudFormationTables.FindAsync(tx, call.Account, call.Region, input.StackName) is not ({ } key, { IsLive: true } stack)) throw CloudFormationFaults.NoStackNamed(input.StackName);
                await CloudFormationTables.Stacks.PutAsync(tx, key, stack with { Policy = policy });
            },
            call.Cancelled);
    }

    public async ValueTask<GetStackPolicyOutput> GetStackPolicy(GetStackPolicyInput input, CallContext call)
    {
        var (_, stack) = await StackAsync(input.StackName, call) is var found && found.Stack.IsLive ? found : throw CloudFormationFaults.NoStackNamed(input.StackName);
        return new GetStackPolicyOutput { StackPolicyBody = stack.Policy };
    }

    public ValueTask<DescribeAccountLimitsOutput> DescribeAccountLimits(DescribeAccountLimitsInput input, CallContext call) => new(new DescribeAccountLimitsOutput
    {
        // AWS: the names and defaults of a new account.
        AccountLimits = [new AccountLimit { Name = "StackLimit", Value = 2000 }, new AccountLimit { Name = "StackOutputsLimit", Value = 200 }, new AccountLimit { Name = "ConcurrentResourcesLimit", Value = 2500 }],
    });
}
