using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.CloudFormation;

internal sealed partial class CloudFormationService
{
    public async ValueTask<CreateStackSetOutput> CreateStackSet(CreateStackSetInput input, CallContext call)
    {
        StackSetRules.CheckName(input.StackSetName);
        RefuseManaged(input.PermissionModel, input.CallAs, input.ManagedExecution);
        var text = await sources.TextAsync(input.TemplateBody, input.TemplateURL, call) ?? throw CloudFormationFaults.Invalid("Either Template URL or Template Body must be specified.");
        var parameters = Declared(text, input.Parameters, null, input.Capabilities);
        var role = input.AdministrationRoleARN ?? $"arn:{call.Partition}:iam::{call.Account}:role/{StackSetRules.AdministrationRole}";
        await PassAsync(role, call);
        var uid = Ids.NewGuid().ToString();
        var id = $"{input.StackSetName}:{uid}";
        var set = new StackSetRecord
        {
            Name = input.StackSetName,
            Id = id,
            Arn = $"arn:{call.Partition}:cloudformation:{call.Region}:{call.Account}:stackset/{id}",
            Status = StackSetRecord.Active,
            Description = input.Description,
            Template = text,
            Parameters = parameters,
            Tags = SourceReader.TagsOf(input.Tags),
            Capabilities = input.Capabilities ?? [],
            AdministrationRole = role,
            ExecutionRole = input.ExecutionRoleName ?? StackSetRules.ExecutionRole,
            ClientToken = input.ClientRequestToken,
            Created = call.Now,
        };
        return await store.WriteAsync(
            async tx =>
            {
                if (await StackSetTables.FindAsync(tx, call.Account, call.Region, set.Name) is { } existing)
                {
                    // AWS: the same token again answers like the first time.
                    if (set.ClientToken is { } token && existing.Set.ClientToken == token && existing.Set.Template == text) return new CreateStackSetOutput { StackSetId = existing.Set.Id };
                    throw new NameAlreadyExistsException($"StackSet {set.Name} already exists");
                }
                StackSetTables.Sets.PutFresh(tx, new StackSetKey(call.Account, call.Region, uid), set);
                return new CreateStackSetOutput { StackSetId = id };
            },
            call.Cancelled);
    }

    public async ValueTask<UpdateStackSetOutput> UpdateStackSet(UpdateStackSetInput input, CallContext call)
    {
        RefuseManaged(input.PermissionModel, input.CallAs, input.ManagedExecution);
        StackSetRules.Check(input.OperationPreferences);
        if ((input.Accounts is null) != (input.Regions is null)) throw CloudFormationFaults.Invalid("Accounts and Regions must be specified together");
        if (input.UsePreviousTemplate == true && (input.TemplateBody ?? input.TemplateURL) is not null) throw CloudFormationFaults.Invalid("You cannot specify both UsePreviousTemplate and a template");
        var (_, current) = await SetAsync(input.StackSetName, call);
        var text = input.UsePreviousTemplate == true
            ? current.Template
            : await sources.TextAsync(input.TemplateBody, input.TemplateURL, call) ?? throw CloudFormationFaults.Invalid("Either Template URL or Template Body must be specified.");
        var parameters = Declared(text, input.Parameters, current.Parameters, input.Capabilities);
        if (input.AdministrationRoleARN is { } role) await PassAsync(role, call);
        var tags = input.Tags is null ? current.Tags : SourceReader.TagsOf(input.Tags);
        var operation = await OperateAsync(input.StackSetName, "UPDATE", input.OperationId, input.OperationPreferences, call, (set, instances) =>
        {
            var places = input.Accounts is null ? instances.Keys : from region in input.Regions from account in input.Accounts select (account, region);
            Demand(places, instances);
            var changed = set with
            {
                Description = input.Description ?? set.Description,
                Template = text,
                Parameters = parameters,
                Tags = tags,
                Capabilities = input.Capabilities ?? [],
                AdministrationRole = input.AdministrationRoleARN ?? set.AdministrationRole,
                ExecutionRole = input.ExecutionRoleName ?? set.ExecutionRole,
            };
            return new StackSetPlan(changed, places) { Overrides = (_, own) => own.Where(o => parameters.ContainsKey(o.Key)).ToDictionary(), OutdatesOthers = true };
        });
        return new UpdateStackSetOutput { OperationId = operation };
    }

    public async ValueTask<CreateStackInstancesOutput> CreateStackInstances(CreateStackInstancesInput input, CallContext call)
    {
        RefuseManaged(null, input.CallAs, null);
        var places = Places(input.Accounts, input.Regions);
        var operation = await OperateAsync(input.StackSetName, "CREATE", input.OperationId, input.OperationPreferences, call, (set, _) =>
            new StackSetPlan(set, places) { Overrides = (_, own) => StackSetRules.Overrides(set, input.ParameterOverrides, own) });
        return new CreateStackInstancesOutput { OperationId = operation };
    }

