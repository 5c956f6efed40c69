using Undercast.Kernel;

namespace Undercast.CloudFormation;

internal sealed partial class CloudFormationService
{
    public async ValueTask<DescribeStackSetOutput> DescribeStackSet(DescribeStackSetInput input, CallContext call)
    {
        RefuseManaged(null, input.CallAs, null);
        var (key, set) = await SetAsync(input.StackSetName, call);
        var hidden = Template.ParametersOf(TemplateReader.Read(set.Template));
        var instances = await InstancesAsync(key, call);
        return new DescribeStackSetOutput
        {
            StackSet = new StackSet
            {
                StackSetName = set.Name,
                StackSetId = set.Id,
                StackSetARN = set.Arn,
                Description = set.Description,
                Status = set.Status,
                TemplateBody = set.Template,
                Parameters = Shown(set.Parameters, hidden),
                Capabilities = set.Capabilities,
                Tags = [.. set.Tags.Select(t => new Tag { Key = t.Key, Value = t.Value })],
                AdministrationRoleARN = set.AdministrationRole,
                ExecutionRoleName = set.ExecutionRole,
                PermissionModel = "SELF_MANAGED",
                ManagedExecution = new ManagedExecution { Active = false },
                Regions = [.. instances.Select(i => i.Key.Region).Distinct().Order(StringComparer.Ordinal)],
            },
        };
    }

    private static Parameter[] Shown(IReadOnlyDictionary<string, string> values, IReadOnlyDictionary<string, TemplateParameterRule> rules) =>
        [.. values.Select(p => new Parameter { ParameterKey = p.Key, ParameterValue = rules.GetValueOrDefault(p.Key)?.NoEcho == true ? "****" : p.Value })];

    public async ValueTask<ListStackSetsOutput> ListStackSets(ListStackSetsInput input, CallContext call)
    {
        RefuseManaged(null, input.CallAs, null);
        var rows = await store.ReadAsync(tx => StackSetTables.Sets.RangeAsync(tx, StackSetTables.Sets.Prefix(call.Account, call.Region)), call.Cancelled);
        StackSetRecord[] all = [.. rows.Select(r => r.Record).Where(s => input.Status is null || s.Status == input.Status).OrderBy(s => s.Id, StringComparer.Ordinal)];
        var (page, next) = PageOf(all, input.NextToken, s => s.Id, input.MaxResults ?? PageSize);
        return new ListStackSetsOutput
        {
            Summaries =
            [
                .. page.Select(s => new StackSetSummary
                {
                    StackSetName = s.Name,
                    StackSetId = s.Id,
                    Description = s.Description,
                    Status = s.Status,
                    PermissionModel = "SELF_MANAGED",
                    DriftStatus = "NOT_CHECKED",
                    ManagedExecution = new ManagedExecution { Active = false },
                }),
            ],
            NextToken = next,
        };
    }

    private async ValueTask<IReadOnlyList<(StackInstanceKey Key, StackInstanceRecord Instance)>> InstancesAsync(StackSetKey key, CallContext call) =>
        [.. (await store.ReadAsync(tx => StackSetTables.Instances.RangeAsync(tx, StackSetTables.Instances.Prefix(key.Uid)), call.Cancelled)).Select(r => (r.Key, r.Record))];

    public async ValueTask<ListStackInstancesOutput> ListStackInstances(ListStackInstancesInput input, CallContext call)
    {
        RefuseManaged(null, input.CallAs, null);
        var (key, set) = await SetAsync(input.StackSetName, call);
        var all = (await InstancesAsync(key, call)).Where(i => (input.StackInstanceAccount ?? i.Key.Account) == i.Key.Account && (input.StackInstanceRegion ?? i.Key.Region) == i.Key.Region);
        foreach (var filter in input.Filters ?? [])
        {
            all = filter.Name switch
            {
                "DETAILED_STATUS" => all.Where(i => i.Instance.Detail == filter.Values),
                "LAST_OPERATION_ID" => all.Where(i => i.Instance.OperationId == filter.Values),
                _ => all.Where(_ => filter.Values == "NOT_CHECKED"),
            };
        }
        var (page, next) = PageOf([.. all], input.NextToken, i => $"{i.Key.Account}/{i.Key.Region}", input.MaxResults ?? PageSize);
        return new ListStackInstancesOutput
        {
            Summaries =
            [
                .. page.Select(i => new StackInstanceSummary
                {
                    StackSetId = set.Id,
                    Account = i.Key.Account,
                    Region = i.Key.Region,
                    StackId = i.Instance.StackId,
                    Status = i.Instance.Status,
                    StatusReason = i.Instance.Reason,
                    StackInstanceStatus = new StackInstanceComprehensiveStatus { DetailedStatus = i.Instance.Detail },
                    DriftStatus = "NOT_CHECKED",
                    LastOperationId = i.Instance.OperationId,
                }),
            ],
            NextToken = next,
        };
    }

