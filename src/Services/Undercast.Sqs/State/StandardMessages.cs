using Undercast.Storage;

namespace Undercast.Sqs;

// Where a standard message's rows are, and what moves them:
//
//   send      Fresh   lane, at sent + delay      (payload over 2 KB: a row of its own)
//   receive   Received lane, at now + visibility   the row moves; its new place is in the receipt
//   change    Received lane, at now + timeout      the row moves; a forwarding row leads from the receipt to it
//   delete    all rows go
//
// A message is visible when its moment is not later than now, so time alone makes messages visible: nothing has to run.

/// <summary>The messages of standard queues. Every method takes a transaction.</summary>
internal static class StandardMessages
{
    // How many dead or expired messages one receive clears away before it answers with what it has.
    private const int ClearedPerReceive = 200;

    public static void Append(IWriteTransaction tx, QueueRecord queue, Draft draft)
    {
        var key = new MessageKey(queue.StorageId, MessageKey.Fresh, draft.Sent.AddSeconds(draft.DelaySeconds), draft.Order, draft.Payload.MessageId);
        Insert(tx, key, new MessageRecord { Sent = draft.Sent, Payload = draft.Payload.Encode() }, draft.Payload.GroupId);
        if (draft.DelaySeconds == 0) tx.Signal(SqsTables.Subject(queue));
    }

    /// <summary>Puts a message that came from another queue; it starts anew but for the moment at which it was sent.</summary>
    public static void Adopt(IWriteTransaction tx, QueueRecord queue, MessageRecord record, ReadOnlyMemory<byte> payload, DateTimeOffset now, long order)
    {
        var decoded = MessagePayload.Decode(payload);
        // AWS: a standard queue's message keeps its original enqueue time in the dead-letter queue (SQS dead-letter queues, retention).
        Insert(tx, new MessageKey(queue.StorageId, MessageKey.Fresh, now, order, decoded.MessageId),
            new MessageRecord { Sent = record.Sent, DeadLetterSourceArn = record.DeadLetterSourceArn, Payload = payload }, queue.Fair ? decoded.GroupId : null);
        tx.Signal(SqsTables.Subject(queue));
    }

    private static void Insert(IWriteTransaction tx, MessageKey key, MessageRecord record, string? group)
    {
        if (record.Payload.Length > MessagePayload.InlineBytes)
        {
            SqsTables.Payloads.Put(tx, new MessageIdentity(key.StorageId, key.Order, key.Id), new PayloadRecord(record.Payload));
            record = record with { Payload = default };
        }
        SqsTables.Messages.Put(tx, key, record);
        if (group is not null) SqsTables.Tenants.Put(tx, Tenant(key, group), NoPayload);
    }

    private static readonly PayloadRecord NoPayload = new(ReadOnlyMemory<byte>.Empty);

    private static TenantKey Tenant(MessageKey key, string group) => new(key.StorageId, group, key.Lane, key.VisibleAt, key.Order, key.Id);

    public static async ValueTask<List<Taken>> TakeAsync(
        IWriteTransaction tx, QueueRecord queue, QueueKey queueKey, DateTimeOffset now, int max, int visibilitySeconds, Func<long> nextOrder)
    {
        var taken = new List<Taken>(max);
        var deadLetters = await DeadLetterTarget.FindAsync(tx, queue, queueKey);
        // With a timeout of zero a message that was just taken is visible again; it is given once all the same.
        var given = new HashSet<Guid>();
        for (var (cleared, fresh) = (0, true); fresh && taken.Count < max && cleared < ClearedPerReceive;)
        {
            var candidates = queue.Fair
                ? await FairOrder.NextAsync(tx, queue, now, max)
                : await OldestAsync(tx, queue, now, visibilitySeconds == 0 ? max : max - taken.Count);
            fresh = false;
            foreach (var (key, record) in candidates)
            {
                if (taken.Count >= max) break;
                if (given.Contains(key.Id)) continue;
                fresh = true;
                if (record.ExpiresAt(queue) <= now)
                {
                    await RemoveAsync(tx, queue, key, record);
                    cleared++;
                }
                else if (deadLetters is { } target && record.ReceiveCount >= queue.MaxReceiveCount)
                {
                    var payload = await PayloadAsync(tx, key, record);
                    await RemoveAsync(tx, queue, key, record);
                    Adopt(tx, target, record with { DeadLetterSourceArn = QueueNames.Arn(queueKey) }, payload, now, nextOrder());
                    cleared++;
                }
                else
                {
                    taken.Add(await TakeOneAsync(tx, queue, key, record, now, visibilitySeconds));
                    given.Add(key.Id);
                }
            }
        }
        return taken;
    }

