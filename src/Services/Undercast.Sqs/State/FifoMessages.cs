using System.Globalization;
using Undercast.Storage;

namespace Undercast.Sqs;

// A FIFO queue is its groups. Each group's messages lie in the order in which they were committed; the group itself has a row whose moment says when its head
// may be received:
//
//   a message of the group is in flight  -> when the last of those in flight becomes visible
//   none is, the head is delayed         -> when the head's delay ends
//   otherwise                            -> since it could be
//
// Messages of a group in flight all come from one receive (at most ten), since a group in flight gives no more; so the first rows of a group tell its moment.

/// <summary>The messages of FIFO queues. Every method takes a transaction.</summary>
internal static class FifoMessages
{
    private const int GroupsPerReceive = 64;
    private const int ClearedPerReceive = 200;

    // AWS: sequence numbers have 20 digits and grow; their start and step mean nothing.
    public static string SequenceNumber(long sequence) => (18_000_000_000_000_000_000UL + (ulong)sequence * 256).ToString("D20", CultureInfo.InvariantCulture);

    /// <summary>Stores a message, or finds the one sent with the same deduplication id within five minutes.</summary>
    public static async ValueTask<(Guid MessageId, long Sequence)> AppendAsync(IWriteTransaction tx, QueueRecord queue, Draft draft)
    {
        await ForgetAsync(tx, queue, draft.Sent);
        var deduplication = new DeduplicationKey(queue.QueueId, draft.Scope!, draft.Payload.DeduplicationId!);
        if (await SqsTables.Deduplication.GetAsync(tx, deduplication) is { } earlier && earlier.Expires > draft.Sent) return (earlier.MessageId, earlier.Sequence);

        var sequence = await NextSequenceAsync(tx, queue);
        var payload = draft.Payload with { SequenceNumber = SequenceNumber(sequence) };
        await InsertAsync(tx, queue, sequence, payload, new MessageRecord { Sent = draft.Sent, VisibleAt = draft.Sent.AddSeconds(draft.DelaySeconds) }, draft.Sent);
        await SqsTables.Deduplication.PutAsync(tx, deduplication, new DeduplicationRecord(payload.MessageId, sequence, draft.Sent + Limits.Deduplication));
        return (payload.MessageId, sequence);
    }

    /// <summary>Puts a message that came from another queue at the end of its group.</summary>
    public static async ValueTask AdoptAsync(IWriteTransaction tx, QueueRecord queue, MessageRecord record, ReadOnlyMemory<byte> payload, DateTimeOffset now)
    {
        var sequence = await NextSequenceAsync(tx, queue);
        // AWS: a FIFO queue's message starts a new retention period in the dead-letter queue (SQS dead-letter queues, retention).
        await InsertAsync(tx, queue, sequence, MessagePayload.Decode(payload) with { SequenceNumber = SequenceNumber(sequence) },
            new MessageRecord { Sent = now, VisibleAt = now, DeadLetterSourceArn = record.DeadLetterSourceArn }, now);
    }

    private static async ValueTask InsertAsync(IWriteTransaction tx, QueueRecord queue, long sequence, MessagePayload payload, MessageRecord record, DateTimeOffset now)
    {
        var key = new FifoKey(queue.StorageId, payload.GroupId!, sequence);
        var encoded = payload.Encode();
        if (encoded.Length > MessagePayload.InlineBytes)
            SqsTables.Payloads.Put(tx, new MessageIdentity(queue.StorageId, sequence, Guid.Empty), new PayloadRecord(encoded));
        else
            record = record with { Payload = encoded };
        SqsTables.Fifo.PutFresh(tx, key, record);
        await RefreshGroupAsync(tx, queue, key.Group, now);
        if (record.VisibleAt <= now) tx.Signal(SqsTables.Subject(queue));
    }

