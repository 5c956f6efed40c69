using Undercast.Kernel;

namespace Undercast.DynamoDb;

internal sealed partial class DynamoDbService
{
    public async ValueTask<DescribeTableReplicaAutoScalingOutput> DescribeTableReplicaAutoScaling(DescribeTableReplicaAutoScalingInput input, CallContext call)
    {
        var key = TableNames.Of(input.TableName, call);
        var table = await store.ReadAsync(tx => NamedAsync(tx, key), call.Cancelled);
        return new DescribeTableReplicaAutoScalingOutput { TableAutoScalingDescription = Scaling(key, table) };
    }

    public async ValueTask<UpdateTableReplicaAutoScalingOutput> UpdateTableReplicaAutoScaling(UpdateTableReplicaAutoScalingInput input, CallContext call)
    {
        var key = TableNames.Of(input.TableName, call);
        return await store.WriteAsync(
            async tx =>
            {
                var table = await NamedAsync(tx, key);
                CheckChangeable(key, table);
                var scaling = new Dictionary<string, ScalingRecord>(table.Scaling ?? new Dictionary<string, ScalingRecord>(), StringComparer.Ordinal);
                string[] regions = [key.Region, .. table.Replicas];
                foreach (var region in regions)
                {
                    // AWS: writes are scaled alike everywhere, reads by replica (UpdateTableReplicaAutoScaling).
                    Set(scaling, region, null, input.ProvisionedWriteCapacityAutoScalingUpdate);
                    foreach (var index in input.GlobalSecondaryIndexUpdates ?? []) Set(scaling, $"{region}/{Named(table, index.IndexName)}", null, index.ProvisionedWriteCapacityAutoScalingUpdate);
                }
                foreach (var replica in input.ReplicaUpdates ?? [])
                {
                    if (!regions.Contains(replica.RegionName)) throw NoReplica(replica.RegionName);
                    Set(scaling, replica.RegionName, replica.ReplicaProvisionedReadCapacityAutoScalingUpdate, null);
                    foreach (var index in replica.ReplicaGlobalSecondaryIndexUpdates ?? [])
                        Set(scaling, $"{replica.RegionName}/{Named(table, index.IndexName)}", index.ProvisionedReadCapacityAutoScalingUpdate, null);
                }
                var changed = table with { Scaling = scaling };
                DynamoDbTables.Tables.Put(tx, key, changed);
                return new UpdateTableReplicaAutoScalingOutput { TableAutoScalingDescription = Scaling(key, changed) };
            },
            call.Cancelled);
    }

    private static string Named(TableRecord table, string? index) => table.Indexes.Any(i => !i.Local && i.Name == index) ? index! : throw Faults.NoTable();

    private static void Set(Dictionary<string, ScalingRecord> scaling, string at, AutoScalingSettingsUpdate? reads, AutoScalingSettingsUpdate? writes)
    {
        if (reads is null && writes is null) return;
        var known = scaling.GetValueOrDefault(at);
        scaling[at] = new ScalingRecord(reads is null ? known?.Reads : Told(reads), writes is null ? known?.Writes : Told(writes));
    }

    private static AutoScalingSettingsDescription Told(AutoScalingSettingsUpdate update) => new()
    {
        MinimumUnits = update.MinimumUnits,
        MaximumUnits = update.MaximumUnits,
        AutoScalingDisabled = update.AutoScalingDisabled ?? false,
        AutoScalingRoleArn = update.AutoScalingRoleArn,
        ScalingPolicies = update.ScalingPolicyUpdate is not { } policy ? null :
        [
            new AutoScalingPolicyDescription
            {
                PolicyName = policy.PolicyName,
                TargetTrackingScalingPolicyConfiguration = new AutoScalingTargetTrackingScalingPolicyConfigurationDescription
                {
                    DisableScaleIn = policy.TargetTrackingScalingPolicyConfiguration.DisableScaleIn,
                    ScaleInCooldown = policy.TargetTrackingScalingPolicyConfiguration.ScaleInCooldown,
                    ScaleOutCooldown = policy.TargetTrackingScalingPolicyConfiguration.ScaleOutCooldown,
                    TargetValue = policy.TargetTrackingScalingPolicyConfiguration.TargetValue,
                },
            },
        ],
    };

    private static TableAutoScalingDescription Scaling(TableKey key, TableRecord table)
    {
        var scaling = table.Scaling ?? new Dictionary<string, ScalingRecord>();
        return new TableAutoScalingDescription
        {
            TableName = key.Name,
            TableStatus = table.State,
            Replicas =
            [
                .. table.Replicas.Prepend(key.Region).Select(region => new ReplicaAutoScalingDescription
                {
                    RegionName = region,
                    ReplicaStatus = "ACTIVE",
                    ReplicaProvisionedReadCapacityAutoScalingSettings = scaling.GetValueOrDefault(region)?.Reads,
                    ReplicaProvisionedWriteCapacityAutoScalingSettings = scaling.GetValueOrDefault(region)?.Writes,
                    GlobalSecondaryIndexes =
                    [
                        .. table.Indexes.Where(i => !i.Local).Select(i => new ReplicaGlobalSecondaryIndexAutoScalingDescription
                        {
                            IndexName = i.Name, IndexStatus = i.Filling ? TableRecord.Creating : i.Status ?? "ACTIVE",
                            ProvisionedReadCapacityAutoScalingSettings = scaling.GetValueOrDefault($"{region}/{i.Name}")?.Reads, ProvisionedWriteCapacityAutoScalingSettings = scaling.GetValueOrDefault($"{region}/{i.Name}")?.Writes,
                        }),
                    ],
                }),
            ],
        };
    }
}
