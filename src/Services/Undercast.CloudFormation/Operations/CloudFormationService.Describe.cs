using Undercast.Kernel;

namespace Undercast.CloudFormation;

internal sealed partial class CloudFormationService
{
    public async ValueTask<DescribeStacksOutput> DescribeStacks(DescribeStacksInput input, CallContext call)
    {
        if (input.StackName is { } name)
        {
            var (_, stack) = await StackAsync(name, call);
            return new DescribeStacksOutput { Stacks = [Describe(stack)] };
        }
        var (page, next) = PageOf(await LiveAsync(call), input.NextToken, s => s.Id);
        return new DescribeStacksOutput { Stacks = [.. page.Select(Describe)], NextToken = next };
    }

    private async ValueTask<IReadOnlyList<StackRecord>> LiveAsync(CallContext call) =>
        [.. (await AllAsync(call)).Where(s => s.IsLive)];

    private async ValueTask<IReadOnlyList<StackRecord>> AllAsync(CallContext call)
    {
        var rows = await store.ReadAsync(tx => CloudFormationTables.Stacks.RangeAsync(tx, CloudFormationTables.Stacks.Prefix(call.Account, call.Region)), call.Cancelled);
        return [.. rows.Select(r => r.Record).OrderByDescending(s => s.Created)];
    }

    private static Stack Describe(StackRecord stack) => new()
    {
        StackId = stack.Id,
        StackName = stack.Name,
        ChangeSetId = stack.ChangeSetId,
        Description = stack.Description,
        Parameters = stack.Source is { } source ? ParametersOf(Template.Check(TemplateReader.Read(source.Processed)), source) : null,
        CreationTime = stack.Created,
        DeletionTime = stack.Deleted,
        LastUpdatedTime = stack.Updated,
        RollbackConfiguration = new RollbackConfiguration(),
        StackStatus = stack.Status,
        ParentId = stack.ParentId,
        RootId = stack.RootId,
        StackStatusReason = stack.Status is StackStatus.CreateInProgress or StackStatus.UpdateInProgress or StackStatus.CreateComplete or StackStatus.UpdateComplete ? null : stack.Reason,
        DisableRollback = stack.DisableRollback,
        TimeoutInMinutes = stack.TimeoutInMinutes,
        NotificationARNs = stack.NotificationArns,
        Capabilities = stack.Source is { Capabilities.Count: > 0 } s ? s.Capabilities : null,
        Outputs = stack.Outputs.Count == 0 ? null : [.. stack.Outputs.Select(o => new Output { OutputKey = o.Key, OutputValue = o.Value, Description = o.Description, ExportName = o.ExportName })],
        RoleARN = stack.RoleArn,
        Tags = TagsOf(stack),
        EnableTerminationProtection = stack.TerminationProtection,
        DriftInformation = new StackDriftInformation { StackDriftStatus = stack.DriftStatus ?? "NOT_CHECKED", LastCheckTimestamp = stack.DriftChecked },
    };

    private static Parameter[] ParametersOf(Template template, StackSource source) =>
        [.. source.Parameters.Select(p => new Parameter { ParameterKey = p.Key, ParameterValue = template.Parameters.GetValueOrDefault(p.Key)?.NoEcho == true ? "****" : p.Value, ResolvedValue = source.Resolved.GetValueOrDefault(p.Key) })];

    public async ValueTask<ListStacksOutput> ListStacks(ListStacksInput input, CallContext call)
    {
        var all = (await AllAsync(call)).Where(s => input.StackStatusFilter is not { Count: > 0 } filter || filter.Contains(s.Status)).ToArray();
        var (page, next) = PageOf(all, input.NextToken, s => s.Id);
        return new ListStacksOutput
        {
            StackSummaries =
            [
                .. page.Select(s => new StackSummary
                {
                    StackId = s.Id,
                    StackName = s.Name,
                    TemplateDescription = s.Description,
                    CreationTime = s.Created,
                    LastUpdatedTime = s.Updated,
                    DeletionTime = s.Deleted,
                    StackStatus = s.Status,
                    StackStatusReason = s.Reason,
                    DriftInformation = new StackDriftInformationSummary { StackDriftStatus = s.DriftStatus ?? "NOT_CHECKED", LastCheckTimestamp = s.DriftChecked },
                }),
            ],
            NextToken = next,
        };
    }

