using Undercast.Storage;

namespace Undercast.Sqs;

/// <summary>Which messages of a fair queue come next: those of the groups with the fewest messages in flight.</summary>
/// <remarks>
/// AWS: a group that holds a disproportionate share of the messages in flight is a noisy neighbour, and messages of other groups come first
/// (SQS fair queues). Messages without a group form a group of their own.
/// </remarks>
internal static class FairOrder
{
    // The groups that one receive looks at. Beyond that many waiting groups, the order of their names decides which are looked at.
    private const int Groups = 64;
    private const int CountedInFlight = 1_000;

    public static async ValueTask<IReadOnlyList<(MessageKey Key, MessageRecord Record)>> NextAsync(IWriteTransaction tx, QueueRecord queue, DateTimeOffset now, int max)
    {
        var waiting = new List<(long InFlight, Queue<MessageKey> Messages)>();
        var grouped = new HashSet<MessageKey>();
        var tenants = SqsTables.Tenants;
        TenantKey? last = null;
        while (waiting.Count < Groups)
        {
            var rest = last is null ? tenants.Prefix(queue.StorageId) : AfterGroup(queue, last.Value.Group);
            if (await tenants.FirstAsync(tx, rest) is not { } first) break;
            last = first.Key;
            var group = first.Key.Group;
            var keys = await VisibleAsync(tx, queue, group, now, max);
            if (keys.Count == 0) continue;
            foreach (var key in keys) grouped.Add(key);
            var inFlight = await tenants.RangeAsync(tx, tenants.From(queue.StorageId, group, MessageKey.Received, now.AddMilliseconds(1)), CountedInFlight);
            waiting.Add((inFlight.Count, new Queue<MessageKey>(keys)));
        }

        var ungrouped = await UngroupedAsync(tx, queue, now, max, grouped);
        if (ungrouped.Count > 0) waiting.Add((0, new Queue<MessageKey>(ungrouped)));

        var chosen = new List<(MessageKey, MessageRecord)>(max);
        while (chosen.Count < max && waiting.Count > 0)
        {
            var at = 0;
            for (var i = 1; i < waiting.Count; i++)
            {
                if (waiting[i].InFlight < waiting[at].InFlight
                    || (waiting[i].InFlight == waiting[at].InFlight && waiting[i].Messages.Peek().Order < waiting[at].Messages.Peek().Order)) at = i;
            }
            var key = waiting[at].Messages.Dequeue();
            var record = await SqsTables.Messages.GetAsync(tx, key) ?? throw new StoreCorruptException($"Group row of message {key.Id} names no message.");
            chosen.Add((key, record));
            if (waiting[at].Messages.Count == 0) waiting.RemoveAt(at);
            else waiting[at] = (waiting[at].InFlight + 1, waiting[at].Messages);
        }
        return chosen;
    }

    private static KeyRange AfterGroup(QueueRecord queue, string group)
    {
        var whole = SqsTables.Tenants.Prefix(queue.StorageId);
        return new KeyRange(SqsTables.Tenants.Prefix(queue.StorageId, group).End, whole.End);
    }

    private static async ValueTask<List<MessageKey>> VisibleAsync(IReadTransaction tx, QueueRecord queue, string group, DateTimeOffset now, int max)
    {
        var returned = await SqsTables.Tenants.RangeAsync(tx, SqsTables.Tenants.UpTo(queue.StorageId, group, MessageKey.Received, now), max);
        var fresh = await SqsTables.Tenants.RangeAsync(tx, SqsTables.Tenants.UpTo(queue.StorageId, group, MessageKey.Fresh, now), max);
        return [.. returned.Concat(fresh).Select(static row => row.Key.Message).OrderBy(static k => k.Order).Take(max)];
    }

    // Messages without a group have no group row; the oldest visible ones are looked through for them.
    private static async ValueTask<List<MessageKey>> UngroupedAsync(IReadTransaction tx, QueueRecord queue, DateTimeOffset now, int max, HashSet<MessageKey> grouped)
    {
        const int looked = 256;
        var found = new List<MessageKey>();
        foreach (var lane in (int[])[MessageKey.Received, MessageKey.Fresh])
        {
            foreach (var (key, record) in await SqsTables.Messages.RangeAsync(tx, SqsTables.Messages.UpTo(queue.StorageId, lane, now), looked))
            {
                if (found.Count >= max) return found;
                if (grouped.Contains(key)) continue;
                if (MessagePayload.Decode(await StandardMessages.PayloadAsync(tx, key, record)).GroupId is null) found.Add(key);
            }
        }
        return found;
    }
}