    public async ValueTask<UpdateStackInstancesOutput> UpdateStackInstances(UpdateStackInstancesInput input, CallContext call)
    {
        RefuseManaged(null, input.CallAs, null);
        var places = Places(input.Accounts, input.Regions);
        var operation = await OperateAsync(input.StackSetName, "UPDATE", input.OperationId, input.OperationPreferences, call, (set, instances) =>
        {
            Demand(places, instances);
            return new StackSetPlan(set, places) { Overrides = (_, own) => StackSetRules.Overrides(set, input.ParameterOverrides, own) };
        });
        return new UpdateStackInstancesOutput { OperationId = operation };
    }

    public async ValueTask<DeleteStackInstancesOutput> DeleteStackInstances(DeleteStackInstancesInput input, CallContext call)
    {
        RefuseManaged(null, input.CallAs, null);
        var places = Places(input.Accounts, input.Regions);
        // A guess: places where the set has no stack are no error.
        var operation = await OperateAsync(input.StackSetName, "DELETE", input.OperationId, input.OperationPreferences, call, (set, instances) =>
            new StackSetPlan(set, places.Where(instances.ContainsKey)) { RetainStacks = input.RetainStacks });
        return new DeleteStackInstancesOutput { OperationId = operation };
    }

    public async ValueTask<StopStackSetOperationOutput> StopStackSetOperation(StopStackSetOperationInput input, CallContext call)
    {
        RefuseManaged(null, input.CallAs, null);
        await store.WriteAsync(
            async tx =>
            {
                var (key, _) = await StackSetTables.FindAsync(tx, call.Account, call.Region, input.StackSetName) ?? throw NoSet(input.StackSetName);
                var row = new StackSetOperationKey(key.Uid, input.OperationId);
                var operation = await StackSetTables.Operations.GetAsync(tx, row) ?? throw NoOperation(input.OperationId);
                // A guess at the words.
                if (operation.Status is not (StackSetOperationRecord.Running or StackSetOperationRecord.Stopping)) throw new InvalidStackSetOperationException($"Operation {input.OperationId} is in {operation.Status} state and cannot be stopped");
                StackSetTables.Operations.Put(tx, row, operation with { Status = StackSetOperationRecord.Stopping });
            },
            call.Cancelled);
        return new StopStackSetOperationOutput();
    }

    public async ValueTask<DeleteStackSetOutput> DeleteStackSet(DeleteStackSetInput input, CallContext call)
    {
        RefuseManaged(null, input.CallAs, null);
        await store.WriteAsync(
            async tx =>
            {
                // AWS: deleting what is not there succeeds.
                if (await StackSetTables.FindAsync(tx, call.Account, call.Region, input.StackSetName) is not ({ } key, { Status: StackSetRecord.Active } set)) return;
                if (set.Running is not null) throw Busy(set);
                if ((await StackSetTables.Instances.RangeAsync(tx, StackSetTables.Instances.Prefix(key.Uid), limit: 1)).Count > 0) throw new StackSetNotEmptyException("StackSet is not empty");
                StackSetTables.Sets.Put(tx, key, set with { Status = StackSetRecord.Deleted });
            },
            call.Cancelled);
        return new DeleteStackSetOutput();
    }

    /// <summary>What an operation makes of a set and its stacks.</summary>
    private sealed record StackSetPlan(StackSetRecord Set, IEnumerable<(string Account, string Region)> Places)
    {
        public Func<(string Account, string Region), IReadOnlyDictionary<string, string>, IReadOnlyDictionary<string, string>>? Overrides { get; init; }
        public bool OutdatesOthers { get; init; }
        public bool? RetainStacks { get; init; }
    }

