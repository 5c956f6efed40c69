using System.Globalization;
using System.Text;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Logs;

/// <summary>An event that is to be written; its place in the order was decided before the transaction.</summary>
internal readonly record struct FreshEvent(DateTimeOffset Time, long Sequence, string Message);

/// <summary>Writes events into streams.</summary>
internal static class LogAppender
{
    // AWS: each event counts 26 bytes beside its text.
    public const int EventOverhead = 26;
    // Leaves room between two numbers, so that nodes that write at the same time do not meet.
    private const long Step = 4096;
    private static long _last;

    /// <summary>The next numbers in the order of writing, <paramref name="count"/> of them from the one that is returned, each <see cref="Step"/> apart.</summary>
    public static long Reserve(int count, DateTimeOffset now)
    {
        var fresh = ((now.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / 10 * Step) + (Ids.NewInt64() % Step);
        while (true)
        {
            var last = Volatile.Read(ref _last);
            var first = Math.Max(last + Step, fresh);
            if (Interlocked.CompareExchange(ref _last, first + ((count - 1) * Step), last) == last) return first;
        }
    }

    public static long At(long first, int index) => first + (index * Step);

    /// <summary>The id by which an event is known outside.</summary>
    public static string EventId(DateTimeOffset time, long sequence) =>
        string.Create(CultureInfo.InvariantCulture, $"{(UInt128)(ulong)time.ToUnixTimeMilliseconds() * 10_000_000_000_000_000_000UL + (ulong)sequence:D38}");

    public static async ValueTask AppendAsync(IWriteTransaction tx, GroupKey key, GroupRecord group, string streamName, StreamRecord stream, IReadOnlyList<FreshEvent> events, DateTimeOffset now, IReadOnlyList<string> subscriptionIds)
    {
        if (events.Count == 0) return;
        long bytes = 0;
        var (first, last) = (events[0].Time, events[0].Time);
        foreach (var e in events)
        {
            LogsTables.Events.Put(tx, new EventKey(group.Id, stream.Id, e.Time, e.Sequence), new EventRecord(now, e.Message));
            bytes += Encoding.UTF8.GetByteCount(e.Message) + EventOverhead;
            if (e.Time < first) first = e.Time;
            if (e.Time > last) last = e.Time;
        }
        await LogsTables.Streams.PutAsync(tx, new StreamKey(group.Id, streamName), stream with
        {
            First = stream.First is { } f && f < first ? f : first, Last = stream.Last is { } l && l > last ? l : last, Ingested = now, Bytes = stream.Bytes + bytes,
        });
        tx.Signal(LogsTables.Subject(group.Id));
        var at = 0;
        foreach (var (name, subscription) in group.Subscriptions.OrderBy(s => s.Key, StringComparer.Ordinal).Take(subscriptionIds.Count))
        {
            var pattern = FilterPattern.Parse(subscription.Pattern);
            var matching = events.Where(e => pattern.Matches(e.Message)).Select(e => new SubscribedEvent(EventId(e.Time, e.Sequence), e.Time.ToUnixTimeMilliseconds(), e.Message)).ToArray();
            if (matching.Length > 0)
                await tx.PublishAsync(Subscriptions.Type.Create($"logs/{group.Id}/{name}", subscriptionIds[at], new SubscriptionPayload(key.Account, key.Region, key.Name, streamName, name, subscription.Destination, matching)));
            at++;
        }
    }
}
