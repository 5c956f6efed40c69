using System.Globalization;
using Undercast.Storage;

namespace Undercast.DynamoDb;

/// <summary>A new replica, and the table that its items come from.</summary>
internal sealed record ReplicaPayload(string Account, string Region, string Name, string Source, long From, long To);

/// <summary>Gives a new replica the items that its table already has.</summary>
/// <remarks>Writes reach the replica from its first moment, and a page is read and written in one transaction, so what is entered here is what they have left.</remarks>
internal static class ReplicaJob
{
    private const int Page = 200;
    private static readonly JobType<ReplicaPayload> Type = new("dynamodb.replica", JsonRecord.Codec(static () => DynamoDbJson.Default.ReplicaPayload));

    public static void Schedule(IWriteTransaction tx, TableKey source, string region, long from, long to, DateTimeOffset now) =>
        tx.Schedule(Type.Create(string.Create(CultureInfo.InvariantCulture, $"dynamodb.replica/{to}"), new ReplicaPayload(source.Account, region, source.Name, source.Region, from, to)), now);

    public static IJobHandler Handler(IStore store, TableCatalog catalog, TimeProvider time) => JobHandler.For(Type, (payload, run, ct) => FillAsync(store, catalog, time, payload, run, ct));

    private static async ValueTask FillAsync(IStore store, TableCatalog catalog, TimeProvider time, ReplicaPayload payload, JobRun run, CancellationToken ct)
    {
        var key = new TableKey(payload.Account, payload.Region, payload.Name);
        var range = ItemRows.All(payload.From);
        while (true)
        {
            var (from, now) = (range, time.GetUtcNow());
            var last = await store.WriteAsync<ReadOnlyMemory<byte>?>(
                async tx =>
                {
                    if (await catalog.FindAsync(tx, key) is not { } replica || replica.Storage != payload.To) return null;
                    var rows = await tx.RangeAsync(from, Page);
                    foreach (var (source, stored) in rows)
                    {
                        var row = ItemRows.Moved(source.Span, payload.From, payload.To);
                        var before = await tx.GetAsync(row) is { } there ? new AttributeMap(there) : null;
                        // AWS: what a replica is filled with does not pass through its stream.
                        await ItemWriter.WriteAsync(tx, replica with { Stream = null }, row, before, new AttributeMap(stored), now, replicates: false);
                    }
                    return rows.Count == Page ? rows[^1].Key : (ReadOnlyMemory<byte>?)null;
                },
                ct);
            if (last is not { } after) break;
            range = range.StartingAfter(after);
        }
        var end = time.GetUtcNow();
        await store.WriteAsync(
            async tx =>
            {
                if (await catalog.FindAsync(tx, key) is { Status: TableRecord.Creating } replica && replica.Storage == payload.To) await SettleJob.SettleAsync(tx, key, replica, end);
                tx.Signal(DynamoDbTables.Subject(key with { Region = payload.Source }));
                await run.CompleteAsync(tx);
            },
            ct);
    }
}
