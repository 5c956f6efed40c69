using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.DynamoDb;

internal sealed partial class DynamoDbService
{
    private const string BothImages = "NEW_AND_OLD_IMAGES";

    // What a table is told to be: replicas are looked at, for each has a state of its own.
    private async ValueTask<TableDescription> DescribeAsync(IReadTransaction tx, TableKey key, TableRecord table)
    {
        var told = TableDescriptions.Of(key, table, await TableDescriptions.MeasureAsync(tx, table));
        if (table.Replicas.Count == 0) return told;
        var replicas = new List<ReplicaDescription>();
        foreach (var region in table.Replicas)
        {
            var there = key with { Region = region };
            if (await catalog.FindAsync(tx, there) is not { } replica) continue;
            replicas.Add(new ReplicaDescription
            {
                RegionName = region, ReplicaStatus = replica.State, ReplicaArn = TableNames.Arn(there), KMSMasterKeyId = replica.Encryption?.Key,
                ReplicaTableClassSummary = replica.TableClass is { } tableClass ? new TableClassSummary { TableClass = tableClass } : null,
            });
        }
        return told with { GlobalTableVersion = "2019.11.21", Replicas = replicas };
    }

    /// <summary>Adds, changes or removes replicas; every replica knows all others, and all change in one transaction.</summary>
    private async ValueTask<TableRecord> ChangeReplicasAsync(IWriteTransaction tx, TableKey key, TableRecord table, IReadOnlyList<ReplicationGroupUpdate>? updates, ReplicaIds[] ids, DateTimeOffset now)
    {
        for (var i = 0; i < (updates?.Count ?? 0); i++)
        {
            var update = updates![i];
            if (update.Create is { } create) table = await AddReplicaAsync(tx, key, table, create, ids[i], now);
            else if (update.Delete is { } delete) table = await RemoveReplicaAsync(tx, key, table, delete.RegionName, now);
            else await UpdateReplicaAsync(tx, key, table, update.Update!);
        }
        return table;
    }

    private static void CheckReplicas(IReadOnlyList<ReplicationGroupUpdate>? updates)
    {
        foreach (var update in updates ?? [])
        {
            if (update is { Create: null, Update: null, Delete: null }) throw Faults.Validation("There are no actions specified in the Replica Update Action of the request.");
        }
        // AWS: one replica is made or removed at a time (UpdateTable).
        if (updates?.Count(u => u.Create is not null || u.Delete is not null) > 1) throw Faults.Validation("Update table operation with more than one create or delete replica actions not allowed");
    }

    private async ValueTask<TableRecord> AddReplicaAsync(IWriteTransaction tx, TableKey key, TableRecord table, CreateReplicationGroupMemberAction create, ReplicaIds ids, DateTimeOffset now)
    {
        var there = key with { Region = create.RegionName };
        if (create.RegionName == key.Region || table.Replicas.Contains(create.RegionName) || await catalog.FindAsync(tx, there) is not null)
            throw Faults.Validation($"Failed to create a the new replica of table with name: '{key.Name}' because one or more replicas already existed as tables.");
        // AWS: the stream of a table with replicas has both images (Global tables, how it works).
        if (table.Stream is { View: not BothImages }) throw Faults.Validation("Table needs to have stream enabled with view type NEW_AND_OLD_IMAGES to be a global table");
        if (table.Stream is null)
        {
            table = table with { Stream = new StreamSetting(Label(now), BothImages, ids.Stream) };
            Open(tx, key, table, table.Stream, now);
        }
        string[] all = [key.Region, .. table.Replicas, create.RegionName];
        var replica = table with
        {
            Id = ids.Table,
            Storage = ids.Storage,
            Created = now,
            Status = TableRecord.Creating,
            Indexes = [.. table.Indexes.Select((index, n) => index with { Storage = ids.Indexes[n], Filling = false, Status = null })],
            Stream = new StreamSetting(Label(now), BothImages, ids.ReplicaStream),
            Expiry = table.Expiry is { } expiry ? new ExpirySetting(expiry.Attribute, ids.Expiry) : null,
            History = null,
            Restore = null,
            Insights = null,
            Scaling = null,
            DeletionProtection = false,
            Tags = new Dictionary<string, string>(),
            TableClass = create.TableClassOverride ?? table.TableClass,
            Encryption = create.KMSMasterKeyId is { } kms ? new EncryptionSetting(true, "KMS", kms) : table.Encryption,
            Throughput = create.ProvisionedThroughputOverride?.ReadCapacityUnits is { } units ? new ThroughputRecord(units, table.Throughput.Write) : table.Throughput,
            OnDemandLimits = create.OnDemandThroughputOverride?.MaxReadRequestUnits is { } most ? new OnDemandThroughput { MaxReadRequestUnits = most, MaxWriteRequestUnits = table.OnDemandLimits?.MaxWriteRequestUnits } : table.OnDemandLimits,
            Replicas = Others(all, create.RegionName),
        };
        DynamoDbTables.Tables.Put(tx, there, replica);
        Open(tx, there, replica, replica.Stream, now);
        if (replica.Expiry is { } at) FillJob.Schedule(tx, there, replica.Id, at.Storage, now);
        foreach (var region in table.Replicas) await RewriteAsync(tx, key with { Region = region }, t => t with { Replicas = Others(all, region) });
        ReplicaJob.Schedule(tx, key, create.RegionName, table.Storage, replica.Storage, now);
        return table with { Replicas = Others(all, key.Region) };
    }

