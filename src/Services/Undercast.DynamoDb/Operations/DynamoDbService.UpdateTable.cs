using System.Globalization;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.DynamoDb;

internal sealed partial class DynamoDbService
{
    private const int MostRegions = 64;

    public async ValueTask<UpdateTableOutput> UpdateTable(UpdateTableInput input, CallContext call)
    {
        var key = TableNames.Of(input.TableName, call);
        UpdateRules.Check(input);
        CheckReplicas(input.ReplicaUpdates);
        if (input.GlobalSecondaryIndexUpdates?.Count(u => u.Create is not null || u.Delete is not null) > 1) throw ManyIndexes();
        var storage = Ids.NewInt64();
        var stream = Ids.NewInt64();
        ReplicaIds[] replicas = [.. (input.ReplicaUpdates ?? []).Select(static _ => ReplicaIds.Make())];
        long[] storages = [.. Enumerable.Range(0, MostRegions).Select(static _ => Ids.NewInt64())];
        return await store.WriteAsync(
            async tx =>
            {
                var table = await NamedAsync(tx, key);
                CheckChangeable(key, table);
                UpdateRules.Check(input, table);
                var changed = ChangeThroughput(table, input, call.Now);
                changed = ChangeIndexes(tx, key, changed, input, storage, call.Now);
                changed = await ChangeStreamAsync(tx, key, changed, input.StreamSpecification, stream, call.Now);
                await FollowAsync(tx, key, changed, input, storages, call.Now);
                changed = await ChangeReplicasAsync(tx, key, changed, input.ReplicaUpdates, replicas, call.Now);
                changed = changed with
                {
                    Status = TableRecord.Updating,
                    DeletionProtection = input.DeletionProtectionEnabled ?? changed.DeletionProtection,
                    TableClass = input.TableClass ?? changed.TableClass,
                    Encryption = TableRules.Encryption(input.SSESpecification) ?? changed.Encryption,
                    OnDemandLimits = Limits(input.OnDemandThroughput, changed.OnDemandLimits),
                    Warm = input.WarmThroughput ?? changed.Warm,
                };
                DynamoDbTables.Tables.Put(tx, key, changed);
                SettleJob.Schedule(tx, key, changed, call.Now);
                return new UpdateTableOutput { TableDescription = await DescribeAsync(tx, key, changed) };
            },
            call.Cancelled);
    }

    // AWS: -1 takes a limit away, what is not named stays.
    private static OnDemandThroughput? Limits(OnDemandThroughput? wanted, OnDemandThroughput? current)
    {
        if (wanted is null) return current;
        static long? Limit(long? wanted, long? current) => wanted is -1 ? null : wanted ?? current;
        var (read, write) = (Limit(wanted.MaxReadRequestUnits, current?.MaxReadRequestUnits), Limit(wanted.MaxWriteRequestUnits, current?.MaxWriteRequestUnits));
        return read is null && write is null ? null : new OnDemandThroughput { MaxReadRequestUnits = read, MaxWriteRequestUnits = write };
    }

    private static LimitExceededException ManyIndexes() => new("Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table");

    private static TableRecord ChangeThroughput(TableRecord table, UpdateTableInput input, DateTimeOffset now)
    {
        var onDemand = input.BillingMode is { } mode ? mode == "PAY_PER_REQUEST" : table.OnDemand;
        if (input.ProvisionedThroughput is not { } wanted)
        {
            if (!onDemand || table.OnDemand) return table;
            var none = new ThroughputRecord(0, 0) { Decreased = now, Decreases = table.Throughput.Decreases };
            return table with { OnDemand = true, OnDemandSince = now, Throughput = none, Indexes = [.. table.Indexes.Select(i => i.Local ? i : i with { Throughput = none })] };
        }
        if (onDemand) throw Faults.Invalid("Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST");
        if (table.OnDemand)
        {
            var left = table.Indexes.Where(i => !i.Local).Select(i => i.Name).Except((input.GlobalSecondaryIndexUpdates ?? []).Select(u => u.Update?.IndexName ?? u.Delete?.IndexName ?? "")).ToArray();
            if (left.Length > 0) throw Faults.Invalid($"ProvisionedThroughput must be specified for index: {string.Join(",", left)}");
        }
        return table with { OnDemand = false, Throughput = Change("the table", table.Throughput, wanted, now) };
    }