    /// <summary>Begins an operation: the set, its stacks and the work that is to do commit together.</summary>
    private async ValueTask<string> OperateAsync(
        string name, string action, string? operationId, StackSetOperationPreferences? preferences, CallContext call, Func<StackSetRecord, Dictionary<(string Account, string Region), StackInstanceRecord>, StackSetPlan> plan)
    {
        StackSetRules.Check(preferences);
        var id = operationId ?? Ids.NewGuid().ToString();
        var (order, seed) = (TimeOrder.Next(call.Now), Ids.NewGuid());
        return await store.WriteAsync(
            async tx =>
            {
                var (key, set) = await StackSetTables.FindAsync(tx, call.Account, call.Region, name) is ({ } k, { Status: StackSetRecord.Active } s) ? (k, s) : throw NoSet(name);
                var row = new StackSetOperationKey(key.Uid, id);
                if (await StackSetTables.Operations.GetAsync(tx, row) is not null) throw new OperationIdAlreadyExistsException($"The operation with ID {id} already exists");
                if (set.Running is not null) throw Busy(set);
                var instances = (await StackSetTables.Instances.RangeAsync(tx, StackSetTables.Instances.Prefix(key.Uid))).ToDictionary(r => (r.Key.Account, r.Key.Region), r => r.Record);
                var wanted = plan(set, instances);
                var regions = StackSetRules.Order(wanted.Places, preferences?.RegionOrder);
                var places = (from region in regions from account in region.Accounts select (Account: account, region.Region)).ToHashSet();
                foreach (var place in places)
                {
                    var old = instances.GetValueOrDefault(place);
                    var instance = (old ?? new StackInstanceRecord { StackName = NameOf(set, seed, place), Status = StackInstanceRecord.Outdated, Detail = "", OperationId = id }) with
                    {
                        Detail = StackSetResultRecord.Pending,
                        Status = StackInstanceRecord.Outdated,
                        OperationId = id,
                        Reason = null,
                    };
                    if (wanted.Overrides is { } overrides) instance = instance with { Overrides = overrides(place, instance.Overrides) };
                    StackSetTables.Instances.Put(tx, new StackInstanceKey(key.Uid, place.Account, place.Region), instance);
                    StackSetTables.Results.Put(tx, new StackSetResultKey(key.Uid, id, place.Account, place.Region), new StackSetResultRecord(StackSetResultRecord.Pending, null));
                }
                foreach (var (place, other) in instances)
                {
                    // AWS: a stack that an update of the set leaves out is behind it from now on.
                    if (wanted.OutdatesOthers && !places.Contains(place)) StackSetTables.Instances.Put(tx, new StackInstanceKey(key.Uid, place.Account, place.Region), other with { Status = StackInstanceRecord.Outdated });
                }
                StackSetTables.Sets.Put(tx, key, wanted.Set with { Running = id });
                StackSetTables.Operations.Put(tx, row, new StackSetOperationRecord
                {
                    Id = id,
                    Action = action,
                    Status = StackSetOperationRecord.Running,
                    RetainStacks = wanted.RetainStacks,
                    Preferences = preferences,
                    Begun = call.Now,
                    Order = order,
                    Deployer = DeployerRecord.Of(call.Caller),
                    Regions = regions,
                });
                await StackSetJob.ScheduleAsync(tx, key, set.Name, id, call.Now);
                return id;
            },
            call.Cancelled);
    }

    // AWS: the stacks are named after their set, with a unique part.
    private static string NameOf(StackSetRecord set, Guid seed, (string Account, string Region) place) => $"StackSet-{(set.Name.Length > 82 ? set.Name[..82] : set.Name)}-{new Guid(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{seed}/{place.Account}/{place.Region}")).AsSpan(0, 16))}";

    private static List<(string Account, string Region)> Places(IReadOnlyList<string>? accounts, IReadOnlyList<string> regions)
    {
        if (accounts is not { Count: > 0 }) throw CloudFormationFaults.Invalid("Accounts list cannot be empty");
        if (regions.Count == 0) throw CloudFormationFaults.Invalid("Regions list cannot be empty");
        return [.. from region in regions from account in accounts select (account, region)];
    }

    private static void Demand(IEnumerable<(string Account, string Region)> places, Dictionary<(string, string), StackInstanceRecord> instances)
    {
        foreach (var place in places)
        {
            if (!instances.ContainsKey(place)) throw NoInstance(place.Account, place.Region);
        }
    }

    /// <summary>The values that a template declares; what transforms add is known only where it is deployed.</summary>
    private static Dictionary<string, string> Declared(string text, IReadOnlyList<Parameter>? given, IReadOnlyDictionary<string, string>? previous, IReadOnlyList<string>? capabilities)
    {
        var tree = TemplateReader.Read(text);
        var values = StackParameters.Resolve(Template.ParametersOf(tree), given, previous);
        if (TemplateTransforms.UsedBy(tree).Count > 0) return values;
        var template = Template.Check(tree);
        TemplateReferences.Check(template, extended: false);
        CapabilityRules.Check(template, false, capabilities);
        return values;
    }

    private async ValueTask PassAsync(string role, CallContext call)
    {
        if (access.FirstOrDefault() is { } policies) await policies.DemandAsync(call, "iam:PassRole", role, new Dictionary<string, string> { ["iam:PassedToService"] = "cloudformation.amazonaws.com" });
    }

    // Differs: there are no organizations here, so that their accounts cannot be managed.
    private static void RefuseManaged(string? model, string? callAs, ManagedExecution? execution)
    {
        if (model == "SERVICE_MANAGED") throw CommonException.NotSupported("PermissionModel SERVICE_MANAGED");
        if (callAs == "DELEGATED_ADMIN") throw CommonException.NotSupported("CallAs DELEGATED_ADMIN");
        if (execution?.Active == true) throw CommonException.NotSupported("ManagedExecution");
    }

    private async ValueTask<(StackSetKey Key, StackSetRecord Set)> SetAsync(string name, CallContext call) =>
        await store.ReadAsync(tx => StackSetTables.FindAsync(tx, call.Account, call.Region, name), call.Cancelled) ?? throw NoSet(name);

    private static StackSetNotFoundException NoSet(string name) => new($"StackSet {name} not found");

    private static OperationInProgressException Busy(StackSetRecord set) => new($"Another Operation on StackSet {set.Arn} is in progress");

    private static OperationNotFoundException NoOperation(string id) => new($"Operation {id} not found");

    private static StackInstanceNotFoundException NoInstance(string account, string region) => new($"Stack instance not found for account {account} and region {region}");
}