    private static async ValueTask<Taken> TakeOneAsync(IWriteTransaction tx, QueueRecord queue, MessageKey key, MessageRecord record, DateTimeOffset now, int visibilitySeconds)
    {
        var payload = await PayloadAsync(tx, key, record);
        if (record.Forwarded) SqsTables.Forwards.Delete(tx, new MessageIdentity(key.StorageId, key.Order, key.Id));
        var received = record with { ReceiveCount = record.ReceiveCount + 1, FirstReceived = record.FirstReceived ?? now, LastReceived = now, Forwarded = false };
        var place = key with { Lane = MessageKey.Received, VisibleAt = now.AddSeconds(visibilitySeconds) };
        Move(tx, key, place, received, queue.Fair ? MessagePayload.Decode(payload).GroupId : null);
        return new Taken(received, payload, new Receipt(queue.QueueId, key.StorageId, received.ReceiveCount, place.VisibleAt, key.Order, key.Id, null));
    }

    private static void Move(IWriteTransaction tx, MessageKey from, MessageKey to, MessageRecord record, string? group)
    {
        SqsTables.Messages.Delete(tx, from);
        SqsTables.Messages.Put(tx, to, record);
        if (group is null) return;
        SqsTables.Tenants.Delete(tx, Tenant(from, group));
        SqsTables.Tenants.Put(tx, Tenant(to, group), NoPayload);
    }

    private static async ValueTask<IReadOnlyList<(MessageKey Key, MessageRecord Record)>> OldestAsync(IWriteTransaction tx, QueueRecord queue, DateTimeOffset now, int max)
    {
        var returned = await SqsTables.Messages.RangeAsync(tx, SqsTables.Messages.UpTo(queue.StorageId, MessageKey.Received, now), max);
        var fresh = await SqsTables.Messages.RangeAsync(tx, SqsTables.Messages.UpTo(queue.StorageId, MessageKey.Fresh, now), max);
        if (returned.Count == 0) return fresh;
        if (fresh.Count == 0) return returned;
        return [.. returned.Concat(fresh).OrderBy(static m => m.Key.Order).Take(max)];
    }

    /// <summary>The earliest moment after <paramref name="now"/> at which a message becomes visible by time, or null.</summary>
    public static async ValueTask<DateTimeOffset?> NextVisibleAsync(IReadTransaction tx, QueueRecord queue, DateTimeOffset now)
    {
        DateTimeOffset? next = null;
        foreach (var lane in (int[])[MessageKey.Fresh, MessageKey.Received])
        {
            var first = await SqsTables.Messages.FirstAsync(tx, SqsTables.Messages.From(queue.StorageId, lane, now.AddMilliseconds(1)));
            if (first is { } row && (next is null || row.Key.VisibleAt < next)) next = row.Key.VisibleAt;
        }
        return next;
    }

    public static async ValueTask DeleteAsync(IWriteTransaction tx, QueueRecord queue, Receipt receipt)
    {
        if (await FindAsync(tx, queue, receipt) is { } found) await RemoveAsync(tx, queue, found.Key, found.Record);
    }

