using System.Text.Json.Nodes;
using Undercast.Cloud;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.CloudFormation;

/// <summary>Compares what the resources of a stack are with what the stack made.</summary>
internal sealed class DriftJob(IStore store, ICloudCalls calls, ResourceTypes types, TimeProvider time)
{
    private static readonly JobType<DetectionPayload> Type = new("cloudformation.drift", JsonRecord.Codec(() => CloudFormationJson.Default.DetectionPayload));

    public static IJobHandler Handler(Func<DriftJob> job) => JobHandler.For(Type, (payload, _, ct) => job().RunAsync(payload, ct));

    public static void Schedule(IWriteTransaction tx, DetectionKey key, DateTimeOffset now) => tx.Schedule(Type.Create($"cloudformation.drift/{key.Id}", new DetectionPayload(key.Account, key.Region, key.Id)), now);

    private async ValueTask RunAsync(DetectionPayload payload, CancellationToken ct)
    {
        var key = new DetectionKey(payload.Account, payload.Region, payload.Id);
        if (await store.ReadAsync(tx => CloudFormationTables.Detections.GetAsync(tx, key), ct) is not { Status: DetectionRecord.Running } detection) return;
        var stackKey = new StackKey(payload.Account, payload.Region, CloudFormationTables.UidOf(detection.StackId)!);
        var stack = await store.ReadAsync(tx => CloudFormationTables.Stacks.GetAsync(tx, stackKey), ct);
        var rows = await store.ReadAsync(tx => CloudFormationTables.Resources.RangeAsync(tx, CloudFormationTables.Resources.Prefix(stackKey.Uid)), ct);
        var found = new Dictionary<string, DriftRecord>(StringComparer.Ordinal);
        foreach (var (_, row) in rows)
        {
            if (stack is null || row.Made is null || !StackStatus.Exists(row.Status) || (detection.Only.Count > 0 && !detection.Only.Contains(row.LogicalId))) continue;
            if (await CompareAsync(stack, payload.Region, row, detection.Deployer.Principal, ct) is { } drift) found[row.LogicalId] = drift;
        }
        var drifted = found.Values.Count(d => d.Status is Drift.Modified or Drift.Deleted);
        var status = drifted > 0 ? Drift.Drifted : Drift.InSync;
        var now = time.GetUtcNow();
        await store.WriteAsync(
            async tx =>
            {
                foreach (var (id, drift) in found)
                {
                    if (await CloudFormationTables.Resources.GetAsync(tx, new ResourceKey(stackKey.Uid, id)) is { } row) CloudFormationTables.Resources.Put(tx, new ResourceKey(stackKey.Uid, id), row with { Drift = drift });
                }
                if (await CloudFormationTables.Stacks.GetAsync(tx, stackKey) is { } fresh && detection.Only.Count == 0) await CloudFormationTables.Stacks.PutAsync(tx, stackKey, fresh with { DriftStatus = status, DriftChecked = now });
                CloudFormationTables.Detections.Put(tx, key, detection with { Status = DetectionRecord.Complete, StackStatus = status, Drifted = drifted });
            },
            ct);
    }

    /// <summary>What has become of one resource; null when its type cannot be read.</summary>
    public async ValueTask<DriftRecord?> CompareAsync(StackRecord stack, string region, ResourceRecord row, Principal caller, CancellationToken ct)
    {
        var (made, type) = (row.Made!, types.Find(row.Type)!);
        var call = new ResourceCall
        {
            Calls = calls, Caller = caller, Region = region, Properties = (JsonObject)made.Properties.DeepClone(), LogicalId = row.LogicalId, StackName = stack.Name, StackId = stack.Id,
            StackTags = stack.Source?.Tags ?? new Dictionary<string, string>(), Token = made.Token, Time = time, Cancelled = ct,
        };
        try
        {
            var actual = await type.ReadAsync(call, made.PhysicalId);
            return Drift.Of(type.Schema, call, actual, time.GetUtcNow());
        }
        catch (CommonException e) when (e.Kind == CommonError.NotSupported)
        {
            return null;
        }
    }

    /// <summary>The identifier of something that is there already under the names that a plan gives it, or null.</summary>
    public async ValueTask<string?> FindAsync(PlannedChange change, StackRecord stack, CallContext context)
    {
        if (types.Find(change.Type) is not { IsReadable: true } type || type.Schema.Identifier.Count == 0 || change.After is null) return null;
        var properties = JsonNode.Parse(change.After)?["Properties"] as JsonObject ?? [];
        var values = type.Schema.Identifier.Select(name => properties[name]?.ToString()).ToArray();
        if (values.Any(v => v is null || v.Contains(StackPlan.Unknown, StringComparison.Ordinal))) return null;
        var identifier = string.Join('|', values);
        var call = new ResourceCall
        {
            Calls = calls, Caller = context.Caller, Region = context.Region, Properties = (JsonObject)properties.DeepClone(), LogicalId = change.LogicalId, StackName = stack.Name, StackId = stack.Id,
            Token = Ids.NewGuid(), Time = time, Cancelled = context.Cancelled,
        };
        return await type.ReadAsync(call, identifier) is null ? null : identifier;
    }
}
