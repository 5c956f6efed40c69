using System.Text.Json.Nodes;
using Undercast.Cloud;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.CloudFormation;

internal sealed partial class CloudFormationService
{
    private const string NoChanges = "The submitted information didn't contain changes. Submit different information to create a change set.";

    public async ValueTask<CreateChangeSetOutput> CreateChangeSet(CreateChangeSetInput input, CallContext call)
    {
        var kind = input.ChangeSetType ?? "UPDATE";
        if (input.OnStackFailure is not null && kind != "CREATE") throw CommonException.NotSupported("OnStackFailure for an update");
        if (kind == "IMPORT" != input.ResourcesToImport is { Count: > 0 }) throw CloudFormationFaults.Invalid("ResourcesToImport must be specified for change sets of type IMPORT, and for no other");
        if (kind == "IMPORT" && input.IncludeNestedStacks == true) throw CloudFormationFaults.Invalid("IncludeNestedStacks is not supported for changeSet type: IMPORT.");
        var existing = await store.ReadAsync(tx => CloudFormationTables.FindAsync(tx, call.Account, call.Region, input.StackName), call.Cancelled);
        if (existing is { Stack.IsLive: false }) existing = null;
        var creates = existing is null || existing.Value.Stack.Status == StackStatus.ReviewInProgress;
        if (kind == "CREATE" && !creates) throw CloudFormationFaults.Invalid($"Stack [{input.StackName}] already exists and cannot be created again with the changeSet [{input.ChangeSetName}].");
        if (kind == "UPDATE" && creates) throw CloudFormationFaults.NoStackNamed(input.StackName);
        if (!creates) StackNames.CheckUpdatable(existing!.Value.Stack);
        if (creates && existing is null) StackNames.Check(input.StackName);

        var current = existing?.Stack;
        var text = input.UsePreviousTemplate == true
            ? current?.Source?.Original ?? throw CloudFormationFaults.Invalid("UsePreviousTemplate cannot be used for a new stack.")
            : await sources.TextAsync(input.TemplateBody, input.TemplateURL, call) ?? throw CloudFormationFaults.Invalid("Either Template URL or Template Body must be specified.");
        var (uid, changeUid, operation) = (existing?.Key.Uid ?? Ids.NewGuid().ToString(), Ids.NewGuid().ToString(), Ids.NewGuid().ToString());
        var key = existing?.Key ?? new StackKey(call.Account, call.Region, uid);
        var stack = current ?? NewStack(input.StackName, StackStatus.ReviewInProgress, operation, call, uid) with { Reason = "User Initiated" };
        var changeId = ChangeSetIdOf(input.ChangeSetName, changeUid, call);
        var branch = input.IncludeNestedStacks == true ? new Branch(input.ChangeSetName, changeId, null, []) : null;
        StackSource source;
        IReadOnlyList<PlannedChange> changes = [];
        IReadOnlyDictionary<string, string> imported = new Dictionary<string, string>();
        string? failure = null;
        try
        {
            var prepared = await sources.PrepareAsync(
                text, current?.Name ?? input.StackName, input.Parameters, current?.Source?.Parameters, input.Tags ?? (current is null ? null : TagsOf(current)), input.Capabilities, call, byChangeSet: true);
            if (current is null) stack = stack with { Description = prepared.Template.Description };
            source = prepared.Source;
            if (kind == "IMPORT") imported = ImportRules.Identifiers(input.ResourcesToImport!, prepared.Template, sources.Types);
            else if (input.ImportExistingResources == true) imported = await FoundAsync(prepared, key, stack, call);
            changes = await PlanAsync(prepared, key, stack, current?.Source, imported, call, branch);
            if (kind == "IMPORT") ImportRules.Check(changes);
            if (branch?.Failure is { } nested) failure = nested;
            else if (changes.Count == 0 && current?.Source is { } before && !StackPlan.Differs(before, source)) failure = NoChanges;
        }
        catch (TransformException e)
        {
            source = new StackSource { Original = text, Processed = "", Parameters = new Dictionary<string, string>(), Tags = new Dictionary<string, string>() };
            failure = e.Message;
        }
        var change = new ChangeSetRecord
        {
            Name = input.ChangeSetName,
            Id = changeId,
            Kind = kind,
            Status = failure is null ? StackStatus.CreateComplete : "FAILED",
            ExecutionStatus = failure is null ? "AVAILABLE" : "UNAVAILABLE",
            Reason = failure,
            Description = input.Description,
            ClientToken = input.ClientToken,
            Created = call.Now,
            Source = source,
            RoleArn = input.RoleARN,
            OnFailure = input.OnStackFailure,
            Changes = changes,
            Imported = imported,
            Imports = input.ImportExistingResources ?? false,
            IncludesNested = branch is not null,
            Nested = branch?.Children ?? [],
        };
        var (order, eventId) = (TimeOrder.Next(call.Now), Ids.NewGuid().ToString());
        return await store.WriteAsync(
            async tx =>
            {
                if (await CloudFormationTables.FindAsync(tx, call.Account, call.Region, input.StackName) is not { Stack.IsLive: true })
                {
                    CloudFormationTables.Stacks.PutFresh(tx, key, stack);
                    StackJournal.PutEvent(tx, stack, order, eventId, call.Now);
                }
                if (await CloudFormationTables.ChangeSets.GetAsync(tx, new ChangeSetKey(uid, change.Name)) is { } same)
                {
                    // AWS: the token marks a request as a repetition, which finds what the first has made.
                    return same.ClientToken is { } token && token == change.ClientToken
                        ? new CreateChangeSetOutput { Id = same.Id, StackId = stack.Id }
                        : throw new AlreadyExistsException($"ChangeSet {change.Name} already exists for stack {stack.Id}");
                }
                CloudFormationTables.ChangeSets.Put(tx, new ChangeSetKey(uid, change.Name), change);
                foreach (var nested in branch?.Tree ?? []) nested.Put(tx, call.Now);
                return new CreateChangeSetOutput { Id = change.Id, StackId = stack.Id };
            },
            call.Cancelled);
    }

