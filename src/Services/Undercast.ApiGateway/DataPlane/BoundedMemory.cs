using System.Collections.Concurrent;

namespace Undercast.ApiGateway;

/// <summary>Values with an end, at most so many, and together at most so large: those whose time is over go first, then those that end soonest.</summary>
/// <param name="most">How many.</param>
/// <param name="mostSize">How large all are together, in what <paramref name="size"/> tells.</param>
/// <param name="size">How large a value with its key is; null where only the count matters.</param>
internal sealed class BoundedMemory<T>(int most, long mostSize = long.MaxValue, Func<string, T, int>? size = null)
{
    private readonly ConcurrentDictionary<string, (T Value, DateTimeOffset Until)> _values = new(StringComparer.Ordinal);
    private long _size;

    public int Count => _values.Count;

    public bool TryGet(string key, DateTimeOffset now, out T value)
    {
        if (_values.TryGetValue(key, out var found) && found.Until > now)
        {
            value = found.Value;
            return true;
        }
        value = default!;
        return false;
    }

    public void Put(string key, T value, DateTimeOffset now, TimeSpan time)
    {
        if (_values.Count >= most || Volatile.Read(ref _size) >= mostSize) MakeRoom(now);
        Remove(key);
        if (_values.TryAdd(key, (value, now + time)) && size is not null) Interlocked.Add(ref _size, size(key, value));
    }

    public void Remove(string key)
    {
        if (_values.TryRemove(key, out var old) && size is not null) Interlocked.Add(ref _size, -size(key, old.Value));
    }

    // A tenth becomes free each time, so that looking through all of them is paid for by many puts and not by each.
    private void MakeRoom(DateTimeOffset now)
    {
        var all = _values.ToArray();
        var until = Array.ConvertAll(all, static v => v.Value.Until.UtcTicks);
        Array.Sort(until, all);
        for (var i = 0; i < all.Length && (until[i] <= now.UtcTicks || all.Length - i > most - (most / 10) - 1 || Volatile.Read(ref _size) > mostSize - (mostSize / 10)); i++) Remove(all[i].Key);
    }
}
