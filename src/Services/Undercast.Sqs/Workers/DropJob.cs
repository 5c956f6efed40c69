using Undercast.Storage;

namespace Undercast.Sqs;

/// <summary>Removes the rows that a deleted or purged queue has left, a page in each transaction.</summary>
internal static class DropJob
{
    private const int Page = 500;
    private static readonly JobType<DropPayload> Storage = new("sqs.drop-storage", JsonRecord.Codec(() => SqsJson.Default.DropPayload));
    private static readonly JobType<DropPayload> Queue = new("sqs.drop-queue", JsonRecord.Codec(() => SqsJson.Default.DropPayload));

    public static void Schedule(IWriteTransaction tx, long storageId, DateTimeOffset now) =>
        tx.Schedule(Storage.Create($"sqs.drop-storage/{storageId}", new DropPayload(storageId)), now);

    public static void ScheduleQueue(IWriteTransaction tx, long queueId, DateTimeOffset now) =>
        tx.Schedule(Queue.Create($"sqs.drop-queue/{queueId}", new DropPayload(queueId)), now);

    public static IJobHandler StorageHandler(IStore store) => JobHandler.For(Storage, (payload, run, ct) => StorageAsync(store, payload.StorageId, run, ct));

    public static IJobHandler QueueHandler(IStore store) => JobHandler.For(Queue, (payload, run, ct) => QueueAsync(store, payload.StorageId, run, ct));

    private static async ValueTask StorageAsync(IStore store, long id, JobRun run, CancellationToken ct)
    {
        foreach (var range in (KeyRange[])
                 [
                     SqsTables.Messages.Prefix(id), SqsTables.Payloads.Prefix(id), SqsTables.Forwards.Prefix(id), SqsTables.Tenants.Prefix(id),
                 ])
        {
            await DropAsync(store, range, ct);
        }
        await DropIndexedAsync(store, SqsTables.Fifo, SqsTables.Fifo.Prefix(id), ct);
        await DropIndexedAsync(store, SqsTables.Groups, SqsTables.Groups.Prefix(id), ct);
        await store.WriteAsync(run.CompleteAsync, ct);
    }

    private static async ValueTask QueueAsync(IStore store, long id, JobRun run, CancellationToken ct)
    {
        await DropIndexedAsync(store, SqsTables.Deduplication, SqsTables.Deduplication.Prefix(id), ct);
        await DropIndexedAsync(store, SqsTables.Attempts, SqsTables.Attempts.Prefix(id), ct);
        await store.WriteAsync(
            async tx =>
            {
                SqsTables.Sequences.Delete(tx, new NumberKey(id));
                await run.CompleteAsync(tx);
            },
            ct);
    }

    // Pages, so that no transaction holds the writer for long whatever the queue's depth.
    private static async ValueTask DropAsync(IStore store, KeyRange range, CancellationToken ct)
    {
        while (await store.WriteAsync(
                   async tx =>
                   {
                       var rows = await tx.RangeAsync(range, Page);
                       foreach (var (key, _) in rows) tx.Delete(key);
                       return rows.Count == Page;
                   },
                   ct))
        {
            ct.ThrowIfCancellationRequested();
        }
    }

    private static async ValueTask DropIndexedAsync<TKey, TRecord>(IStore store, Table<TKey, TRecord> table, KeyRange range, CancellationToken ct)
        where TKey : struct, ITupleKey<TKey>
        where TRecord : class
    {
        while (await store.WriteAsync(
                   async tx =>
                   {
                       var rows = await table.RangeAsync(tx, range, Page);
                       foreach (var (key, _) in rows) await table.DeleteAsync(tx, key);
                       return rows.Count == Page;
                   },
                   ct))
        {
            ct.ThrowIfCancellationRequested();
        }
    }
}
