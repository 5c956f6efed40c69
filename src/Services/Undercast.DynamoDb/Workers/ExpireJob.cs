using System.Globalization;
using Undercast.Storage;

namespace Undercast.DynamoDb;

/// <summary>Whose items expire.</summary>
internal sealed record ExpirePayload(string Account, string Region, string Name, Guid TableId, long Storage);

/// <summary>Removes the items of a table whose time has come. Costs by what expires, not by what is there.</summary>
/// <remarks>AWS: an expired item goes within a few days. Here it goes within a minute.</remarks>
internal static class ExpireJob
{
    private const int Page = 100;
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);
    private static readonly JobType<ExpirePayload> Type = new("dynamodb.expire", JsonRecord.Codec(() => DynamoDbJson.Default.ExpirePayload));

    public static void Schedule(IWriteTransaction tx, FillPayload filled, DateTimeOffset now) =>
        tx.Schedule(Type.Create(Id(filled.Storage), new ExpirePayload(filled.Account, filled.Region, filled.Name, filled.TableId, filled.Storage)), now);

    public static void Unschedule(IWriteTransaction tx, ExpirySetting expiry) => tx.Unschedule(Id(expiry.Storage));

    public static IJobHandler Handler(IStore store, TableCatalog catalog, TimeProvider time) => JobHandler.For(Type, (payload, run, ct) => ExpireAsync(store, catalog, time, payload, run, ct));

    private static string Id(long storage) => string.Create(CultureInfo.InvariantCulture, $"dynamodb.expire/{storage}");

    private static async ValueTask ExpireAsync(IStore store, TableCatalog catalog, TimeProvider time, ExpirePayload payload, JobRun run, CancellationToken ct)
    {
        var key = new TableKey(payload.Account, payload.Region, payload.Name);
        var now = time.GetUtcNow();
        var seconds = now.ToUnixTimeSeconds();
        var expiries = DynamoDbTables.Expiries;
        // From the oldest second that counts to this one.
        var range = new KeyRange(expiries.From(payload.Storage, seconds - ExpiryRules.OldestSeconds).Start, expiries.UpTo(payload.Storage, seconds).End);
        while (await store.WriteAsync(
                   async tx =>
                   {
                       var table = await catalog.FindAsync(tx, key);
                       if (table?.Id != payload.TableId || table.Expiry?.Storage != payload.Storage) return false;
                       var due = await expiries.RangeAsync(tx, range, Page);
                       foreach (var (at, _) in due)
                       {
                           if (await tx.GetAsync(at.Row) is { } stored) await ItemWriter.WriteAsync(tx, table, at.Row, new AttributeMap(stored), null, now, expired: true);
                           else expiries.Delete(tx, at);
                       }
                       return due.Count == Page;
                   },
                   ct))
        {
            ct.ThrowIfCancellationRequested();
        }
        await store.WriteAsync(
            async tx =>
            {
                var table = await catalog.FindAsync(tx, key);
                if (table?.Id == payload.TableId && table.Expiry?.Storage == payload.Storage) await run.RescheduleAsync(tx, now + Pause);
                else await run.CompleteAsync(tx);
            },
            ct);
    }
}
