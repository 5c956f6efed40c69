using System.Collections.Concurrent;
using Undercast.Storage;

namespace Undercast.Sqs;

/// <summary>Keeps a queue from having more messages in flight than AWS allows, without counting them at every receive.</summary>
/// <remarks>
/// A node remembers the last exact count of a queue and what it gave out since; only when the sum could reach the limit is it counted again.
/// With several nodes the limit is held to within what the others gave out since, as AWS's own is approximate.
/// </remarks>
internal sealed class InFlightGuard
{
    private const int Remembered = 10_000;
    private readonly ConcurrentDictionary<long, long> _atMost = new();

    public async ValueTask CheckAsync(IReadTransaction tx, QueueRecord queue, DateTimeOffset now, int wanted)
    {
        if (_atMost.GetValueOrDefault(queue.StorageId) + wanted <= Limits.InFlight) return;
        var counts = queue.Fifo ? await FifoMessages.CountAsync(tx, queue, now) : await StandardMessages.CountAsync(tx, queue, now);
        _atMost[queue.StorageId] = counts.InFlight;
        if (counts.InFlight + wanted > Limits.InFlight)
            throw new OverLimit("Too many messages in flight: delete received messages before you receive more.");
    }

    /// <summary>Counts what a committed receive gave out.</summary>
    public void Gave(QueueRecord queue, int count)
    {
        if (count == 0) return;
        if (_atMost.Count > Remembered) _atMost.Clear();
        _atMost.AddOrUpdate(queue.StorageId, count, (_, before) => before + count);
    }
}