    public async ValueTask<DescribeChangeSetOutput> DescribeChangeSet(DescribeChangeSetInput input, CallContext call)
    {
        var (_, stack, change) = await ChangeSetAsync(input.ChangeSetName, input.StackName, call);
        var (page, next) = PageOf(change.Changes, input.NextToken, c => c.LogicalId);
        return new DescribeChangeSetOutput
        {
            ChangeSetName = change.Name,
            ChangeSetId = change.Id,
            StackId = stack.Id,
            StackName = stack.Name,
            Description = change.Description,
            Parameters = change.Source.Processed.Length == 0 ? null : ParametersOf(Template.Check(TemplateReader.Read(change.Source.Processed)), change.Source),
            CreationTime = change.Created,
            ExecutionStatus = change.ExecutionStatus,
            Status = change.Status,
            StatusReason = change.Reason,
            NotificationARNs = change.NotificationArns,
            Capabilities = change.Source.Capabilities,
            Tags = [.. change.Source.Tags.Select(t => new Tag { Key = t.Key, Value = t.Value })],
            OnStackFailure = change.OnFailure,
            Changes = [.. page.Select(c => new Change { Type = "Resource", ResourceChange = Describe(c, input.IncludePropertyValues ?? false) })],
            IncludeNestedStacks = change.IncludesNested,
            ParentChangeSetId = change.ParentId,
            RootChangeSetId = change.RootId,
            ImportExistingResources = change.Imports ? true : null,
            NextToken = next,
        };
    }

    private static ResourceChange Describe(PlannedChange change, bool values) => new()
    {
        Action = change.Action,
        PolicyAction = change.PolicyAction,
        LogicalResourceId = change.LogicalId,
        PhysicalResourceId = change.PhysicalId,
        ResourceType = change.Type,
        ChangeSetId = change.ChangeSetId,
        Replacement = change.Replacement,
        Scope = change.Scope,
        BeforeContext = values ? change.Before : null,
        AfterContext = values ? change.After : null,
        Details =
        [
            .. change.Details.Select(d => new ResourceChangeDetail
            {
                Target = new ResourceTargetDefinition
                {
                    Attribute = d.Attribute,
                    Name = d.Name,
                    RequiresRecreation = d.RequiresRecreation,
                    Path = values ? d.Path : null,
                    BeforeValue = values ? d.Before : null,
                    AfterValue = values ? d.After : null,
                    AttributeChangeType = values ? d.ChangeType : null,
                },
                Evaluation = d.Evaluation,
                ChangeSource = d.Source,
                CausingEntity = d.Cause,
            }),
        ],
    };

