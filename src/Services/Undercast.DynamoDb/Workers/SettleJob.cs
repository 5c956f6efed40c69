using Undercast.Storage;

namespace Undercast.DynamoDb;

/// <summary>A table to which something was done.</summary>
internal sealed record SettlePayload(string Account, string Region, string Name, Guid TableId);

/// <summary>Ends what was begun: a table that is being made or changed becomes active, one that is being deleted goes, and so do its indexes.</summary>
internal static class SettleJob
{
    private static readonly JobType<SettlePayload> Type = new("dynamodb.settle", JsonRecord.Codec(static () => DynamoDbJson.Default.SettlePayload));

    public static void Schedule(IWriteTransaction tx, TableKey key, TableRecord table, DateTimeOffset now) =>
        tx.Schedule(Type.Create($"dynamodb.settle/{table.Id:N}", new SettlePayload(key.Account, key.Region, key.Name, table.Id)), now);

    public static IJobHandler Handler(IStore store, TableCatalog catalog, TimeProvider time) => JobHandler.For(Type, (payload, run, ct) => SettleAsync(store, catalog, time.GetUtcNow(), payload, run, ct));

    private static async ValueTask SettleAsync(IStore store, TableCatalog catalog, DateTimeOffset now, SettlePayload payload, JobRun run, CancellationToken ct) => await store.WriteAsync(
        async tx =>
        {
            var key = new TableKey(payload.Account, payload.Region, payload.Name);
            if (await catalog.FindAsync(tx, key) is { } table && table.Id == payload.TableId) await SettleAsync(tx, key, table, now);
            await run.CompleteAsync(tx);
        },
        ct);

    /// <summary>Ends what is being done to a table.</summary>
    internal static async ValueTask SettleAsync(IWriteTransaction tx, TableKey key, TableRecord table, DateTimeOffset now)
    {
        tx.Signal(DynamoDbTables.Subject(key));
        if (table.Status == TableRecord.Deleting) await DynamoDbService.RemoveAsync(tx, key, table, now);
        else DynamoDbTables.Tables.Put(tx, key, Settled(tx, table, now));
    }

    private static TableRecord Settled(IWriteTransaction tx, TableRecord table, DateTimeOffset now)
    {
        foreach (var index in table.Indexes.Where(i => i.Status == TableRecord.Deleting)) DropJob.Schedule(tx, index.Storage, now);
        var left = table.Indexes.Where(i => i.Status != TableRecord.Deleting).Select(i => i with { Status = null }).ToArray();
        var used = left.SelectMany(i => i.Hash.Concat(i.Range)).Append(table.Hash).Append(table.Range ?? table.Hash).ToHashSet(StringComparer.Ordinal);
        return table with { Status = null, Indexes = left, Attributes = [.. table.Attributes.Where(a => used.Contains(a.Name))] };
    }
}