    public static async ValueTask<List<Taken>> TakeAsync(IWriteTransaction tx, QueueRecord queue, QueueKey queueKey, DateTimeOffset now, int max, int visibilitySeconds)
    {
        var taken = new List<Taken>(max);
        var deadLetters = await DeadLetterTarget.FindAsync(tx, queue, queueKey);
        var cleared = 0;
        var available = await SqsTables.GroupsByAvailable.KeysAsync(tx, SqsTables.GroupsByAvailable.UpTo(queue.StorageId, now), GroupsPerReceive);
        foreach (var (_, group) in available)
        {
            if (taken.Count >= max) break;
            FifoKey? after = null;
            while (taken.Count < max && cleared < ClearedPerReceive)
            {
                var rows = await SqsTables.Fifo.RangeAsync(tx, SqsTables.Fifo.Prefix(queue.StorageId, group.Group), 1, after: after);
                if (rows.Count == 0) break;
                var (key, record) = rows[0];
                after = key;
                if (record.ExpiresAt(queue) <= now)
                {
                    await RemoveAsync(tx, key, record);
                    cleared++;
                    continue;
                }
                if (record.VisibleAt > now) break;
                if (deadLetters is { } target && record.ReceiveCount >= queue.MaxReceiveCount)
                {
                    var payload = await PayloadAsync(tx, key, record);
                    await RemoveAsync(tx, key, record);
                    await AdoptAsync(tx, target, record with { DeadLetterSourceArn = QueueNames.Arn(queueKey) }, payload, now);
                    cleared++;
                    continue;
                }
                taken.Add(await TakeOneAsync(tx, queue, key, record, now, visibilitySeconds));
            }
            await RefreshGroupAsync(tx, queue, group.Group, now);
        }
        return taken;
    }

    private static async ValueTask<Taken> TakeOneAsync(IWriteTransaction tx, QueueRecord queue, FifoKey key, MessageRecord record, DateTimeOffset now, int visibilitySeconds)
    {
        var received = record with
        {
            ReceiveCount = record.ReceiveCount + 1,
            FirstReceived = record.FirstReceived ?? now,
            LastReceived = now,
            VisibleAt = now.AddSeconds(visibilitySeconds),
        };
        await SqsTables.Fifo.PutAsync(tx, key, received);
        return new Taken(received, await PayloadAsync(tx, key, record), Receipt(queue, key, received.ReceiveCount));
    }

    public static Receipt Receipt(QueueRecord queue, FifoKey key, int receiveCount) =>
        new(queue.QueueId, key.StorageId, receiveCount, DateTimeOffset.UnixEpoch, key.Sequence, Guid.Empty, key.Group);

    /// <summary>The messages of an earlier receive with the same attempt id, hidden anew; null when they can no longer be given again.</summary>
    public static async ValueTask<List<Taken>?> RepeatAsync(IWriteTransaction tx, QueueRecord queue, AttemptRecord attempt, DateTimeOffset now, int visibilitySeconds)
    {
        var rows = new List<(FifoKey Key, MessageRecord Record)>(attempt.Messages.Count);
        foreach (var m in attempt.Messages)
        {
            var key = new FifoKey(queue.StorageId, m.Group, m.Sequence);
            // AWS: a repetition gives the same messages as long as none of them was deleted, changed, or became visible (ReceiveMessage, ReceiveRequestAttemptId).
            if (await SqsTables.Fifo.GetAsync(tx, key) is not { } record || record.ReceiveCount != m.ReceiveCount || record.VisibleAt != m.VisibleAt || record.VisibleAt <= now)
                return null;
            rows.Add((key, record));
        }
        var taken = new List<Taken>(rows.Count);
        foreach (var (key, record) in rows)
        {
            var hidden = record with { VisibleAt = now.AddSeconds(visibilitySeconds) };
            await SqsTables.Fifo.PutAsync(tx, key, hidden);
            taken.Add(new Taken(hidden, await PayloadAsync(tx, key, record), Receipt(queue, key, record.ReceiveCount)));
        }
        foreach (var group in rows.Select(static r => r.Key.Group).Distinct()) await RefreshGroupAsync(tx, queue, group, now);
        return taken;
    }

    public static async ValueTask DeleteAsync(IWriteTransaction tx, QueueRecord queue, Receipt receipt, string handle, DateTimeOffset now)
    {
        if (receipt.StorageId != queue.StorageId || receipt.Group is null) return;
        if (await SqsTables.Fifo.GetAsync(tx, receipt.FifoKey) is not { } record || record.ReceiveCount != receipt.ReceiveCount) return;
        // AWS: in a FIFO queue a receipt ends with the visibility timeout (DeleteMessage, troubleshooting).
        if (record.VisibleAt <= now) throw VisibilityRules.Expired(handle);
        await RemoveAsync(tx, receipt.FifoKey, record);
        await RefreshGroupAsync(tx, queue, receipt.Group, now);
        tx.Signal(SqsTables.Subject(queue));
    }