    public async ValueTask<DescribeStackEventsOutput> DescribeStackEvents(DescribeStackEventsInput input, CallContext call)
    {
        var (key, stack) = await StackAsync(input.StackName, call);
        var range = CloudFormationTables.Events.Prefix(key.Uid);
        var rows = await store.ReadAsync(tx => CloudFormationTables.Events.RangeAsync(tx, range, reverse: true), call.Cancelled);
        var (page, next) = PageOf(rows, input.NextToken, r => r.Key.Order.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return new DescribeStackEventsOutput
        {
            StackEvents =
            [
                .. page.Select(r => new StackEvent
                {
                    StackId = stack.Id,
                    EventId = r.Record.EventId,
                    StackName = stack.Name,
                    LogicalResourceId = r.Record.LogicalId,
                    PhysicalResourceId = r.Record.PhysicalId,
                    ResourceType = r.Record.Type,
                    Timestamp = r.Record.Time,
                    ResourceStatus = r.Record.Status,
                    ResourceStatusReason = r.Record.Reason,
                    ResourceProperties = r.Record.Properties,
                    ClientRequestToken = r.Record.ClientToken,
                }),
            ],
            NextToken = next,
        };
    }

    private async ValueTask<IReadOnlyList<ResourceRecord>> ResourcesAsync(StackKey key, StackRecord stack, CallContext call)
    {
        var rows = await store.ReadAsync(tx => CloudFormationTables.Resources.RangeAsync(tx, CloudFormationTables.Resources.Prefix(key.Uid)), call.Cancelled);
        return [.. rows.Select(r => r.Record)];
    }

    public async ValueTask<DescribeStackResourcesOutput> DescribeStackResources(DescribeStackResourcesInput input, CallContext call)
    {
        if (input.StackName is null && input.PhysicalResourceId is null) throw CloudFormationFaults.Invalid("StackName or PhysicalResourceId must be specified");
        if (input.StackName is not null && input.PhysicalResourceId is not null) throw CloudFormationFaults.Invalid("You cannot specify both StackName and PhysicalResourceId");
        var (key, stack) = input.StackName is { } name ? await StackAsync(name, call) : await OwnerAsync(input.PhysicalResourceId!, call);
        var rows = (await ResourcesAsync(key, stack, call)).Where(r => input.LogicalResourceId is null || r.LogicalId == input.LogicalResourceId).ToArray();
        return new DescribeStackResourcesOutput
        {
            StackResources =
            [
                .. rows.Select(r => new StackResource
                {
                    StackName = stack.Name,
                    StackId = stack.Id,
                    LogicalResourceId = r.LogicalId,
                    PhysicalResourceId = r.Made?.PhysicalId,
                    ResourceType = r.Type,
                    Timestamp = r.Changed,
                    ResourceStatus = r.Status,
                    ResourceStatusReason = r.Reason,
                    DriftInformation = new StackResourceDriftInformation { StackResourceDriftStatus = r.Drift?.Status ?? "NOT_CHECKED", LastCheckTimestamp = r.Drift?.Checked },
                }),
            ],
        };
    }

    private async ValueTask<(StackKey Key, StackRecord Stack)> OwnerAsync(string physicalId, CallContext call)
    {
        return await store.ReadAsync(
            async tx =>
            {
                foreach (var (key, stack) in await CloudFormationTables.Stacks.RangeAsync(tx, CloudFormationTables.Stacks.Prefix(call.Account, call.Region)))
                {
                    if (!stack.IsLive) continue;
                    var rows = await CloudFormationTables.Resources.RangeAsync(tx, CloudFormationTables.Resources.Prefix(key.Uid));
                    if (rows.Any(r => r.Record.Made?.PhysicalId == physicalId)) return (key, stack);
                }
                throw CloudFormationFaults.Invalid($"Stack for {physicalId} does not exist");
            },
            call.Cancelled);
    }

    public async ValueTask<DescribeStackResourceOutput> DescribeStackResource(DescribeStackResourceInput input, CallContext call)
    {
        var (key, stack) = await StackAsync(input.StackName, call);
        var row = (await ResourcesAsync(key, stack, call)).FirstOrDefault(r => r.LogicalId == input.LogicalResourceId)
            ?? throw CloudFormationFaults.Invalid($"Resource {input.LogicalResourceId} does not exist for stack {stack.Name}");
        return new DescribeStackResourceOutput
        {
            StackResourceDetail = new StackResourceDetail
            {
                StackName = stack.Name,
                StackId = stack.Id,
                LogicalResourceId = row.LogicalId,
                PhysicalResourceId = row.Made?.PhysicalId,
                ResourceType = row.Type,
                LastUpdatedTimestamp = row.Changed,
                ResourceStatus = row.Status,
                ResourceStatusReason = row.Reason,
                Metadata = row.Metadata ?? "{}",
                DriftInformation = new StackResourceDriftInformation { StackResourceDriftStatus = row.Drift?.Status ?? "NOT_CHECKED", LastCheckTimestamp = row.Drift?.Checked },
            },
        };
    }

    public async ValueTask<ListStackResourcesOutput> ListStackResources(ListStackResourcesInput input, CallContext call)
    {
        var (key, stack) = await StackAsync(input.StackName, call);
        var (page, next) = PageOf(await ResourcesAsync(key, stack, call), input.NextToken, r => r.LogicalId);
        return new ListStackResourcesOutput
        {
            StackResourceSummaries =
            [
                .. page.Select(r => new StackResourceSummary
                {
                    LogicalResourceId = r.LogicalId,
                    PhysicalResourceId = r.Made?.PhysicalId,
                    ResourceType = r.Type,
                    LastUpdatedTimestamp = r.Changed,
                    ResourceStatus = r.Status,
                    ResourceStatusReason = r.Reason,
                    DriftInformation = new StackResourceDriftInformationSummary { StackResourceDriftStatus = r.Drift?.Status ?? "NOT_CHECKED", LastCheckTimestamp = r.Drift?.Checked },
                }),
            ],
            NextToken = next,
        };
    }

    public async ValueTask<ListExportsOutput> ListExports(ListExportsInput input, CallContext call)
    {
        var rows = await store.ReadAsync(tx => CloudFormationTables.Exports.RangeAsync(tx, CloudFormationTables.Exports.Prefix(call.Account, call.Region)), call.Cancelled);
        var (page, next) = PageOf(rows, input.NextToken, r => r.Key.Name);
        return new ListExportsOutput
        {
            Exports = [.. page.Select(r => new Export { ExportingStackId = r.Record.StackId, Name = r.Key.Name, Value = r.Record.Value })],
            NextToken = next,
        };
    }

    public async ValueTask<ListImportsOutput> ListImports(ListImportsInput input, CallContext call)
    {
        var users = await StackExports.UsersAsync(store, new StackKey(call.Account, call.Region, ""), input.ExportName, call.Cancelled);
        if (users.Count == 0) throw CloudFormationFaults.Invalid($"Export '{input.ExportName}' is not imported by any stack.");
        var (page, next) = PageOf(users, input.NextToken, u => u);
        return new ListImportsOutput { Imports = page, NextToken = next };
    }
}
