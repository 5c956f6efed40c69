using Undercast.Storage;

namespace Undercast.DynamoDb;

/// <summary>What to fill: an index, or the expiries of a table.</summary>
internal sealed record FillPayload(string Account, string Region, string Name, Guid TableId, long Storage);

/// <summary>Enters the items that a table already has into a new index, or into the order of expiries.</summary>
/// <remarks>Writes keep the index from its first moment, so what is entered here is what they have not touched, and entering twice does no harm.</remarks>
internal static class FillJob
{
    private const int Page = 200;
    private static readonly JobType<FillPayload> Type = new("dynamodb.fill", JsonRecord.Codec(() => DynamoDbJson.Default.FillPayload));

    public static void Schedule(IWriteTransaction tx, TableKey key, Guid tableId, long storage, DateTimeOffset now) =>
        tx.Schedule(Type.Create(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"dynamodb.fill/{storage}"), new FillPayload(key.Account, key.Region, key.Name, tableId, storage)), now);

    public static IJobHandler Handler(IStore store, TableCatalog catalog, TimeProvider time) => JobHandler.For(Type, (payload, run, ct) => FillAsync(store, catalog, time, payload, run, ct));

    private static async ValueTask FillAsync(IStore store, TableCatalog catalog, TimeProvider time, FillPayload payload, JobRun run, CancellationToken ct)
    {
        var key = new TableKey(payload.Account, payload.Region, payload.Name);
        ReadOnlyMemory<byte>? last = null;
        while (true)
        {
            var from = last;
            var next = await store.WriteAsync(
                async tx =>
                {
                    var table = await catalog.FindAsync(tx, key);
                    var index = table?.Id == payload.TableId ? Array.Find(table.Layout.Indexes, i => i.Record.Storage == payload.Storage) : null;
                    var expiry = table?.Id == payload.TableId && table.Expiry?.Storage == payload.Storage ? table.Expiry : null;
                    if (table is null || (index is null && expiry is null)) return null;
                    var range = ItemRows.All(table.Storage);
                    var rows = await tx.RangeAsync(from is { } after ? range.StartingAfter(after) : range, Page);
                    foreach (var (row, stored) in rows)
                    {
                        if (index is not null) ItemWriter.Enter(tx, index, table.Layout.Keys, new AttributeMap(stored));
                        else ItemWriter.Enter(tx, expiry!, row.ToArray(), new AttributeMap(stored));
                    }
                    return rows.Count == Page ? rows[^1].Key : (ReadOnlyMemory<byte>?)null;
                },
                ct);
            if (next is null) break;
            last = next;
        }
        var now = time.GetUtcNow();
        await store.WriteAsync(
            async tx =>
            {
                var table = await catalog.FindAsync(tx, key);
                if (table?.Id == payload.TableId)
                {
                    if (table.Expiry?.Storage == payload.Storage) ExpireJob.Schedule(tx, payload, now);
                    else DynamoDbTables.Tables.Put(tx, key, table with { Indexes = [.. table.Indexes.Select(i => i.Storage == payload.Storage ? i with { Filling = false } : i)] });
                }
                tx.Signal(DynamoDbTables.Subject(key));
                await run.CompleteAsync(tx);
            },
            ct);
    }
}
