using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Sqs;

/// <summary>Moves messages out of a dead-letter queue, a page in each transaction, until none that was there at the start is left.</summary>
/// <remarks>The page, its count and the job's next turn commit together, so a crash moves no message twice.</remarks>
internal static class MoveJob
{
    private const int Page = 50;
    private static readonly JobType<MovePayload> Type = new("sqs.move", JsonRecord.Codec(() => SqsJson.Default.MovePayload));

    public static void Schedule(IWriteTransaction tx, MoveKey key, DateTimeOffset now) =>
        tx.Schedule(Type.Create($"sqs.move/{key.TaskId}", new MovePayload(key.SourceArn, key.Started, key.TaskId)), now);

    public static IJobHandler Handler(IStore store, TimeProvider time) => JobHandler.For(Type, (payload, run, ct) => MoveAsync(store, time, payload, run, ct));

    private static async ValueTask MoveAsync(IStore store, TimeProvider time, MovePayload payload, JobRun run, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var orders = new Queue<long>();
        for (var i = 0; i < Page; i++) orders.Enqueue(TimeOrder.Next(now));
        await store.WriteAsync(
            async tx =>
            {
                var key = new MoveKey(payload.SourceArn, payload.Started, payload.TaskId);
                if (await SqsTables.Moves.GetAsync(tx, key) is not { } move)
                {
                    await run.CompleteAsync(tx);
                    return;
                }
                var left = new Queue<long>(orders);
                var after = await StepAsync(tx, move, payload, now, left);
                SqsTables.Moves.Put(tx, key, after);
                if (after.Status is MoveRecord.Running or MoveRecord.Cancelling) await run.RescheduleAsync(tx, NextTurn(move, after, now));
                else await run.CompleteAsync(tx);
            },
            ct);
    }

    private static DateTimeOffset NextTurn(MoveRecord before, MoveRecord after, DateTimeOffset now) =>
        after.MaxPerSecond is { } rate ? now.AddSeconds((after.Moved - before.Moved) / (double)rate) : now;

    private static async ValueTask<MoveRecord> StepAsync(IWriteTransaction tx, MoveRecord move, MovePayload payload, DateTimeOffset now, Queue<long> orders)
    {
        if (move.Status == MoveRecord.Cancelling) return move with { Status = MoveRecord.Cancelled };
        if (!QueueNames.TryParseArn(payload.SourceArn, out var sourceKey) || await SqsTables.Queues.GetAsync(tx, sourceKey) is not { } source)
            return move with { Status = MoveRecord.Failed, FailureReason = "AWS.SimpleQueueService.NonExistentQueue" };

        var most = (int)Math.Min(Math.Min(Page, move.MaxPerSecond ?? Page), move.ToMove - move.Moved);
        if (most <= 0) return move with { Status = MoveRecord.Completed };
        var moved = 0;
        try
        {
            moved = source.Fifo ? await FifoAsync(tx, move, source, now, most) : await StandardAsync(tx, move, source, now, most, orders);
        }
        catch (MoveFailedException e)
        {
            return move with { Status = MoveRecord.Failed, FailureReason = e.Message };
        }
        var after = move with { Moved = move.Moved + moved };
        return moved < most || after.Moved >= after.ToMove ? after with { Status = MoveRecord.Completed } : after;
    }

    private static async ValueTask<int> StandardAsync(IWriteTransaction tx, MoveRecord move, QueueRecord source, DateTimeOffset now, int most, Queue<long> orders)
    {
        var rows = new List<(MessageKey Key, MessageRecord Record)>();
        foreach (var lane in (int[])[MessageKey.Fresh, MessageKey.Received])
        {
            if (rows.Count < most) rows.AddRange(await SqsTables.Messages.RangeAsync(tx, SqsTables.Messages.UpTo(source.StorageId, lane, now), most - rows.Count));
        }
        // Every destination is known before the first message moves: a task that fails moves none of its page.
        var targets = await DestinationsAsync(tx, move, rows.Select(r => r.Record.DeadLetterSourceArn));
        for (var i = 0; i < rows.Count; i++)
        {
            var (key, record) = rows[i];
            var payload = await StandardMessages.PayloadAsync(tx, key, record);
            await StandardMessages.RemoveAsync(tx, source, key, record);
            StandardMessages.Adopt(tx, targets[i], record with { DeadLetterSourceArn = null, Sent = now }, payload, now, orders.Dequeue());
        }
        return rows.Count;
    }

    private static async ValueTask<int> FifoAsync(IWriteTransaction tx, MoveRecord move, QueueRecord source, DateTimeOffset now, int most)
    {
        var index = SqsTables.FifoByLane;
        var rows = new List<(FifoKey Key, MessageRecord Record)>();
        foreach (var lane in (int[])[MessageKey.Fresh, MessageKey.Received])
        {
            if (rows.Count >= most) break;
            foreach (var row in await index.RangeAsync(tx, index.UpTo(source.StorageId, lane, now), most - rows.Count)) rows.Add((row.Key, row.Record));
        }
        rows.Sort(static (a, b) => a.Key.Sequence.CompareTo(b.Key.Sequence));
        var targets = await DestinationsAsync(tx, move, rows.Select(r => r.Record.DeadLetterSourceArn));
        for (var i = 0; i < rows.Count; i++)
        {
            var (key, record) = rows[i];
            var payload = await FifoMessages.PayloadAsync(tx, key, record);
            await FifoMessages.RemoveAsync(tx, key, record);
            await FifoMessages.RefreshGroupAsync(tx, source, key.Group, now);
            await FifoMessages.AdoptAsync(tx, targets[i], record with { DeadLetterSourceArn = null }, payload, now);
        }
        return rows.Count;
    }

    private static async ValueTask<List<QueueRecord>> DestinationsAsync(IReadTransaction tx, MoveRecord move, IEnumerable<string?> sources)
    {
        var found = new Dictionary<string, QueueRecord>();
        var targets = new List<QueueRecord>();
        foreach (var source in sources)
        {
            // AWS: without a destination each message goes back to the queue that it came from (StartMessageMoveTask, DestinationArn).
            var arn = move.DestinationArn ?? source ?? throw new MoveFailedException("CouldNotDetermineMessageSource");
            if (!found.TryGetValue(arn, out var queue))
            {
                if (!QueueNames.TryParseArn(arn, out var key) || await SqsTables.Queues.GetAsync(tx, key) is not { } existing)
                    throw new MoveFailedException("AWS.SimpleQueueService.NonExistentQueue");
                found[arn] = queue = existing;
            }
            targets.Add(queue);
        }
        return targets;
    }

    private sealed class MoveFailedException(string reason) : Exception(reason);
}
