namespace Undercast.Sqs;

/// <summary>Gives messages an order that grows with time on this node; the message id tells apart what two nodes give in one millisecond.</summary>
internal static class MessageOrder
{
    private const int CounterBits = 20;
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

/// <summary>A message about to be stored: everything that must be decided before a transaction body runs.</summary>
internal sealed record Draft(MessagePayload Payload, DateTimeOffset Sent, long Order, int DelaySeconds, string? Scope = null);

/// <summary>A message just received.</summary>
internal sealed record Taken(MessageRecord Record, ReadOnlyMemory<byte> Payload, Receipt Receipt);
