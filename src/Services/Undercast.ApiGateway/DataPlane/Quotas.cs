using System.Collections.Concurrent;
using System.Globalization;
using Undercast.Storage;

namespace Undercast.ApiGateway;

/// <summary>Counts requests against quotas of usage plans, in the store. A key that is used much takes several at once, so that not every request is a write: never more than a hundredth of the quota, and one at a time near its end.</summary>
internal sealed class Quotas(IStore store)
{
    private const int MostCounters = 100_000;
    private const int MostAtOnce = 1000;
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(200);
    private readonly ConcurrentDictionary<UsageKey, Counter> _counters = new();

    /// <summary>Whether one more request fits.</summary>
    public async ValueTask<bool> TakeAsync(UsageKey key, QuotaSettings quota, DateTimeOffset now)
    {
        if (!_counters.TryGetValue(key, out var counter))
        {
            if (_counters.Count > MostCounters) _counters.Clear();
            counter = _counters.GetOrAdd(key, static _ => new Counter());
        }
        // One after the other: who waits may find what the one before has taken.
        await counter.Turn.WaitAsync();
        try
        {
            if (counter.Left == 0)
            {
                counter.Size = now - counter.TakenAt <= Soon ? Math.Min(2 * counter.Size, MostAtOnce) : 1;
                counter.TakenAt = now;
                counter.Left = await CountAsync(key, quota, Math.Min(counter.Size, quota.Limit!.Value / 100), now);
            }
            if (counter.Left == 0) return false;
            counter.Left--;
            return true;
        }
        finally
        {
            counter.Turn.Release();
        }
    }

    private ValueTask<long> CountAsync(UsageKey key, QuotaSettings quota, long wanted, DateTimeOffset now) => store.WriteAsync(async tx =>
    {
        var usage = await ApiGatewayTables.Usage.GetAsync(tx, key) ?? new UsageRecord(0);
        var left = usage.LeftOf(quota);
        if (left <= 0) return 0;
        var count = Math.Clamp(left / 10, 1, Math.Max(1, wanted));
        ApiGatewayTables.Usage.Put(tx, key, usage.With(DayOf(now), count, left - count));
        return count;
    });

    public static string DayOf(DateTimeOffset now) => now.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static DateTimeOffset PeriodStart(string period, DateTimeOffset now)
    {
        var day = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        return period switch
        {
            "DAY" => day,
            // AWS: weeks begin on Sunday.
            "WEEK" => day.AddDays(-(int)day.DayOfWeek),
            _ => day.AddDays(1 - day.Day),
        };
    }

    private sealed class Counter
    {
        // Never disposed: it holds no handle unless one is asked for.
        public SemaphoreSlim Turn { get; } = new(1);
        public long Left { get; set; }
        public long Size { get; set; } = 1;
        public DateTimeOffset TakenAt { get; set; }
    }
}
