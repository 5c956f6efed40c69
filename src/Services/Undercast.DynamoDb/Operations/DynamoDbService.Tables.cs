using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.DynamoDb;

internal sealed partial class DynamoDbService
{
    private const int MostListed = 100;

    public async ValueTask<DescribeTableOutput> DescribeTable(DescribeTableInput input, CallContext call)
    {
        var key = TableNames.Of(input.TableName, call);
        await SettledAsync(key, call.Cancelled);
        return await store.ReadAsync(
            async tx =>
            {
                var table = await NamedAsync(tx, key);
                return new DescribeTableOutput { Table = await DescribeAsync(tx, key, table) };
            },
            call.Cancelled);
    }

    // Differs: what takes AWS seconds takes milliseconds here, and the waiters of SDKs look again only after 20 seconds. So the answer waits a moment for what is under way.
    private async ValueTask SettledAsync(TableKey key, CancellationToken ct)
    {
        async ValueTask<bool> IsSettledAsync() => await store.ReadAsync(tx => catalog.FindAsync(tx, key), ct) is not { IsSettled: false };
        if (await IsSettledAsync()) return;
        using var settled = store.Signals.Subscribe(DynamoDbTables.Subject(key));
        while (!await IsSettledAsync() && await settled.WaitAsync(options.Patience, ct))
        {
        }
    }

    public async ValueTask<DeleteTableOutput> DeleteTable(DeleteTableInput input, CallContext call)
    {
        var key = TableNames.Of(input.TableName, call);
        return await store.WriteAsync(
            async tx =>
            {
                var table = await NamedAsync(tx, key);
                // AWS: deleting what is being deleted is no error (DeleteTable).
                if (table.Status == TableRecord.Deleting) return new DeleteTableOutput { TableDescription = TableDescriptions.Of(key, table, null) };
                CheckChangeable(key, table);
                if (!table.IsSettled) throw InUse("Cannot delete table while indexes are being created, updated, or deleted.");
                if (table.DeletionProtection)
                    throw Faults.Validation("Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.");
                var going = table with { Status = TableRecord.Deleting, Replicas = [] };
                await LeaveAsync(tx, key, table, key.Region);
                DynamoDbTables.Tables.Put(tx, key, going);
                SettleJob.Schedule(tx, key, table, call.Now);
                return new DeleteTableOutput { TableDescription = TableDescriptions.Of(key, going, null) };
            },
            call.Cancelled);
    }

    public async ValueTask<ListTablesOutput> ListTables(ListTablesInput input, CallContext call)
    {
        var limit = input.Limit ?? MostListed;
        var names = await store.ReadAsync(
            async tx =>
            {
                var tables = DynamoDbTables.Tables;
                var after = input.ExclusiveStartTableName is { } start ? new TableKey(call.Account, call.Region, start) : (TableKey?)null;
                var rows = await tables.RangeAsync(tx, tables.Prefix(call.Account, call.Region), limit + 1, after: after);
                return rows.Select(r => r.Key.Name).ToArray();
            },
            call.Cancelled);
        return new ListTablesOutput
        {
            TableNames = names.Length > limit ? names[..limit] : names,
            LastEvaluatedTableName = names.Length > limit ? names[limit - 1] : null,
        };
    }

    // AWS: the quotas of a new account (Service, account, and table quotas).
    public ValueTask<DescribeLimitsOutput> DescribeLimits(DescribeLimitsInput input, CallContext call) => new(new DescribeLimitsOutput
    {
        AccountMaxReadCapacityUnits = 80_000,
        AccountMaxWriteCapacityUnits = 80_000,
        TableMaxReadCapacityUnits = 40_000,
        TableMaxWriteCapacityUnits = 40_000,
    });

    public ValueTask<DescribeEndpointsOutput> DescribeEndpoints(DescribeEndpointsInput input, CallContext call) =>
        new(new DescribeEndpointsOutput { Endpoints = [new Endpoint { Address = new Uri(call.Endpoint).Authority, CachePeriodInMinutes = 1440 }] });

    /// <summary>Removes a table; its rows go with a job, its stream stays readable for a day.</summary>
    internal static async ValueTask RemoveAsync(IWriteTransaction tx, TableKey key, TableRecord table, DateTimeOffset now)
    {
        await DynamoDbTables.Tables.DeleteAsync(tx, key);
        DynamoDbTables.Policies.Delete(tx, PolicyKey(key, ""));
        if (table.Stream is { } stream) await CloseAsync(tx, key, stream, now);
        foreach (var storage in table.Indexes.Select(i => i.Storage).Append(table.Storage)) DropJob.Schedule(tx, storage, now);
        if (table.History is { } history) DropJob.Schedule(tx, history.Storage, now);
        if (table.Expiry is { } expiry)
        {
            ExpireJob.Unschedule(tx, expiry);
            DropJob.Schedule(tx, expiry.Storage, now);
        }
    }

    /// <summary>Refuses to change a table to which something is being done.</summary>
    private static void CheckChangeable(TableKey key, TableRecord table)
    {
        if (table.State == "ACTIVE") return;
        throw InUse($"Table is being {table.State switch { TableRecord.Creating => "created", TableRecord.Updating => "updated", _ => "deleted" }}: {key.Name}");
    }

    private static ResourceInUseException InUse(string what) => new($"Attempt to change a resource which is still in use: {what}");

    private async ValueTask<TableRecord> NamedAsync(IReadTransaction tx, TableKey key) => await catalog.FindAsync(tx, key) ?? throw Faults.NoTable(key.Name);

    private static OwnedKey PolicyKey(TableKey key, string rest) => new(key.Account, key.Region, key.Name + rest);
}
