using System.Collections.Concurrent;
using Undercast.Storage;

namespace Undercast.ApiGateway;

/// <summary>Every throttle: tokens that come at a rate and are kept up to a burst, one bucket for all nodes of a store.</summary>
/// <remarks>
/// A bucket is one moment, from which on its tokens come: the n-th may be used n intervals after it. Nobody uses that moment but to move it on, and it never lags
/// behind by more than the burst. A node that has the store for itself keeps the moments in memory. Where nodes share the store they stand there, and a node leases
/// some tokens with one write: one at first, then twice as many each time it soon comes back, up to what a tenth of a second brings or a hundredth of the burst.
/// So no more pass than the throttle says, and a node that leases and then falls silent wastes a hundredth of ten seconds' tokens at most.
/// </remarks>
internal sealed class Throttles(IStore store)
{
    private const int MostBuckets = 100_000;
    private const long Second = 1_000_000_000;
    private const long Ahead = Second / 10;
    private readonly ConcurrentDictionary<(string, string), Bucket> _buckets = new();

    /// <summary>Whether a request may pass.</summary>
    /// <param name="owner">The API or usage plan that has the throttle.</param>
    /// <param name="name">What the throttle is of.</param>
    /// <param name="rate">Tokens a second; may change from call to call, as the burst may.</param>
    /// <param name="burst">Tokens that are kept at most.</param>
    /// <param name="now">The time.</param>
    public ValueTask<bool> TakeAsync(string owner, string name, double rate, int burst, DateTimeOffset now)
    {
        // AWS: a throttle of nothing lets nothing pass.
        if (rate <= 0 || burst <= 0) return new ValueTask<bool>(false);
        if (!_buckets.TryGetValue((owner, name), out var bucket))
        {
            // Counting locks the whole table.
            if (_buckets.Count > MostBuckets) _buckets.Clear();
            bucket = _buckets.GetOrAdd((owner, name), static _ => new Bucket());
        }
        var limit = new Limit(Math.Max(1, (long)(Second / rate)), burst);
        var at = (now - DateTimeOffset.UnixEpoch).Ticks * 100;
        return store.IsShared ? LeasedAsync(bucket, new PartKey(owner, name), limit, at) : new ValueTask<bool>(bucket.Take(limit, at));
    }

    private async ValueTask<bool> LeasedAsync(Bucket bucket, PartKey key, Limit limit, long now)
    {
        while (true)
        {
            if (bucket.TakeLeased(limit, now) is { } taken) return taken;
            await bucket.LeaseAsync(now, limit, wanted => store.WriteAsync(
                async tx =>
                {
                    var from = limit.Clamp((await ApiGatewayTables.Throttles.GetAsync(tx, key))?.From ?? long.MinValue, now);
                    var count = Math.Clamp((now + Ahead - from) / limit.Interval, 1, wanted);
                    ApiGatewayTables.Throttles.Put(tx, key, new ThrottleRecord(from + (count * limit.Interval)));
                    return (from, count);
                }));
        }
    }

    /// <summary>A rate and a burst; times are nanoseconds since 1970.</summary>
    /// <param name="Interval">How far apart tokens come.</param>
    /// <param name="Burst">How many are kept.</param>
    private readonly record struct Limit(long Interval, int Burst)
    {
        public long MostLeased => Math.Max(1, Math.Max(Ahead / Interval, Burst / 100));

        /// <summary>No more than the burst's tokens lie in the past.</summary>
        public long Clamp(long from, long now)
        {
            // A burst longer than all time is as good as none; nothing overflows.
            var most = (Int128)Interval * Burst;
            return most > now ? Math.Max(from, 0) : Math.Max(from, now - (long)most);
        }
    }

    private sealed class Bucket
    {
        private readonly Lock _lock = new();
        private long _from = long.MinValue;
        private long _leased;
        private long _size = 1;
        private long _leasedAt = long.MinValue;
        private Task? _leasing;

        /// <summary>Takes a token of a bucket that is this node's alone.</summary>
        public bool Take(Limit limit, long now)
        {
            lock (_lock)
            {
                var next = limit.Clamp(_from, now) + limit.Interval;
                if (next > now) return false;
                _from = next;
                return true;
            }
        }

        /// <summary>Takes a token that was leased; null when there is none.</summary>
        public bool? TakeLeased(Limit limit, long now)
        {
            lock (_lock)
            {
                if (_leased == 0) return null;
                if (_from + limit.Interval > now) return false;
                _from += limit.Interval;
                _leased--;
                return true;
            }
        }

        /// <summary>Leases tokens, once for all who wait.</summary>
        public async ValueTask LeaseAsync(long now, Limit limit, Func<long, ValueTask<(long From, long Count)>> lease)
        {
            TaskCompletionSource? mine = null;
            Task waiting;
            lock (_lock)
            {
                if (_leased > 0) return;
                if (_leasing is null)
                {
                    mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                    _leasing = mine.Task;
                    _size = now - _leasedAt <= 2 * Ahead ? Math.Min(2 * _size, limit.MostLeased) : 1;
                    _leasedAt = now;
                }
                waiting = _leasing;
            }
            if (mine is null)
            {
                await waiting;
                return;
            }
            try
            {
                var (from, count) = await lease(_size);
                lock (_lock) (_from, _leased) = (from, count);
            }
            finally
            {
                lock (_lock) _leasing = null;
                mine.SetResult();
            }
        }
    }
}
