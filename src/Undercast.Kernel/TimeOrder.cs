namespace Undercast.Kernel;

/// <summary>Numbers that grow with time on this node, for rows that are read in the order in which they came to be.</summary>
/// <remarks>What two nodes give in one millisecond may be in either order, or equal: a key needs an id beside it where that matters.</remarks>
public static class TimeOrder
{
    // A million numbers for each millisecond before they run ahead of the clock.
    private const int CounterBits = 20;
    private static long _last;

    /// <summary>The next number. Never called inside a transaction body, which may run twice.</summary>
    public static long Next(DateTimeOffset now)
    {
        var floor = now.ToUnixTimeMilliseconds() << CounterBits;
        while (true)
        {
            var last = Volatile.Read(ref _last);
            var next = Math.Max(last + 1, floor);
            if (Interlocked.CompareExchange(ref _last, next, last) == last) return next;
        }
    }
}
