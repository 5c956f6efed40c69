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
        var policy = await sources.PolicyAsync(input.StackPolicyBody, input.StackPolicyURL, call);
        var reviewed = await ReviewedAsync(input.StackName, call);
        var uid = reviewed is null ? Ids.NewGuid().ToString() : CloudFormationTables.UidOf(reviewed.Id)!;
        var key = new StackKey(call.Account, call.Region, uid);
        PreparedSource prepared;
        try
        {
            prepared = await sources.PrepareAsync(text, input.StackName, input.Parameters, null, input.Tags, input.Capabilities, call);
        }
        catch (TransformException e)
        {
            return await NeverMadeAsync(NewStack(input.StackName, StackStatus.CreateInProgress, Ids.NewGuid().ToString(), call, uid) with { OnFailure = input.OnFailure, DisableRollback = input.DisableRollback ?? false }, key, e.Message, call);
        }
        var stack = NewStack(input.StackName, StackStatus.CreateInProgress, Ids.NewGuid().ToString(), call, uid) with
        {
            Reason = "User Initiated",
            Source = prepared.Source,
            Description = prepared.Template.Description,
            RoleArn = input.RoleARN,
            DisableRollback = input.DisableRollback ?? false,
            OnFailure = input.OnFailure,
            TimeoutInMinutes = input.TimeoutInMinutes,
            TerminationProtection = input.EnableTerminationProtection ?? false,
            ClientToken = input.ClientRequestToken,
            Policy = policy,
            RetainExceptOnCreate = input.RetainExceptOnCreate ?? false,
            Nested = reviewed?.Nested ?? new Dictionary<string, string>(),
        };
        var (order, eventId) = (TimeOrder.Next(call.Now), Ids.NewGuid().ToString());
        return await store.WriteAsync(
            async tx =>
            {
                if (await CloudFormationTables.FindAsync(tx, call.Account, call.Region, input.StackName) is { } existing && !IsSameReview(existing, key))
                {
                    // AWS: the same token again answers like the first time.
                    if (input.ClientRequestToken is { } token && existing.Stack.ClientToken == token && existing.Stack.Source?.Original == text)
                        return new CreateStackOutput { StackId = existing.Stack.Id, OperationId = existing.Stack.OperationId };
                    throw new AlreadyExistsException($"Stack [{input.StackName}] already exists");
                }
                var driver = await CloudFormationTables.Drivers.GetAsync(tx, new DriverKey(call.Account, call.Region, stack.Name));
                var made = stack with { ParentId = driver?.ParentId, RootId = driver?.RootId };
                await CloudFormationTables.Stacks.PutAsync(tx, key, made);
                StackJournal.PutEvent(tx, made, order, eventId, call.Now);
                await StackJob.ScheduleAsync(tx, key, made, call.Now);
                return new CreateStackOutput { StackId = stack.Id, OperationId = stack.OperationId };
            },
            call.Cancelled);
    }

    /// <summary>A nested stack that a change set has prepared, which its parent's run now makes; null for any other.</summary>
    private async ValueTask<StackRecord?> ReviewedAsync(string name, CallContext call) => await store.ReadAsync(
        async tx => await CloudFormationTables.FindAsync(tx, call.Account, call.Region, name) is ({ } _, { Status: StackStatus.ReviewInProgress, ParentId: { } parent } stack)
            && await CloudFormationTables.Drivers.GetAsync(tx, new DriverKey(call.Account, call.Region, name)) is { } driver && driver.ParentId == parent ? stack : null,
        call.Cancelled);

    private static bool IsSameReview((StackKey Key, StackRecord Stack) existing, StackKey key) => existing.Key == key && existing.Stack.Status == StackStatus.ReviewInProgress;

    /// <summary>A stack whose template no transform could finish: it begins and turns back, and nothing is made.</summary>
    private async ValueTask<CreateStackOutput> NeverMadeAsync(StackRecord stack, StackKey key, string reason, CallContext call)
    {
        var keeps = stack.DisableRollback || stack.OnFailure == "DO_NOTHING";
        (string Status, string Reason)[] steps = keeps
            ? [(StackStatus.CreateInProgress, "User Initiated"), (StackStatus.CreateFailed, reason)]
            : [(StackStatus.CreateInProgress, "User Initiated"), (StackStatus.RollbackInProgress, $"{reason}. Rollback requested by user."), (StackStatus.RollbackComplete, "")];
        var events = steps.Select(s => (Stack: stack with { Status = s.Status, Reason = s.Reason.Length == 0 ? null : s.Reason }, Order: TimeOrder.Next(call.Now), Id: Ids.NewGuid().ToString())).ToArray();
        return await store.WriteAsync(
            async tx =>
            {
                if (await CloudFormationTables.FindAsync(tx, call.Account, call.Region, stack.Name) is { } existing && !IsSameReview(existing, key)) throw new AlreadyExistsException($"Stack [{stack.Name}] already exists");
                await CloudFormationTables.Stacks.PutAsync(tx, key, events[^1].Stack with { Reason = reason });
                foreach (var (step, order, id) in events) StackJournal.PutEvent(tx, step, order, id, call.Now);
                return new CreateStackOutput { StackId = stack.Id, OperationId = stack.OperationId };
            },
            call.Cancelled);
    }

    /// <summary>An update whose template no transform could finish: it begins and turns back, and nothing is changed.</summary>
    private async ValueTask<UpdateStackOutput> NeverUpdatedAsync(StackKey key, string reason, CallContext call)
    {
        (string Status, string? Reason)[] steps = [(StackStatus.UpdateInProgress, "User Initiated"), (StackStatus.UpdateRollbackInProgress, reason), (StackStatus.UpdateRollbackComplete, null)];
        var events = steps.Select(s => (Step: s, Order: TimeOrder.Next(call.Now), Id: Ids.NewGuid().ToString())).ToArray();
        return await store.WriteAsync(
            async tx =>
            {
                var stack = await CloudFormationTables.Stacks.GetAsync(tx, key) ?? throw CloudFormationFaults.NoStack(key.Uid);
                StackNames.CheckUpdatable(stack);
                foreach (var (step, order, id) in events) StackJournal.PutEvent(tx, stack with { Status = step.Status, Reason = step.Reason }, order, id, call.Now);
                await CloudFormationTables.Stacks.PutAsync(tx, key, stack with { Status = StackStatus.UpdateRollbackComplete, Reason = reason });
                return new UpdateStackOutput { StackId = stack.Id, OperationId = stack.OperationId };
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
        var policy = await sources.PolicyAsync(input.StackPolicyBody, input.StackPolicyURL, call);
        var during = await sources.PolicyAsync(input.StackPolicyDuringUpdateBody, input.StackPolicyDuringUpdateURL, call);
        PreparedSource prepared;
        try
        {
            prepared = await sources.PrepareAsync(text, current.Name, input.Parameters, current.Source!.Parameters, input.Tags ?? TagsOf(current), input.Capabilities, call);
        }
        catch (TransformException e)
        {
            return await NeverUpdatedAsync(found.Key, e.Message, call);
        }
        // A change set may know that only what is nested changes.
        if (current.Nested.Count == 0 && !StackPlan.Differs(current.Source, prepared.Source)) throw CloudFormationFaults.Invalid("No updates are to be performed.");
        var updated = await BeginUpdateAsync(found.Key, prepared, s => s with
        {
            RoleArn = input.RoleARN ?? s.RoleArn,
            DisableRollback = input.DisableRollback ?? false,
            RetainExceptOnCreate = input.RetainExceptOnCreate ?? false,
            Policy = policy ?? s.Policy,
            PolicyDuringUpdate = during,
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
                await StackJob.ScheduleAsync(tx, key, stack, call.Now);
                if (more is not null) await more(tx);
                return stack;
            },
            call.Cancelled);
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
