using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.CloudFormation;

internal sealed partial class CloudFormationService
{
    public async ValueTask<CreateStackOutput> CreateStack(CreateStackInput input, CallContext call)
    {
        StackNames.Check(input.StackName);
        if (input.DisableRollback is not null && input.OnFailure is not null) throw CloudFormationFaults.Invalid("You cannot specify both DisableRollback and OnFailure");
        var text = await sources.TextAsync(input.TemplateBody, input.TemplateURL, call) ?? throw CloudFormationFaults.Invalid("Either Template URL or Template Body must be specified.");
        var prepared = await sources.PrepareAsync(text, input.StackName, input.Parameters, null, input.Tags, input.Capabilities, call);
        var uid = Ids.NewGuid().ToString();
        var key = new StackKey(call.Account, call.Region, uid);
        var stack = NewStack(input.StackName, StackStatus.CreateInProgress, Ids.NewGuid().ToString(), call, uid) with
        {
            Reason = "User Initiated",
            Source = prepared.Source,
            Description = prepared.Template.Description,
            RoleArn = input.RoleARN,
            DisableRollback = input.DisableRollback ?? false,
            OnFailure = input.OnFailure,
            TerminationProtection = input.EnableTerminationProtection ?? false,
            ClientToken = input.ClientRequestToken,
        };
        var (order, eventId) = (TimeOrder.Next(call.Now), Ids.NewGuid().ToString());
        return await store.WriteAsync(
            async tx =>
            {
                if (await CloudFormationTables.FindAsync(tx, call.Account, call.Region, input.StackName) is { } existing)
                {
                    // AWS: the same token again answers like the first time.
                    if (input.ClientRequestToken is { } token && existing.Stack.ClientToken == token && existing.Stack.Source?.Original == text)
                        return new CreateStackOutput { StackId = existing.Stack.Id, OperationId = existing.Stack.OperationId };
                    throw new AlreadyExistsException($"Stack [{input.StackName}] already exists");
                }
                CloudFormationTables.Stacks.PutFresh(tx, key, stack);
                StackJournal.PutEvent(tx, stack, order, eventId, call.Now);
                StackJob.Schedule(tx, key, call.Now);
                return new CreateStackOutput { StackId = stack.Id, OperationId = stack.OperationId };
            },
            call.Cancelled);
    }

    public async ValueTask<UpdateStackOutput> UpdateStack(UpdateStackInput input, CallContext call)
    {
        var (_, current) = await StackAsync(input.StackName, call) is var found && found.Stack.IsLive ? found : throw CloudFormationFaults.NoStackNamed(input.StackName);
        StackNames.CheckUpdatable(current);
        if (input.UsePreviousTemplate == true && (input.TemplateBody ?? input.TemplateURL) is not null) throw CloudFormationFaults.Invalid("You cannot specify both UsePreviousTemplate and a template");
        var text = input.UsePreviousTemplate == true
            ? current.Source!.Original
            : await sources.TextAsync(input.TemplateBody, input.TemplateURL, call) ?? throw CloudFormationFaults.Invalid("Either Template URL or Template Body must be specified.");
        var prepared = await sources.PrepareAsync(text, current.Name, input.Parameters, current.Source!.Parameters, input.Tags ?? TagsOf(current), input.Capabilities, call);
        if (!StackPlan.Differs(current.Source, prepared.Source)) throw CloudFormationFaults.Invalid("No updates are to be performed.");
        var updated = await BeginUpdateAsync(found.Key, prepared, s => s with
        {
            RoleArn = input.RoleARN ?? s.RoleArn,
            DisableRollback = input.DisableRollback ?? false,
            ClientToken = input.ClientRequestToken,
        }, call);
        return new UpdateStackOutput { StackId = updated.Id, OperationId = updated.OperationId };
    }

    private async ValueTask<StackRecord> BeginUpdateAsync(StackKey key, PreparedSource prepared, Func<StackRecord, StackRecord> change, CallContext call, Func<IWriteTransaction, ValueTask>? more = null)
    {
        var (order, eventId, operation) = (TimeOrder.Next(call.Now), Ids.NewGuid().ToString(), Ids.NewGuid().ToString());
        return await store.WriteAsync(
            async tx =>
            {
                var stack = await CloudFormationTables.Stacks.GetAsync(tx, key) ?? throw CloudFormationFaults.NoStack(key.Uid);
                StackNames.CheckUpdatable(stack);
                stack = change(stack with
                {
                    Status = StackStatus.UpdateInProgress,
                    Reason = "User Initiated",
                    OperationId = operation,
                    Before = stack.Source,
                    Source = prepared.Source,
                    Description = prepared.Template.Description,
                    Deployer = DeployerRecord.Of(call.Caller),
                    Updated = call.Now,
                });
                await CloudFormationTables.Stacks.PutAsync(tx, key, stack);
                StackJournal.PutEvent(tx, stack, order, eventId, call.Now);
                StackJob.Schedule(tx, key, call.Now);
                if (more is not null) await more(tx);
                return stack;
            },
            call.Cancelled);
    }