    public async ValueTask<DescribeStackInstanceOutput> DescribeStackInstance(DescribeStackInstanceInput input, CallContext call)
    {
        RefuseManaged(null, input.CallAs, null);
        var (key, set) = await SetAsync(input.StackSetName, call);
        var instance = await store.ReadAsync(tx => StackSetTables.Instances.GetAsync(tx, new StackInstanceKey(key.Uid, input.StackInstanceAccount, input.StackInstanceRegion)), call.Cancelled)
            ?? throw NoInstance(input.StackInstanceAccount, input.StackInstanceRegion);
        return new DescribeStackInstanceOutput
        {
            StackInstance = new StackInstance
            {
                StackSetId = set.Id,
                Account = input.StackInstanceAccount,
                Region = input.StackInstanceRegion,
                StackId = instance.StackId,
                ParameterOverrides = Shown(instance.Overrides, Template.ParametersOf(TemplateReader.Read(set.Template))),
                Status = instance.Status,
                StatusReason = instance.Reason,
                StackInstanceStatus = new StackInstanceComprehensiveStatus { DetailedStatus = instance.Detail },
                DriftStatus = "NOT_CHECKED",
                LastOperationId = instance.OperationId,
            },
        };
    }

    public async ValueTask<DescribeStackSetOperationOutput> DescribeStackSetOperation(DescribeStackSetOperationInput input, CallContext call)
    {
        RefuseManaged(null, input.CallAs, null);
        var (key, set) = await SetAsync(input.StackSetName, call);
        var (operation, failed) = await store.ReadAsync(
            async tx => (await StackSetTables.Operations.GetAsync(tx, new StackSetOperationKey(key.Uid, input.OperationId)), await StackSetTables.Results.RangeAsync(tx, StackSetTables.Results.Prefix(key.Uid, input.OperationId))),
            call.Cancelled);
        if (operation is null) throw NoOperation(input.OperationId);
        return new DescribeStackSetOperationOutput
        {
            StackSetOperation = new StackSetOperation
            {
                OperationId = operation.Id,
                StackSetId = set.Id,
                Action = operation.Action,
                Status = operation.Status,
                StatusReason = operation.Reason,
                OperationPreferences = operation.Preferences,
                RetainStacks = operation.RetainStacks,
                AdministrationRoleARN = set.AdministrationRole,
                ExecutionRoleName = set.ExecutionRole,
                CreationTimestamp = operation.Begun,
                EndTimestamp = operation.Ended,
                StatusDetails = new StackSetOperationStatusDetails { FailedStackInstancesCount = failed.Count(r => r.Record.Status == StackSetResultRecord.Failed) },
            },
        };
    }

    public async ValueTask<ListStackSetOperationsOutput> ListStackSetOperations(ListStackSetOperationsInput input, CallContext call)
    {
        RefuseManaged(null, input.CallAs, null);
        var (key, _) = await SetAsync(input.StackSetName, call);
        var rows = await store.ReadAsync(tx => StackSetTables.Operations.RangeAsync(tx, StackSetTables.Operations.Prefix(key.Uid)), call.Cancelled);
        var (page, next) = PageOf([.. rows.Select(r => r.Record).OrderByDescending(o => o.Order)], input.NextToken, o => o.Id, input.MaxResults ?? PageSize);
        return new ListStackSetOperationsOutput
        {
            Summaries =
            [
                .. page.Select(o => new StackSetOperationSummary
                {
                    OperationId = o.Id, Action = o.Action, Status = o.Status, CreationTimestamp = o.Begun, EndTimestamp = o.Ended, StatusReason = o.Reason, OperationPreferences = o.Preferences,
                }),
            ],
            NextToken = next,
        };
    }

    public async ValueTask<ListStackSetOperationResultsOutput> ListStackSetOperationResults(ListStackSetOperationResultsInput input, CallContext call)
    {
        RefuseManaged(null, input.CallAs, null);
        var (key, _) = await SetAsync(input.StackSetName, call);
        var (known, rows) = await store.ReadAsync(
            async tx => (await StackSetTables.Operations.GetAsync(tx, new StackSetOperationKey(key.Uid, input.OperationId)), await StackSetTables.Results.RangeAsync(tx, StackSetTables.Results.Prefix(key.Uid, input.OperationId))),
            call.Cancelled);
        if (known is null) throw NoOperation(input.OperationId);
        var wanted = rows.Where(r => (input.Filters ?? []).All(f => r.Record.Status == f.Values)).ToArray();
        var (page, next) = PageOf(wanted, input.NextToken, r => $"{r.Key.Account}/{r.Key.Region}", input.MaxResults ?? PageSize);
        return new ListStackSetOperationResultsOutput
        {
            Summaries = [.. page.Select(r => new StackSetOperationResultSummary { Account = r.Key.Account, Region = r.Key.Region, Status = r.Record.Status, StatusReason = r.Record.Reason })],
            NextToken = next,
        };
    }
}
