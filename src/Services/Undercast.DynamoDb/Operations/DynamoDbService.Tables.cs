using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.DynamoDb;

internal sealed partial class DynamoDbService
{
    private const int MostListed = 100;

    public async ValueTask<DescribeTableOutput> DescribeTable(DescribeTableInput input, CallContext call)
    {
        var key = TableNames.Of(input.TableName, call);
        return await store.ReadAsync(
            async tx =>
            {
                var table = await NamedAsync(tx, key);
                return new DescribeTableOutput { Table = TableDescriptions.Of(key, table, "ACTIVE", await TableDescriptions.MeasureAsync(tx, table)) };
            },
            call.Cancelled);
    }

    public async ValueTask<DeleteTableOutput> DeleteTable(DeleteTableInput input, CallContext call)
    {
        var key = TableNames.Of(input.TableName, call);
        return await store.WriteAsync(
            async tx =>
            {
                var table = await NamedAsync(tx, key);
                if (table.IsRestoring) throw new ResourceInUseException($"Attempt to change a resource which is still in use: Table is being created: {key.Name}");
                if (table.DeletionProtection)
                    throw Faults.Validation("Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.");
                await RemoveAsync(tx, key, table, call.Now);
                return new DeleteTableOutput { TableDescription = TableDescriptions.Of(key, table, "DELETING", null) };
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

    private async ValueTask<TableRecord> NamedAsync(IReadTransaction tx, TableKey key) => await catalog.FindAsync(tx, key) ?? throw Faults.NoTable(key.Name);

    private static OwnedKey PolicyKey(TableKey key, string rest) => new(key.Account, key.Region, key.Name + rest);
}
