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
        if (kind == "IMPORT") throw CommonException.NotSupported("The change set type IMPORT");
        if (input.OnStackFailure is not null && kind != "CREATE") throw CommonException.NotSupported("OnStackFailure for an update");
        var existing = await store.ReadAsync(tx => CloudFormationTables.FindAsync(tx, call.Account, call.Region, input.StackName), call.Cancelled);
        if (existing is { Stack.IsLive: false }) existing = null;
        var creates = existing is null || existing.Value.Stack.Status == StackStatus.ReviewInProgress;
        if (kind == "CREATE" && !creates) throw CloudFormationFaults.Invalid($"Stack [{input.StackName}] already exists and cannot be created again with the changeSet [{input.ChangeSetName}].");
        if (kind == "UPDATE" && creates) throw CloudFormationFaults.NoStackNamed(input.StackName);
        if (kind == "UPDATE") StackNames.CheckUpdatable(existing!.Value.Stack);
        if (creates) StackNames.Check(input.StackName);

        var current = existing?.Stack;
        var text = input.UsePreviousTemplate == true
            ? current?.Source?.Original ?? throw CloudFormationFaults.Invalid("UsePreviousTemplate cannot be used for a new stack.")
            : await sources.TextAsync(input.TemplateBody, input.TemplateURL, call) ?? throw CloudFormationFaults.Invalid("Either Template URL or Template Body must be specified.");
        var prepared = await sources.PrepareAsync(
            text, current?.Name ?? input.StackName, input.Parameters, current?.Source?.Parameters, input.Tags ?? (current is null ? null : TagsOf(current)), input.Capabilities, call, byChangeSet: true);

        var (uid, changeUid, operation) = (existing?.Key.Uid ?? Ids.NewGuid().ToString(), Ids.NewGuid().ToString(), Ids.NewGuid().ToString());
        var key = existing?.Key ?? new StackKey(call.Account, call.Region, uid);
        var stack = current ?? NewStack(input.StackName, StackStatus.ReviewInProgress, operation, call, uid) with { Reason = "User Initiated", Description = prepared.Template.Description };
        var rows = await store.ReadAsync(tx => CloudFormationTables.Resources.RangeAsync(tx, CloudFormationTables.Resources.Prefix(uid)), call.Cancelled);
        var exports = await StackExports.ReadAsync(store, key, call.Cancelled);
        var changes = await StackPlan.OfAsync(prepared, current?.Source, [.. rows.Select(r => r.Record)], sources.Types, properties => sources.System.ResolveAsync(properties, call.Caller, call.Region, call.Cancelled), resource => new TemplateScope
        {
            Account = call.Account,
            Region = call.Region,
            StackName = stack.Name,
            StackId = stack.Id,
            Parameters = prepared.Source.Values,
            Resource = resource,
            Export = exports.GetValueOrDefault,
            Unknown = StackPlan.Unknown,
        });
        var empty = changes.Count == 0 && current?.Source is { } before && !StackPlan.Differs(before, prepared.Source);
        var change = new ChangeSetRecord
        {
            Name = input.ChangeSetName,
            Id = $"arn:{call.Partition}:cloudformation:{call.Region}:{call.Account}:changeSet/{input.ChangeSetName}/{changeUid}",
            Kind = kind,
            Status = empty ? "FAILED" : StackStatus.CreateComplete,
            ExecutionStatus = empty ? "UNAVAILABLE" : "AVAILABLE",
            Reason = empty ? NoChanges : null,
            Description = input.Description,
            ClientToken = input.ClientToken,
            Created = call.Now,
            Source = prepared.Source,
            RoleArn = input.RoleARN,
            OnFailure = input.OnStackFailure,
            Changes = changes,
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
                return new CreateChangeSetOutput { Id = change.Id, StackId = stack.Id };
            },
            call.Cancelled);
    }

    public async ValueTask<DescribeChangeSetOutput> DescribeChangeSet(DescribeChangeSetInput input, CallContext call)
    {
        var (_, stack, change) = await ChangeSetAsync(input.ChangeSetName, input.StackName, call);
        var template = Template.Check(TemplateReader.Read(change.Source.Processed));
        var (page, next) = PageOf(change.Changes, input.NextToken, c => c.LogicalId);
        return new DescribeChangeSetOutput
        {
            ChangeSetName = change.Name,
            ChangeSetId = change.Id,
            StackId = stack.Id,
            StackName = stack.Name,
            Description = change.Description,
            Parameters = ParametersOf(template, change.Source),
            CreationTime = change.Created,
            ExecutionStatus = change.ExecutionStatus,
            Status = change.Status,
            StatusReason = change.Reason,
            NotificationARNs = change.NotificationArns,
            Capabilities = change.Source.Capabilities,
            Tags = [.. change.Source.Tags.Select(t => new Tag { Key = t.Key, Value = t.Value })],
            OnStackFailure = change.OnFailure,
            Changes = [.. page.Select(c => new Change { Type = "Resource", ResourceChange = Describe(c, input.IncludePropertyValues == true) })],
            IncludeNestedStacks = false,
            NextToken = next,
        };
    }

    private ResourceChange Describe(PlannedChange change, bool values) => new()
    {
        Action = change.Action,
        LogicalResourceId = change.LogicalId,
        PhysicalResourceId = change.PhysicalId,
        ResourceType = change.Type,
        Replacement = change.Replacement,
        Scope = change.Scope,
        BeforeContext = values ? ContextOf(change.Before) : null,
        AfterContext = values ? ContextOf(change.After) : null,
        Details =
        [
            .. change.Properties.Select(p => new ResourceChangeDetail
            {
                Target = new ResourceTargetDefinition
                {
                    Attribute = "Properties",
                    Name = p,
                    RequiresRecreation = sources.Types.Find(change.Type)?.Schema.CreateOnly.Contains(p) == true ? "Always" : "Never",
                    Path = $"/Properties/{p}",
                    BeforeValue = values ? TextOf(change.Before?[p]) : null,
                    AfterValue = values ? TextOf(change.After?[p]) : null,
                    AttributeChangeType = change.Before?.ContainsKey(p) != true ? "Add" : change.After?.ContainsKey(p) != true ? "Remove" : "Modify",
                },
                Evaluation = "Static",
                ChangeSource = "DirectModification",
            }),
        ],
    };

    private static string? ContextOf(JsonObject? properties) => properties is null ? null : new JsonObject { ["Properties"] = properties.DeepClone() }.ToJsonString();

    private static string? TextOf(JsonNode? value) => value is JsonValue scalar ? PropertyRules.TextOf(scalar) : value?.ToJsonString();

    public async ValueTask<ExecuteChangeSetOutput> ExecuteChangeSet(ExecuteChangeSetInput input, CallContext call)
    {
        var (key, stack, change) = await ChangeSetAsync(input.ChangeSetName, input.StackName, call);
        if (change.ExecutionStatus != "AVAILABLE")
            throw new InvalidChangeSetStatusException($"ChangeSet [{change.Id}] cannot be executed in its current status of [{(change.ExecutionStatus == "UNAVAILABLE" ? change.Status : change.ExecutionStatus)}]");
        var template = Template.Check(TemplateReader.Read(change.Source.Processed));
        StackRecord Changed(StackRecord s) => s with { ChangeSetId = change.Id, RoleArn = change.RoleArn ?? s.RoleArn, OnFailure = change.OnFailure, ClientToken = input.ClientRequestToken, DisableRollback = input.DisableRollback ?? false };
        if (stack.Status != StackStatus.ReviewInProgress)
        {
            await BeginUpdateAsync(key, new PreparedSource(change.Source, template), Changed, call, tx =>
            {
                DropChangeSets(tx, key);
                return ValueTask.CompletedTask;
            });
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
                DropChangeSets(tx, key);
                StackJob.Schedule(tx, key, call.Now);
            },
            call.Cancelled);
        return new ExecuteChangeSetOutput();
    }

    // AWS: executing one change set deletes every other of the stack; the executed one stays readable as such only through the stack's ChangeSetId.
    private static void DropChangeSets(IWriteTransaction tx, StackKey key) => CloudFormationTables.ChangeSets.DeleteRange(tx, CloudFormationTables.ChangeSets.Prefix(key.Uid));

    public async ValueTask<DeleteChangeSetOutput> DeleteChangeSet(DeleteChangeSetInput input, CallContext call)
    {
        if (input.StackName is not null && await store.ReadAsync(tx => CloudFormationTables.FindAsync(tx, call.Account, call.Region, input.StackName), call.Cancelled) is null)
            throw CloudFormationFaults.NoStackNamed(input.StackName);
        try
        {
            var (key, _, change) = await ChangeSetAsync(input.ChangeSetName, input.StackName, call);
            await store.WriteAsync(
                tx =>
                {
                    CloudFormationTables.ChangeSets.Delete(tx, new ChangeSetKey(key.Uid, change.Name));
                    return ValueTask.CompletedTask;
                },
                call.Cancelled);
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
                    IncludeNestedStacks = false,
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
