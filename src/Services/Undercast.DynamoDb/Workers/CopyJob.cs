using System.Globalization;
using Undercast.Storage;

namespace Undercast.DynamoDb;

/// <summary>What to copy: the items under one number, as they were at a moment, to another number.</summary>
internal sealed record CopyPayload
{
    /// <summary>Who owns both.</summary>
    public required string Account { get; init; }
    public required string Region { get; init; }
    public required long From { get; init; }
    public required long To { get; init; }
    /// <summary>The table whose history tells how the items were; null where nothing changes any more.</summary>
    public string? Source { get; init; }
    public long? History { get; init; }
    public long At { get; init; }
    /// <summary>The table that is made, or the table and id of the backup.</summary>
    public required string Target { get; init; }
    public string? Backup { get; init; }
}

// 1. Copy every row as it stands, a page in each transaction. Meanwhile writers go on, and each leaves in the history what it changed.
// 2. Go through the history from now back to the moment, and put what stood before each change. The last word is that of the earliest change after the moment.
//
// A row that nobody touched since the moment is right after step 1; every other row is made right by step 2. Doing it all again does no harm.

/// <summary>Copies the items of a table as they were at a moment: into a backup, or into a table that is being restored.</summary>
internal static class CopyJob
{
    private const int Page = 200;
    private static readonly JobType<CopyPayload> Type = new("dynamodb.copy", JsonRecord.Codec(static () => DynamoDbJson.Default.CopyPayload));

    public static void Schedule(IWriteTransaction tx, CopyPayload payload, DateTimeOffset now) =>
        tx.Schedule(Type.Create(string.Create(CultureInfo.InvariantCulture, $"dynamodb.copy/{payload.To}"), payload), now);

    public static IJobHandler Handler(IStore store, TableCatalog catalog, TimeProvider time) => JobHandler.For(Type, (payload, run, ct) => CopyAsync(store, catalog, time, payload, run, ct));

    private static async ValueTask CopyAsync(IStore store, TableCatalog catalog, TimeProvider time, CopyPayload payload, JobRun run, CancellationToken ct)
    {
        var target = new TableKey(payload.Account, payload.Region, payload.Target);
        await CopyItemsAsync(store, catalog, time, payload, ct);
        var (items, bytes) = payload.Backup is null ? (0, 0) : await MeasureAsync(store, payload.To, ct);
        await store.WriteAsync(tx => FinishAsync(tx, catalog, target, payload, items, bytes, run, time.GetUtcNow()), ct);
    }

    /// <summary>Steps 1 and 2.</summary>
    internal static async ValueTask CopyItemsAsync(IStore store, TableCatalog catalog, TimeProvider time, CopyPayload payload, CancellationToken ct)
    {
        var target = new TableKey(payload.Account, payload.Region, payload.Target);
        await EachPageAsync(store, ItemRows.All(payload.From), reverse: false, async (tx, rows) =>
        {
            var table = await TargetAsync(tx, catalog, target, payload);
            foreach (var (row, stored) in rows) await PutAsync(tx, table, ItemRows.Moved(row.Span, payload.From, payload.To), stored, time.GetUtcNow());
        }, ct);
        if (payload.History is { } history)
        {
            var since = DynamoDbTables.History.From(history, payload.At + 1);
            await EachPageAsync(store, since, reverse: true, async (tx, rows) =>
            {
                var table = await TargetAsync(tx, catalog, target, payload);
                foreach (var (_, stored) in rows)
                {
                    var change = HistoryRecord.Codec.Read(stored);
                    await PutAsync(tx, table, ItemRows.Moved(change.Row, payload.From, payload.To), change.Before, time.GetUtcNow());
                }
            }, ct);
        }
    }

    /// <summary>Lets go of the history that a copy relied on.</summary>
    internal static async ValueTask ReleaseAsync(IWriteTransaction tx, TableCatalog catalog, CopyPayload payload, DateTimeOffset now)
    {
        if (payload.Source is not { } source) return;
        var key = new TableKey(payload.Account, payload.Region, source);
        if (await catalog.FindAsync(tx, key) is { History: { } history } table && history.Storage == payload.History) DynamoDbTables.Tables.Put(tx, key, HistoryRules.Released(tx, table, now));
    }

    // Where a table is restored, its indexes follow; a backup has none.
    private static async ValueTask<TableRecord?> TargetAsync(IReadTransaction tx, TableCatalog catalog, TableKey target, CopyPayload payload) =>
        payload.Backup is null && await catalog.FindAsync(tx, target) is { } table && table.Storage == payload.To ? table with { Stream = null, History = null, Replicas = [] } : null;

    private static async ValueTask PutAsync(IWriteTransaction tx, TableRecord? table, byte[] row, ReadOnlyMemory<byte>? stored, DateTimeOffset now)
    {
        if (table is not null)
        {
            var before = await tx.GetAsync(row) is { } there ? new AttributeMap(there) : null;
            await ItemWriter.WriteAsync(tx, table, row, before, stored is { } item ? new AttributeMap(item) : null, now);
        }
        else if (stored is { } item)
        {
            tx.Put(row, item);
        }
        else
        {
            tx.Delete(row);
        }
    }

    private static async ValueTask FinishAsync(IWriteTransaction tx, TableCatalog catalog, TableKey target, CopyPayload payload, long items, long bytes, JobRun run, DateTimeOffset now)
    {
        await ReleaseAsync(tx, catalog, payload, now);
        if (payload.Backup is { } id)
        {
            var at = new StreamKey(target, id);
            if (await DynamoDbTables.Backups.GetAsync(tx, at) is { } backup) DynamoDbTables.Backups.Put(tx, at, backup with { Available = true, Items = items, Bytes = bytes });
            else DropJob.Schedule(tx, payload.To, now);
        }
        else if (await catalog.FindAsync(tx, target) is { } restored && restored.Storage == payload.To)
        {
            DynamoDbTables.Tables.Put(tx, target, restored with { Restore = restored.Restore! with { InProgress = false } });
            tx.Signal(DynamoDbTables.Subject(target));
        }
        await run.CompleteAsync(tx);
    }

    private static async ValueTask<(long Items, long Bytes)> MeasureAsync(IStore store, long storage, CancellationToken ct)
    {
        long items = 0, bytes = 0;
        var range = ItemRows.All(storage);
        while (true)
        {
            var from = range;
            var rows = await store.ReadAsync(tx => tx.RangeAsync(from, Page), ct);
            items += rows.Count;
            foreach (var (_, stored) in rows) bytes += ItemCodec.Size(stored.Span);
            if (rows.Count < Page) return (items, bytes);
            range = range.StartingAfter(rows[^1].Key);
        }
    }

    internal static async ValueTask EachPageAsync(
        IStore store, KeyRange range, bool reverse, Func<IWriteTransaction, IReadOnlyList<(ReadOnlyMemory<byte> Key, ReadOnlyMemory<byte> Value)>, ValueTask> handle, CancellationToken ct)
    {
        var rest = range;
        while (true)
        {
            var from = rest;
            var last = await store.WriteAsync<ReadOnlyMemory<byte>?>(
                async tx =>
                {
                    var rows = await tx.RangeAsync(from, Page, reverse);
                    await handle(tx, [.. rows.Select(r => (r.Key, r.Value))]);
                    return rows.Count == Page ? rows[^1].Key : (ReadOnlyMemory<byte>?)null;
                },
                ct);
            if (last is not { } key) return;
            rest = reverse ? rest.EndingBefore(key) : rest.StartingAfter(key);
        }
    }
}
