namespace Undercast.CloudFormation;

/// <summary>Numbers for events, so that they read in the order in which things happened.</summary>
internal static class EventOrder
{
    private const int CounterBits = 12;
    private static long _last;

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