    private async ValueTask<TableRecord> RemoveReplicaAsync(IWriteTransaction tx, TableKey key, TableRecord table, string region, DateTimeOffset now)
    {
        var there = key with { Region = region };
        if (!table.Replicas.Contains(region) || await catalog.FindAsync(tx, there) is not { } replica) throw NoReplica(region);
        CheckChangeable(there, replica);
        if (replica.DeletionProtection) throw Faults.Validation("Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.");
        DynamoDbTables.Tables.Put(tx, there, replica with { Status = TableRecord.Deleting, Replicas = [] });
        SettleJob.Schedule(tx, there, replica, now);
        await LeaveAsync(tx, key, table, region);
        return table with { Replicas = Others(table.Replicas, region) };
    }

    // Whoever is left no longer knows the one that goes.
    private async ValueTask LeaveAsync(IWriteTransaction tx, TableKey key, TableRecord table, string region)
    {
        foreach (var other in table.Replicas.Where(r => r != region)) await RewriteAsync(tx, key with { Region = other }, t => t with { Replicas = Others(t.Replicas, region) });
    }

    private async ValueTask UpdateReplicaAsync(IWriteTransaction tx, TableKey key, TableRecord table, UpdateReplicationGroupMemberAction update)
    {
        if (!table.Replicas.Contains(update.RegionName)) throw NoReplica(update.RegionName);
        await RewriteAsync(tx, key with { Region = update.RegionName }, t => t with
        {
            TableClass = update.TableClassOverride ?? t.TableClass,
            Encryption = update.KMSMasterKeyId is { } kms ? new EncryptionSetting(true, "KMS", kms) : t.Encryption,
            Throughput = update.ProvisionedThroughputOverride?.ReadCapacityUnits is { } units ? t.Throughput with { Read = units } : t.Throughput,
            OnDemandLimits = update.OnDemandThroughputOverride?.MaxReadRequestUnits is { } most ? new OnDemandThroughput { MaxReadRequestUnits = most, MaxWriteRequestUnits = t.OnDemandLimits?.MaxWriteRequestUnits } : t.OnDemandLimits,
        });
    }

    // AWS: indexes, billing and write capacity are those of all replicas (Global tables, settings that are synchronized).
    private async ValueTask FollowAsync(IWriteTransaction tx, TableKey key, TableRecord table, UpdateTableInput input, long[] storages, DateTimeOffset now)
    {
        for (var i = 0; i < table.Replicas.Count; i++)
        {
            var there = key with { Region = table.Replicas[i] };
            if (await catalog.FindAsync(tx, there) is not { } replica) continue;
            if (input.GlobalSecondaryIndexUpdates is { Count: > 0 }) CheckChangeable(there, replica);
            var changed = input.ProvisionedThroughput is null && input.BillingMode is null ? replica : replica with { OnDemand = table.OnDemand, OnDemandSince = table.OnDemandSince, Throughput = table.Throughput };
            changed = ChangeIndexes(tx, there, changed, input, storages[i], now);
            if (ReferenceEquals(changed, replica)) continue;
            DynamoDbTables.Tables.Put(tx, there, changed with { Status = TableRecord.Updating });
            SettleJob.Schedule(tx, there, changed, now);
        }
    }

    private async ValueTask RewriteAsync(IWriteTransaction tx, TableKey key, Func<TableRecord, TableRecord> change)
    {
        if (await catalog.FindAsync(tx, key) is { } table) DynamoDbTables.Tables.Put(tx, key, change(table));
    }

    private static string[] Others(IEnumerable<string> all, string region) => [.. all.Where(r => r != region)];

    private static CommonException NoReplica(string region) => Faults.Validation($"Replica specified in the Replica Update or Replica Delete action of the request was not found: {region}");

    /// <summary>What a new replica is numbered by; decided before the transaction.</summary>
    private sealed record ReplicaIds(Guid Table, long Storage, long Stream, long ReplicaStream, long Expiry, long[] Indexes)
    {
        private const int MostIndexes = 25;

        public static ReplicaIds Make() => new(Ids.NewGuid(), Ids.NewInt64(), Ids.NewInt64(), Ids.NewInt64(), Ids.NewInt64(), [.. Enumerable.Range(0, MostIndexes).Select(static _ => Ids.NewInt64())]);
    }
}