    /// <summary>Hides a received message until <paramref name="timeout"/> seconds from now.</summary>
    public static async ValueTask ChangeVisibilityAsync(IWriteTransaction tx, QueueRecord queue, Receipt receipt, string handle, int timeout, DateTimeOffset now)
    {
        if (await FindAsync(tx, queue, receipt) is not { } found) throw VisibilityRules.Gone(handle);
        VisibilityRules.Check(found.Key.VisibleAt, found.Record.LastReceived, timeout, now);
        var to = found.Key with { VisibleAt = now.AddSeconds(timeout) };
        if (to != found.Key)
        {
            var group = queue.Fair ? MessagePayload.Decode(await PayloadAsync(tx, found.Key, found.Record)).GroupId : null;
            Move(tx, found.Key, to, found.Record with { Forwarded = true }, group);
            SqsTables.Forwards.Put(tx, receipt.Identity, new ForwardRecord(receipt.ReceiveCount, to.VisibleAt));
        }
        if (timeout == 0) tx.Signal(SqsTables.Subject(queue));
    }

    /// <summary>The message of a receipt, as long as it was not received again since.</summary>
    private static async ValueTask<(MessageKey Key, MessageRecord Record)?> FindAsync(IReadTransaction tx, QueueRecord queue, Receipt receipt)
    {
        // A purge has given the queue another storage: the message is gone.
        if (receipt.StorageId != queue.StorageId || receipt.Group is not null) return null;
        var key = receipt.Key;
        var record = await SqsTables.Messages.GetAsync(tx, key);
        if (record is null && await SqsTables.Forwards.GetAsync(tx, receipt.Identity) is { } forward && forward.ReceiveCount == receipt.ReceiveCount)
        {
            key = key with { VisibleAt = forward.VisibleAt };
            record = await SqsTables.Messages.GetAsync(tx, key);
        }
        return record is not null && record.ReceiveCount == receipt.ReceiveCount ? (key, record) : null;
    }

    public static async ValueTask RemoveAsync(IWriteTransaction tx, QueueRecord queue, MessageKey key, MessageRecord record)
    {
        var identity = new MessageIdentity(key.StorageId, key.Order, key.Id);
        if (queue.Fair && MessagePayload.Decode(await PayloadAsync(tx, key, record)).GroupId is { } group) SqsTables.Tenants.Delete(tx, Tenant(key, group));
        SqsTables.Messages.Delete(tx, key);
        if (record.HasOwnPayloadRow) SqsTables.Payloads.Delete(tx, identity);
        if (record.Forwarded) SqsTables.Forwards.Delete(tx, identity);
    }

    public static async ValueTask<ReadOnlyMemory<byte>> PayloadAsync(IReadTransaction tx, MessageKey key, MessageRecord record)
    {
        if (!record.HasOwnPayloadRow) return record.Payload;
        var row = await SqsTables.Payloads.GetAsync(tx, new MessageIdentity(key.StorageId, key.Order, key.Id));
        return row?.Bytes ?? throw new StoreCorruptException($"Message {key.Id} has no payload.");
    }

    public static async ValueTask<QueueCounts> CountAsync(IReadTransaction tx, QueueRecord queue, DateTimeOffset now)
    {
        var later = now.AddMilliseconds(1);
        var messages = SqsTables.Messages;
        return new QueueCounts(
            await messages.CountAsync(tx, messages.UpTo(queue.StorageId, MessageKey.Fresh, now)) + await messages.CountAsync(tx, messages.UpTo(queue.StorageId, MessageKey.Received, now)),
            await messages.CountAsync(tx, messages.From(queue.StorageId, MessageKey.Received, later)),
            await messages.CountAsync(tx, messages.From(queue.StorageId, MessageKey.Fresh, later)));
    }
}

/// <summary>Messages that can be received, that are in flight, and that wait for their delay.</summary>
internal readonly record struct QueueCounts(long Visible, long InFlight, long Delayed);
