using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.CloudFormation;

internal sealed partial class CloudFormationService
{
    public async ValueTask<DetectStackDriftOutput> DetectStackDrift(DetectStackDriftInput input, CallContext call)
    {
        var (key, stack) = await DriftableAsync(input.StackName, call);
        if (input.LogicalResourceIds is { Count: > 0 } only)
        {
            var known = (await ResourcesAsync(key, stack, call)).Select(r => r.LogicalId).ToHashSet();
            if (only.FirstOrDefault(id => !known.Contains(id)) is { } strange) throw CloudFormationFaults.Invalid($"Resource {strange} does not exist for stack {stack.Name}");
        }
        var detection = new DetectionKey(call.Account, call.Region, Ids.NewGuid().ToString());
        await store.WriteAsync(
            tx =>
            {
                CloudFormationTables.Detections.Put(tx, detection, new DetectionRecord(stack.Id, DetectionRecord.Running, call.Now, DeployerRecord.Of(call.Caller)) { Only = input.LogicalResourceIds ?? [] });
                DriftJob.Schedule(tx, detection, call.Now);
                return ValueTask.CompletedTask;
            },
            call.Cancelled);
        return new DetectStackDriftOutput { StackDriftDetectionId = detection.Id };
    }

    public async ValueTask<DescribeStackDriftDetectionStatusOutput> DescribeStackDriftDetectionStatus(DescribeStackDriftDetectionStatusInput input, CallContext call)
    {
        var found = await store.ReadAsync(tx => CloudFormationTables.Detections.GetAsync(tx, new DetectionKey(call.Account, call.Region, input.StackDriftDetectionId)), call.Cancelled)
            ?? throw CloudFormationFaults.Invalid($"DriftDetection [{input.StackDriftDetectionId}] does not exist");
        return new DescribeStackDriftDetectionStatusOutput
        {
            StackId = found.StackId,
            StackDriftDetectionId = input.StackDriftDetectionId,
            DetectionStatus = found.Status,
            StackDriftStatus = found.StackStatus,
            DriftedStackResourceCount = found.Drifted,
            Timestamp = found.Begun,
        };
    }

    public async ValueTask<DetectStackResourceDriftOutput> DetectStackResourceDrift(DetectStackResourceDriftInput input, CallContext call)
    {
        var (key, stack) = await DriftableAsync(input.StackName, call);
        var row = (await ResourcesAsync(key, stack, call)).FirstOrDefault(r => r.LogicalId == input.LogicalResourceId && r.Made is not null)
            ?? throw CloudFormationFaults.Invalid($"Resource {input.LogicalResourceId} does not exist for stack {stack.Name}");
        var found = await drift.CompareAsync(stack, call.Region, row, call.Caller, call.Cancelled)
            ?? throw CloudFormationFaults.Invalid($"Drift detection is not supported for resource type {row.Type}");
        await store.WriteAsync(
            async tx =>
            {
                var at = new ResourceKey(key.Uid, row.LogicalId);
                if (await CloudFormationTables.Resources.GetAsync(tx, at) is { } fresh) CloudFormationTables.Resources.Put(tx, at, fresh with { Drift = found });
            },
            call.Cancelled);
        return new DetectStackResourceDriftOutput { StackResourceDrift = Describe(stack, row, found) };
    }

    public async ValueTask<DescribeStackResourceDriftsOutput> DescribeStackResourceDrifts(DescribeStackResourceDriftsInput input, CallContext call)
    {
        var (key, stack) = await StackAsync(input.StackName, call);
        var rows = (await ResourcesAsync(key, stack, call)).Where(r => r.Drift is { } d && (input.StackResourceDriftStatusFilters is not { } filters || filters.Contains(d.Status))).ToArray();
        var (page, next) = PageOf(rows, input.NextToken, r => r.LogicalId, input.MaxResults ?? PageSize);
        return new DescribeStackResourceDriftsOutput { StackResourceDrifts = [.. page.Select(r => Describe(stack, r, r.Drift!))], NextToken = next };
    }

    private async ValueTask<(StackKey Key, StackRecord Stack)> DriftableAsync(string name, CallContext call)
    {
        var (key, stack) = await StackAsync(name, call);
        // AWS: only in these states.
        if (stack.Status is not (StackStatus.CreateComplete or StackStatus.UpdateComplete or StackStatus.UpdateRollbackComplete or StackStatus.UpdateRollbackFailed or StackStatus.ImportComplete or StackStatus.ImportRollbackComplete))
            throw CloudFormationFaults.Invalid($"Drift detection cannot be performed on stack [{stack.Id}] while it is in {stack.Status} state");
        return (key, stack);
    }

    private static StackResourceDrift Describe(StackRecord stack, ResourceRecord row, DriftRecord drift) => new()
    {
        StackId = stack.Id,
        LogicalResourceId = row.LogicalId,
        PhysicalResourceId = row.Made?.PhysicalId,
        ResourceType = row.Type,
        ExpectedProperties = drift.Expected?.ToJsonString(),
        ActualProperties = drift.Actual?.ToJsonString(),
        PropertyDifferences = drift.Status == Drift.Deleted ? null : [.. drift.Differences.Select(d => new PropertyDifference { PropertyPath = d.Path, ExpectedValue = d.Expected, ActualValue = d.Actual, DifferenceType = d.Kind })],
        StackResourceDriftStatus = drift.Status,
        Timestamp = drift.Checked,
    };
}