    private static ThroughputRecord Change(string what, ThroughputRecord current, ProvisionedThroughput wanted, DateTimeOffset now)
    {
        if (current.Read == wanted.ReadCapacityUnits && current.Write == wanted.WriteCapacityUnits)
        {
            throw Faults.Validation(string.Create(CultureInfo.InvariantCulture,
                $"The provisioned throughput for {what} will not change. The requested value equals the current value. Current ReadCapacityUnits provisioned for {what}: {current.Read}. Requested ReadCapacityUnits: {wanted.ReadCapacityUnits}. Current WriteCapacityUnits provisioned for {what}: {current.Write}. Requested WriteCapacityUnits: {wanted.WriteCapacityUnits}. Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits."));
        }
        var grows = wanted.ReadCapacityUnits > current.Read || wanted.WriteCapacityUnits > current.Write;
        var shrinks = wanted.ReadCapacityUnits < current.Read || wanted.WriteCapacityUnits < current.Write;
        return new ThroughputRecord(wanted.ReadCapacityUnits, wanted.WriteCapacityUnits)
        {
            Increased = grows ? now : current.Increased,
            Decreased = shrinks ? now : current.Decreased,
            Decreases = current.Decreases + (shrinks ? 1 : 0),
        };
    }

    private static TableRecord ChangeIndexes(IWriteTransaction tx, TableKey key, TableRecord table, UpdateTableInput input, long storage, DateTimeOffset now)
    {
        foreach (var update in input.GlobalSecondaryIndexUpdates ?? [])
        {
            var at = table.Indexes.ToList();
            if (update.Create is { } create)
            {
                // AWS: one index is made or deleted at a time (UpdateTable).
                if (at.Exists(i => i.Filling && i.Name != create.IndexName)) throw ManyIndexes();
                if (at.Exists(i => i.Name == create.IndexName)) throw Faults.Validation($"Attempting to create an index which already exists");
                if (at.Count(i => !i.Local) >= 20) throw new LimitExceededException("Subscriber limit exceeded: Number of global secondary indexes exceeds per-table limit of 20");
                table = Define(table, input.AttributeDefinitions, create);
                at.Add(TableRules.Index(create, storage));
                FillJob.Schedule(tx, key, table.Id, storage, now);
            }
            else if ((update.Delete?.IndexName ?? update.Update!.IndexName) is var name && at.Find(i => i.Name == name && !i.Local) is not { } index)
            {
                throw Faults.NoTable();
            }
            else if (update.Delete is not null)
            {
                at[at.IndexOf(index)] = index with { Status = TableRecord.Deleting };
            }
            else
            {
                at[at.IndexOf(index)] = index with
                {
                    Status = TableRecord.Updating,
                    Throughput = update.Update!.ProvisionedThroughput is { } wanted ? Change($"the index {index.Name}", index.Throughput ?? new ThroughputRecord(0, 0), wanted, now) : index.Throughput,
                    OnDemandLimits = update.Update.OnDemandThroughput ?? index.OnDemandLimits,
                    Warm = update.Update.WarmThroughput ?? index.Warm,
                };
            }
            table = table with { Indexes = at };
        }
        return table;
    }

    private static TableRecord Define(TableRecord table, IReadOnlyList<AttributeDefinition>? definitions, CreateGlobalSecondaryIndexAction create)
    {
        var attributes = table.Attributes.ToDictionary(a => a.Name, StringComparer.Ordinal);
        foreach (var definition in definitions ?? [])
        {
            if (attributes.TryGetValue(definition.AttributeName, out var known) && known.Type != definition.AttributeType)
                throw Faults.Invalid($"Attributes cannot be redefined. Please check that your attribute has the same type as previously defined. Existing schema: {known.Name}:{known.Type}");
            attributes[definition.AttributeName] = new NamedType(definition.AttributeName, definition.AttributeType);
        }
        TableRules.CheckGlobal(create.KeySchema, create.Projection, attributes.Keys);
        if (table.OnDemand && create.ProvisionedThroughput is not null) throw Faults.Invalid($"Neither ReadCapacityUnits nor WriteCapacityUnits can be specified for index: {create.IndexName} when BillingMode is PAY_PER_REQUEST");
        if (!table.OnDemand && create.ProvisionedThroughput is null) throw Faults.Invalid($"Both ReadCapacityUnits and WriteCapacityUnits must be specified for index: {create.IndexName}");
        var used = create.KeySchema.Select(k => k.AttributeName).Concat(table.Attributes.Select(a => a.Name)).ToHashSet(StringComparer.Ordinal);
        return table with { Attributes = [.. attributes.Values.Where(a => used.Contains(a.Name))] };
    }

    private static async ValueTask<TableRecord> ChangeStreamAsync(IWriteTransaction tx, TableKey key, TableRecord table, StreamSpecification? wanted, long id, DateTimeOffset now)
    {
        if (wanted is null) return table;
        if (wanted.StreamEnabled)
        {
            if (table.Stream is not null) throw Faults.Validation($"Table already has an enabled stream: TableName: {key.Name}");
            var stream = new StreamSetting(Label(now), wanted.StreamViewType!, id);
            Open(tx, key, table, stream, now);
            return table with { Stream = stream };
        }
        if (table.Replicas.Count > 0) throw Faults.Invalid("Disabling Stream is not allowed for a Global Table replica.");
        if (table.Stream is not { } current) throw Faults.Validation($"Table has no stream to disable: TableName: {key.Name}");
        await CloseAsync(tx, key, current, now);
        return table with { Stream = null };
    }
}
