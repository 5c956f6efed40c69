using Undercast.Storage;

namespace Undercast.Sqs;

/// <summary>Removes messages whose retention period is over. One job for each queue, due when its oldest message expires.</summary>
/// <remarks>A receive never gives an expired message; this keeps counts exact and the store small.</remarks>
internal static class SweepJob
{
    private const int Page = 500;
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(30);
    private static readonly JobType<SweepPayload> Type = new("sqs.sweep", JsonRecord.Codec(() => SqsJson.Default.SweepPayload));

    private static string Id(QueueRecord queue) => $"sqs.sweep/{queue.QueueId}";

    public static void Schedule(IWriteTransaction tx, QueueKey key, QueueRecord queue, DateTimeOffset due) =>
        tx.Schedule(Type.Create(Id(queue), new SweepPayload(key.Account, key.Region, key.Name, queue.QueueId)), due);

    /// <summary>Looks at once: a shorter retention holds for messages that are there already.</summary>
    public static void Reschedule(IWriteTransaction tx, QueueKey key, QueueRecord queue, DateTimeOffset now) => Schedule(tx, key, queue, now + Shortest);

    public static void Unschedule(IWriteTransaction tx, QueueRecord queue) => tx.Unschedule(Id(queue));

    public static IJobHandler Handler(IStore store, TimeProvider time) => JobHandler.For(Type, (payload, run, ct) => SweepAsync(store, time, payload, run, ct));

    private static async ValueTask SweepAsync(IStore store, TimeProvider time, SweepPayload payload, JobRun run, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var key = new QueueKey(payload.Account, payload.Region, payload.Name);
        var queue = await store.ReadAsync(tx => SqsTables.Queues.GetAsync(tx, key), ct);
        if (queue is null || queue.QueueId != payload.QueueId)
        {
            await store.WriteAsync(run.CompleteAsync, ct);
            return;
        }
        var oldest = queue.Fifo
            ? await SweepAsync(store, SqsTables.Fifo, queue, now, async (tx, k, m) =>
            {
                await FifoMessages.RemoveAsync(tx, k, m);
                await FifoMessages.RefreshGroupAsync(tx, queue, k.Group, now);
            }, ct)
            : await SweepAsync(store, SqsTables.Messages, queue, now, (tx, k, m) => StandardMessages.RemoveAsync(tx, queue, k, m), ct);
        var due = (oldest ?? now).AddSeconds(queue.RetentionSeconds);
        await store.WriteAsync(tx => run.RescheduleAsync(tx, due > now + Shortest ? due : now + Shortest), ct);
    }

    /// <summary>Removes what is expired and gives the time at which the oldest of the rest was sent.</summary>
    private static async ValueTask<DateTimeOffset?> SweepAsync<TKey>(
        IStore store, Table<TKey, MessageRecord> table, QueueRecord queue, DateTimeOffset now, Func<IWriteTransaction, TKey, MessageRecord, ValueTask> remove, CancellationToken ct)
        where TKey : struct, ITupleKey<TKey>
    {
        DateTimeOffset? oldest = null;
        TKey? after = null;
        while (true)
        {
            // Looking needs no write; most pages hold nothing that is expired.
            var rows = await store.ReadAsync(tx => table.RangeAsync(tx, table.Prefix(queue.StorageId), Page, after: after), ct);
            foreach (var (_, message) in rows)
            {
                if (message.ExpiresAt(queue) > now && (oldest is null || message.Sent < oldest)) oldest = message.Sent;
            }
            var expired = rows.Where(r => r.Record.ExpiresAt(queue) <= now).Select(r => r.Key).ToArray();
            if (expired.Length > 0)
            {
                await store.WriteAsync(
                    async tx =>
                    {
                        foreach (var k in expired)
                        {
                            if (await table.GetAsync(tx, k) is { } still) await remove(tx, k, still);
                        }
                    },
                    ct);
            }
            if (rows.Count < Page) return oldest;
            after = rows[^1].Key;
        }
    }
}