    public static async ValueTask ChangeVisibilityAsync(IWriteTransaction tx, QueueRecord queue, Receipt receipt, string handle, int timeout, DateTimeOffset now)
    {
        if (receipt.StorageId != queue.StorageId || receipt.Group is null
            || await SqsTables.Fifo.GetAsync(tx, receipt.FifoKey) is not { } record || record.ReceiveCount != receipt.ReceiveCount)
            throw VisibilityRules.Gone(handle);
        VisibilityRules.Check(record.VisibleAt, record.LastReceived, timeout, now);
        await SqsTables.Fifo.PutAsync(tx, receipt.FifoKey, record with { VisibleAt = now.AddSeconds(timeout) });
        await RefreshGroupAsync(tx, queue, receipt.Group, now);
        if (timeout == 0) tx.Signal(SqsTables.Subject(queue));
    }

    public static async ValueTask RemoveAsync(IWriteTransaction tx, FifoKey key, MessageRecord record)
    {
        await SqsTables.Fifo.DeleteAsync(tx, key);
        if (record.HasOwnPayloadRow) SqsTables.Payloads.Delete(tx, new MessageIdentity(key.StorageId, key.Sequence, Guid.Empty));
    }

    public static async ValueTask RefreshGroupAsync(IWriteTransaction tx, QueueRecord queue, string group, DateTimeOffset now)
    {
        var key = new GroupKey(queue.StorageId, group);
        var rows = await SqsTables.Fifo.RangeAsync(tx, SqsTables.Fifo.Prefix(queue.StorageId, group), Limits.BatchEntries);
        if (rows.Count == 0)
        {
            await SqsTables.Groups.DeleteAsync(tx, key);
            return;
        }
        var moment = rows[0].Record.VisibleAt;
        foreach (var (_, record) in rows)
        {
            if (record.ReceiveCount > 0 && record.VisibleAt > now && record.VisibleAt > moment) moment = record.VisibleAt;
        }
        await SqsTables.Groups.PutAsync(tx, key, new GroupRecord(moment));
    }

    /// <summary>The earliest moment after <paramref name="now"/> at which a group can be received from by time, or null.</summary>
    public static async ValueTask<DateTimeOffset?> NextVisibleAsync(IReadTransaction tx, QueueRecord queue, DateTimeOffset now)
    {
        var index = SqsTables.GroupsByAvailable;
        var next = await index.KeysAsync(tx, index.From(queue.StorageId, now.AddMilliseconds(1)), 1);
        return next.Count == 0 ? null : next[0].IndexKey.At;
    }

    public static async ValueTask<QueueCounts> CountAsync(IReadTransaction tx, QueueRecord queue, DateTimeOffset now)
    {
        var later = now.AddMilliseconds(1);
        var lanes = SqsTables.FifoByLane;
        return new QueueCounts(
            await lanes.CountAsync(tx, lanes.UpTo(queue.StorageId, MessageKey.Fresh, now)) + await lanes.CountAsync(tx, lanes.UpTo(queue.StorageId, MessageKey.Received, now)),
            await lanes.CountAsync(tx, lanes.From(queue.StorageId, MessageKey.Received, later)),
            await lanes.CountAsync(tx, lanes.From(queue.StorageId, MessageKey.Fresh, later)));
    }

    public static async ValueTask<ReadOnlyMemory<byte>> PayloadAsync(IReadTransaction tx, FifoKey key, MessageRecord record)
    {
        if (!record.HasOwnPayloadRow) return record.Payload;
        var row = await SqsTables.Payloads.GetAsync(tx, new MessageIdentity(key.StorageId, key.Sequence, Guid.Empty));
        return row?.Bytes ?? throw new StoreCorruptException($"Message {key.Sequence} of group {key.Group} has no payload.");
    }

    private static async ValueTask<long> NextSequenceAsync(IWriteTransaction tx, QueueRecord queue)
    {
        var key = new NumberKey(queue.QueueId);
        var next = (await SqsTables.Sequences.GetAsync(tx, key))?.Last + 1 ?? 1;
        SqsTables.Sequences.Put(tx, key, new SequenceRecord(next));
        return next;
    }

    // Every send clears two forgotten ids, so that they never pile up and nothing else has to run.
    private static async ValueTask ForgetAsync(IWriteTransaction tx, QueueRecord queue, DateTimeOffset now)
    {
        var old = await SqsTables.DeduplicationByExpiry.KeysAsync(tx, SqsTables.DeduplicationByExpiry.UpTo(queue.QueueId, now), 2);
        foreach (var (_, key) in old) await SqsTables.Deduplication.DeleteAsync(tx, key);
    }
}
