using System.Globalization;
using Undercast.Storage;

namespace Undercast.DynamoDb;

/// <summary>A table whose history grows old.</summary>
internal sealed record HistoryPayload(string Account, string Region, string Name, long History);

/// <summary>Removes what no restoration can ask for any more.</summary>
internal static class HistoryJob
{
    private const int Page = 500;
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);
    private static readonly JobType<HistoryPayload> Type = new("dynamodb.history", JsonRecord.Codec(static () => DynamoDbJson.Default.HistoryPayload));

    public static void Schedule(IWriteTransaction tx, TableKey key, long history, DateTimeOffset now) =>
        tx.Schedule(Type.Create(string.Create(CultureInfo.InvariantCulture, $"dynamodb.history/{history}"), new HistoryPayload(key.Account, key.Region, key.Name, history)), now + Pause);

    public static IJobHandler Handler(IStore store, TableCatalog catalog, TimeProvider time) => JobHandler.For(Type, (payload, run, ct) => TrimAsync(store, catalog, time, payload, run, ct));

    private static async ValueTask TrimAsync(IStore store, TableCatalog catalog, TimeProvider time, HistoryPayload payload, JobRun run, CancellationToken ct)
    {
        var key = new TableKey(payload.Account, payload.Region, payload.Name);
        var now = time.GetUtcNow();
        while (await store.WriteAsync(
                   async tx =>
                   {
                       // A copy in progress needs all of it.
                       if (await catalog.FindAsync(tx, key) is not { History: { Copies: 0 } history } || history.Storage != payload.History) return false;
                       var rows = await DynamoDbTables.History.RangeAsync(tx, DynamoDbTables.History.UpTo(payload.History, now.AddDays(-history.Days).ToUnixTimeMilliseconds()), Page);
                       foreach (var (at, _) in rows) DynamoDbTables.History.Delete(tx, at);
                       return rows.Count == Page;
                   },
                   ct))
        {
            ct.ThrowIfCancellationRequested();
        }
        await store.WriteAsync(
            async tx =>
            {
                if ((await catalog.FindAsync(tx, key))?.History?.Storage == payload.History) await run.RescheduleAsync(tx, now + Pause);
                else await run.CompleteAsync(tx);
            },
            ct);
    }
}
