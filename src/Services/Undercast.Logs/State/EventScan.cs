using Undercast.Storage;

namespace Undercast.Logs;

/// <summary>Reads the events of one stream in order of time, passing over those whose bytes cannot match without decoding them.</summary>
internal sealed class EventScan(long group, long stream, string name, DateTimeOffset start, DateTimeOffset end, IReadOnlyList<byte[]> needles)
{
    private const int Page = 2048;
    private static readonly EventCodec Codec = new();
    private KeyRange _range = LogsTables.Events.From(group, stream, start);
    private IReadOnlyList<KeyValuePair<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>>> _page = [];
    private int _at = -1;
    private bool _last;

    public string Name => name;

    public EventKey Key { get; private set; }

    public EventRecord Record => Codec.Read(_page[_at].Value);

    /// <summary>How many events were looked at.</summary>
    public long Scanned { get; private set; }

    public async ValueTask<bool> NextAsync(IReadTransaction tx)
    {
        while (true)
        {
            while (++_at < _page.Count)
            {
                Scanned++;
                if (!HasAll(_page[_at].Value.Span)) continue;
                Key = LogsTables.Events.ReadKey(_page[_at].Key.Span);
                return Key.Time < end;
            }
            if (_last) return false;
            if (_page.Count > 0)
            {
                // What was passed over is not decoded; the page's end tells whether the window is over.
                var last = LogsTables.Events.ReadKey(_page[^1].Key.Span);
                if (last.Time >= end) return false;
                _range = _range.StartingAfter(_page[^1].Key);
            }
            _page = await tx.RangeAsync(_range, Page);
            _last = _page.Count < Page;
            _at = -1;
        }
    }

    /// <summary>Events of several streams in one order of time.</summary>
    public static async IAsyncEnumerable<EventScan> MergeAsync(IReadTransaction tx, IEnumerable<EventScan> scans)
    {
        var heads = new PriorityQueue<EventScan, (DateTimeOffset, long)>();
        foreach (var scan in scans)
        {
            if (await scan.NextAsync(tx)) heads.Enqueue(scan, (scan.Key.Time, scan.Key.Sequence));
        }
        while (heads.TryDequeue(out var first, out _))
        {
            // One stream goes on while it is ahead of all others.
            while (true)
            {
                yield return first;
                if (!await first.NextAsync(tx)) break;
                var at = (first.Key.Time, first.Key.Sequence);
                if (heads.TryPeek(out _, out var other) && other.CompareTo(at) < 0)
                {
                    heads.Enqueue(first, at);
                    break;
                }
            }
        }
    }

    private bool HasAll(ReadOnlySpan<byte> stored)
    {
        for (var i = 0; i < needles.Count; i++)
        {
            if (stored.IndexOf(needles[i]) < 0) return false;
        }
        return true;
    }
}
