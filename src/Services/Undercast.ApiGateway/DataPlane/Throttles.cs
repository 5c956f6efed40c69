using System.Collections.Concurrent;

namespace Undercast.ApiGateway;

/// <summary>Every throttle of this node: tokens that come at a rate and are kept up to a burst.</summary>
internal sealed class Throttles
{
    private const int MostBuckets = 100_000;
    private readonly ConcurrentDictionary<string, TokenBucket> _buckets = new(StringComparer.Ordinal);

    /// <summary>Whether a request may pass.</summary>
    /// <param name="name">What the throttle belongs to.</param>
    /// <param name="rate">Tokens a second; may change from call to call, as the burst may.</param>
    /// <param name="burst">Tokens that are kept at most.</param>
    /// <param name="now">The time.</param>
    public bool Take(string name, double rate, int burst, DateTimeOffset now)
    {
        if (_buckets.Count > MostBuckets) _buckets.Clear();
        return _buckets.GetOrAdd(name, static (_, now) => new TokenBucket(now), now).Take(rate, burst, now);
    }

    private sealed class TokenBucket(DateTimeOffset start)
    {
        private double _tokens = double.NaN;
        private DateTimeOffset _last = start;

        public bool Take(double rate, int burst, DateTimeOffset now)
        {
            lock (this)
            {
                // A new bucket is full.
                _tokens = double.IsNaN(_tokens) ? burst : Math.Min(burst, _tokens + (Math.Max(0, (now - _last).TotalSeconds) * rate));
                if (now > _last) _last = now;
                if (_tokens < 1) return false;
                _tokens--;
                return true;
            }
        }
    }
}