    private async ValueTask<IReadOnlyList<PlannedChange>> PlanAsync(PreparedSource prepared, StackKey key, StackRecord stack, StackSource? before, IReadOnlyDictionary<string, string> imported, CallContext call, Branch? branch = null)
    {
        var rows = await store.ReadAsync(tx => CloudFormationTables.Resources.RangeAsync(tx, CloudFormationTables.Resources.Prefix(key.Uid)), call.Cancelled);
        var exports = await StackExports.ReadAsync(store, key, call.Cancelled);
        var input = new PlanInput(prepared, before, [.. rows.Select(r => r.Record)], properties => sources.System.ResolveAsync(properties, call.Caller, call.Region, call.Cancelled), resource => new TemplateScope
        {
            Account = call.Account,
            Region = call.Region,
            StackName = stack.Name,
            StackId = stack.Id,
            Parameters = prepared.Source.Values,
            Resource = resource,
            Export = exports.GetValueOrDefault,
            Unknown = StackPlan.Unknown,
        }, imported)
        {
            Nested = branch is null ? null : (id, properties, row) => PlanNestedAsync(branch, stack, prepared.Source, id, properties, row, call),
        };
        return await StackPlan.OfAsync(input, sources.Types);
    }

    /// <summary>New resources of the template that are there already under the names that it gives them.</summary>
    private async ValueTask<Dictionary<string, string>> FoundAsync(PreparedSource prepared, StackKey key, StackRecord stack, CallContext call)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var change in await PlanAsync(prepared, key, stack, stack.Source, found, call))
        {
            // AWS: only what a deletion of the stack would leave alone is taken in by itself.
            var kept = prepared.Template.Resources.GetValueOrDefault(change.LogicalId)?.DeletionPolicy is System.Text.Json.Nodes.JsonValue policy && policy.ToString() is "Retain" or "RetainExceptOnCreate";
            if (change.Action == "Add" && kept && await drift.FindAsync(change, stack, call) is { } identifier) found[change.LogicalId] = identifier;
        }
        return found;
    }

    public async ValueTask<ExecuteChangeSetOutput> ExecuteChangeSet(ExecuteChangeSetInput input, CallContext call)
    {
        var (key, stack, change) = await ChangeSetAsync(input.ChangeSetName, input.StackName, call);
        if (change.RootId is not null) throw new InvalidChangeSetStatusException($"ChangeSet [{change.Id}] cannot be executed in its current execution status of [{change.ExecutionStatus}]");
        if (change.ExecutionStatus != "AVAILABLE")
            throw new InvalidChangeSetStatusException($"ChangeSet [{change.Id}] cannot be executed in its current status of [{(change.ExecutionStatus == "UNAVAILABLE" ? change.Status : change.ExecutionStatus)}]");
        var template = Template.Check(TemplateReader.Read(change.Source.Processed));
        // AWS: executing one change set deletes every other of the stack; the executed one stays readable as such only through the stack's ChangeSetId.
        var others = await store.ReadAsync(tx => ChangeSetTree.OfAsync(tx, key, c => c.Name != change.Name, call.Now), call.Cancelled);
        async ValueTask BeginAsync(IWriteTransaction tx)
        {
            await others.DropAsync(tx);
            CloudFormationTables.ChangeSets.DeleteRange(tx, CloudFormationTables.ChangeSets.Prefix(key.Uid));
            await ChangeSetTree.HandDownAsync(tx, key, change);
        }
        StackRecord Changed(StackRecord s) => s with { Nested = change.NestedStacks(), ChangeSetId = change.Id, RoleArn = change.RoleArn ?? s.RoleArn, Imported = change.Imported, OnFailure = change.OnFailure, ClientToken = input.ClientRequestToken, DisableRollback = input.DisableRollback ?? false, RetainExceptOnCreate = input.RetainExceptOnCreate ?? false };
        if (change.Kind == "IMPORT")
        {
            await OverAsync(stack.Id, call, requires: true, async (tx, _, fresh) =>
            {
                if (fresh.Status != StackStatus.ReviewInProgress) StackNames.CheckUpdatable(fresh);
                await BeginAsync(tx);
                return Changed(fresh) with { Status = StackStatus.ImportInProgress, Before = fresh.Source, Source = change.Source, Imported = change.Imported, Description = template.Description };
            }, freshOperation: true);
            return new ExecuteChangeSetOutput();
        }
        if (stack.Status != StackStatus.ReviewInProgress)
        {
            await BeginUpdateAsync(key, new PreparedSource(change.Source, template), Changed, call, BeginAsync);
            return new ExecuteChangeSetOutput();
        }
        var (order, eventId, operation) = (TimeOrder.Next(call.Now), Ids.NewGuid().ToString(), Ids.NewGuid().ToString());
        await store.WriteAsync(
            async tx =>
            {
                var fresh = await CloudFormationTables.Stacks.GetAsync(tx, key);
                if (fresh?.Status != StackStatus.ReviewInProgress) throw new InvalidChangeSetStatusException($"ChangeSet [{change.Id}] cannot be executed in its current status of [EXECUTE_IN_PROGRESS]");
                fresh = Changed(fresh) with
                {
                    Status = StackStatus.CreateInProgress,
                    Reason = "User Initiated",
                    OperationId = operation,
                    Source = change.Source,
                    Description = template.Description,
                    Deployer = DeployerRecord.Of(call.Caller),
                };
                await CloudFormationTables.Stacks.PutAsync(tx, key, fresh);
                StackJournal.PutEvent(tx, fresh, order, eventId, call.Now);
                await BeginAsync(tx);
                await StackJob.ScheduleAsync(tx, key, fresh, call.Now);
            },
            call.Cancelled);
        return new ExecuteChangeSetOutput();
    }

    public async ValueTask<DeleteChangeSetOutput> DeleteChangeSet(DeleteChangeSetInput input, CallContext call)
    {
        if (input.StackName is not null && await store.ReadAsync(tx => CloudFormationTables.FindAsync(tx, call.Account, call.Region, input.StackName), call.Cancelled) is null)
            throw CloudFormationFaults.NoStackNamed(input.StackName);
        try
        {
            var (key, _, change) = await ChangeSetAsync(input.ChangeSetName, input.StackName, call);
            // A guess at the words; that only the root's may be deleted is documented.
            if (change.RootId is { } root) throw new InvalidChangeSetStatusException($"ChangeSet [{change.Id}] is nested and can only be deleted from the root change set [{root}]");
            var tree = await store.ReadAsync(tx => ChangeSetTree.OfAsync(tx, key, c => c.Name == change.Name, call.Now), call.Cancelled);
            await store.WriteAsync(tree.DropAsync, call.Cancelled);
        }
        catch (ChangeSetNotFoundException)
        {
            // AWS: deleting what is not there succeeds.
        }
        return new DeleteChangeSetOutput();
    }

    public async ValueTask<ListChangeSetsOutput> ListChangeSets(ListChangeSetsInput input, CallContext call)
    {
        var (key, stack) = await StackAsync(input.StackName, call);
        var rows = await store.ReadAsync(tx => CloudFormationTables.ChangeSets.RangeAsync(tx, CloudFormationTables.ChangeSets.Prefix(key.Uid)), call.Cancelled);
        var (page, next) = PageOf([.. rows.Select(r => r.Record)], input.NextToken, c => c.Name);
        return new ListChangeSetsOutput
        {
            Summaries =
            [
                .. page.Select(c => new ChangeSetSummary
                {
                    StackId = stack.Id,
                    StackName = stack.Name,
                    ChangeSetId = c.Id,
                    ChangeSetName = c.Name,
                    ExecutionStatus = c.ExecutionStatus,
                    Status = c.Status,
                    StatusReason = c.Reason,
                    CreationTime = c.Created,
                    Description = c.Description,
                    IncludeNestedStacks = c.IncludesNested,
                    ParentChangeSetId = c.ParentId,
                    RootChangeSetId = c.RootId,
                }),
            ],
            NextToken = next,
        };
    }

    private async ValueTask<(StackKey Key, StackRecord Stack, ChangeSetRecord Change)> ChangeSetAsync(string nameOrId, string? stackName, CallContext call)
    {
        var byId = nameOrId.StartsWith("arn:", StringComparison.Ordinal);
        if (!byId && stackName is null) throw CloudFormationFaults.Invalid("StackName must be specified if ChangeSetName is not specified as an ARN.");
        return await store.ReadAsync(
            async tx =>
            {
                var stacks = new List<(StackKey Key, StackRecord Stack)>();
                if (stackName is not null) stacks.Add(await CloudFormationTables.FindAsync(tx, call.Account, call.Region, stackName) ?? throw CloudFormationFaults.NoStackNamed(stackName));
                else stacks.AddRange((await CloudFormationTables.Stacks.RangeAsync(tx, CloudFormationTables.Stacks.Prefix(call.Account, call.Region))).Select(s => (s.Key, s.Record)));
                var name = byId ? nameOrId.Split('/').ElementAtOrDefault(1) ?? "" : nameOrId;
                foreach (var (key, stack) in stacks)
                {
                    if (await CloudFormationTables.ChangeSets.GetAsync(tx, new ChangeSetKey(key.Uid, name)) is { } change && (!byId || change.Id == nameOrId)) return (key, stack, change);
                }
                throw new ChangeSetNotFoundException($"ChangeSet [{nameOrId}] does not exist");
            },
            call.Cancelled);
    }
}