    public async ValueTask DeleteStack(DeleteStackInput input, CallContext call)
    {
        if (input.DeletionMode == "FORCE_DELETE_STACK") throw CommonException.NotSupported("The deletion mode FORCE_DELETE_STACK");
        var (order, eventId, operation) = (TimeOrder.Next(call.Now), Ids.NewGuid().ToString(), Ids.NewGuid().ToString());
        await store.WriteAsync(
            async tx =>
            {
                if (await CloudFormationTables.FindAsync(tx, call.Account, call.Region, input.StackName) is not ({ } key, { IsLive: true } stack)) return;
                if (stack.TerminationProtection)
                    throw CloudFormationFaults.Invalid($"Stack [{stack.Name}] cannot be deleted while TerminationProtection is enabled");
                if (stack.Status == StackStatus.DeleteInProgress) return;
                if (StackStatus.IsRunning(stack.Status) && stack.Status != StackStatus.CreateInProgress) throw CloudFormationFaults.Invalid($"Stack [{stack.Name}] cannot be deleted while in status {stack.Status}");
                // A creation under way stops at its next restart point only, so it is let finish first.
                if (stack.Status == StackStatus.CreateInProgress) throw CloudFormationFaults.Invalid($"Stack [{stack.Name}] cannot be deleted while in status {stack.Status}");
                if (input.RetainResources is { Count: > 0 } && stack.Status != StackStatus.DeleteFailed)
                    throw CloudFormationFaults.Invalid($"Invalid operation on stack [{stack.Id}]. Specify RetainResources only when the stack is in the DELETE_FAILED state.");
                foreach (var export in stack.Outputs.Where(o => o.ExportName is not null))
                {
                    var stacks = await CloudFormationTables.Stacks.RangeAsync(tx, CloudFormationTables.Stacks.Prefix(call.Account, call.Region));
                    var users = stacks.Where(s => s.Record.IsLive && s.Record.Imports.Contains(export.ExportName!)).Select(s => s.Record.Name).ToArray();
                    if (users.Length > 0) throw CloudFormationFaults.Invalid($"Export {export.ExportName} cannot be deleted as it is in use by {string.Join(", ", users)}");
                }
                stack = stack with
                {
                    Status = StackStatus.DeleteInProgress,
                    Reason = "User Initiated",
                    OperationId = operation,
                    Deployer = DeployerRecord.Of(call.Caller),
                    RoleArn = input.RoleARN ?? stack.RoleArn,
                    Retain = input.RetainResources ?? [],
                    ClientToken = input.ClientRequestToken,
                };
                await CloudFormationTables.Stacks.PutAsync(tx, key, stack);
                StackJournal.PutEvent(tx, stack, order, eventId, call.Now);
                StackJob.Schedule(tx, key, call.Now);
            },
            call.Cancelled);
    }

    public async ValueTask<ContinueUpdateRollbackOutput> ContinueUpdateRollback(ContinueUpdateRollbackInput input, CallContext call)
    {
        var (order, eventId) = (TimeOrder.Next(call.Now), Ids.NewGuid().ToString());
        await store.WriteAsync(
            async tx =>
            {
                if (await CloudFormationTables.FindAsync(tx, call.Account, call.Region, input.StackName) is not ({ } key, { IsLive: true } stack)) throw CloudFormationFaults.NoStackNamed(input.StackName);
                if (stack.Status != StackStatus.UpdateRollbackFailed)
                    throw CloudFormationFaults.Invalid($"Stack:{stack.Id} is in {stack.Status} state and can not continue rollback.");
                stack = stack with { Status = StackStatus.UpdateRollbackInProgress, Reason = "User Initiated", ClientToken = input.ClientRequestToken, Deployer = DeployerRecord.Of(call.Caller), RoleArn = input.RoleARN ?? stack.RoleArn };
                await CloudFormationTables.Stacks.PutAsync(tx, key, stack);
                StackJournal.PutEvent(tx, stack, order, eventId, call.Now);
                StackJob.Schedule(tx, key, call.Now);
            },
            call.Cancelled);
        return new ContinueUpdateRollbackOutput();
    }

    public async ValueTask<UpdateTerminationProtectionOutput> UpdateTerminationProtection(UpdateTerminationProtectionInput input, CallContext call)
    {
        var id = await store.WriteAsync(
            async tx =>
            {
                if (await CloudFormationTables.FindAsync(tx, call.Account, call.Region, input.StackName) is not ({ } key, { IsLive: true } stack)) throw CloudFormationFaults.NoStackNamed(input.StackName);
                await CloudFormationTables.Stacks.PutAsync(tx, key, stack with { TerminationProtection = input.EnableTerminationProtection });
                return stack.Id;
            },
            call.Cancelled);
        return new UpdateTerminationProtectionOutput { StackId = id };
    }

    private static Tag[] TagsOf(StackRecord stack) => [.. (stack.Source?.Tags ?? new Dictionary<string, string>()).Select(t => new Tag { Key = t.Key, Value = t.Value })];
}
