using System.Text;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Logs;

internal sealed partial class LogsService
{
    // AWS: PutLogEvents and GetLogEvents, limits.
    private const int MostBatchBytes = 1_048_576;
    private const int MostAnswerBytes = 1_048_576;
    private const int DefaultLimit = 10_000;
    private const int Page = 256;
    private static readonly TimeSpan OldestEvent = TimeSpan.FromDays(14);
    private static readonly TimeSpan NewestEvent = TimeSpan.FromHours(2);
    private static readonly TimeSpan LongestSpan = TimeSpan.FromHours(24);

    public async ValueTask<PutLogEventsOutput> PutLogEvents(PutLogEventsInput input, CallContext call)
    {
        var events = input.LogEvents;
        long bytes = 0;
        for (var i = 0; i < events.Count; i++)
        {
            bytes += Encoding.UTF8.GetByteCount(events[i].Message) + LogAppender.EventOverhead;
            if (i > 0 && events[i].Timestamp < events[i - 1].Timestamp) throw new InvalidParameterException("Log events in a single PutLogEvents request must be in chronological order.");
        }
        if (bytes > MostBatchBytes) throw new InvalidParameterException($"Upload too large: {bytes} bytes exceeds limit of {MostBatchBytes}");
        if (events[^1].Timestamp - events[0].Timestamp > LongestSpan.TotalMilliseconds)
            throw new InvalidParameterException("The batch of log events in a single PutLogEvents request cannot span more than 24 hours.");
        var first = LogAppender.Reserve(events.Count, call.Now);
        var subscriptionIds = (string[])[Ids.NewGuid().ToString(), Ids.NewGuid().ToString()];
        return await store.WriteAsync(
            async tx =>
            {
                var key = Key(input.LogGroupName, call);
                var group = await FindAsync(tx, key);
                var stream = await FindAsync(tx, new StreamKey(group.Id, input.LogStreamName));
                var (old, expired, young) = (0, 0, events.Count);
                var oldest = (call.Now - OldestEvent).ToUnixTimeMilliseconds();
                var kept = group.RetentionDays is { } days ? call.Now.AddDays(-days).ToUnixTimeMilliseconds() : long.MinValue;
                var newest = (call.Now + NewestEvent).ToUnixTimeMilliseconds();
                while (old < events.Count && events[old].Timestamp < oldest) old++;
                while (expired < events.Count && events[expired].Timestamp < kept) expired++;
                while (young > 0 && events[young - 1].Timestamp > newest) young--;
                var start = Math.Max(old, expired);
                var fresh = new List<FreshEvent>();
                for (var i = start; i < young; i++) fresh.Add(new FreshEvent(DateTimeOffset.FromUnixTimeMilliseconds(events[i].Timestamp), LogAppender.At(first, i), events[i].Message));
                await LogAppender.AppendAsync(tx, key, group, input.LogStreamName, stream, fresh, call.Now, subscriptionIds);
                return new PutLogEventsOutput
                {
                    NextSequenceToken = SequenceToken(stream),
                    RejectedLogEventsInfo = start == 0 && young == events.Count ? null : new RejectedLogEventsInfo
                    {
                        TooOldLogEventEndIndex = old > 0 ? old : null, ExpiredLogEventEndIndex = expired > old ? expired : null, TooNewLogEventStartIndex = young < events.Count ? young : null,
                    },
                };
            },
            call.Cancelled);
    }

    public async ValueTask<GetLogEventsOutput> GetLogEvents(GetLogEventsInput input, CallContext call)
    {
        var key = LogNames.Group(input.LogGroupName, input.LogGroupIdentifier, call);
        var limit = input.Limit ?? DefaultLimit;
        var place = input.NextToken is { } token ? Tokens.Place(token) : default((bool Forward, DateTimeOffset Time, long Sequence)?);
        // AWS: without a token the newest events come first, but in the order of time.
        var forward = place?.Forward ?? input.StartFromHead ?? false;
        return await store.ReadAsync(
            async tx =>
            {
                var group = await FindAsync(tx, key);
                var stream = await FindAsync(tx, new StreamKey(group.Id, input.LogStreamName));
                EventKey? after = place is { } p ? new EventKey(group.Id, stream.Id, p.Time, p.Sequence) : null;
                var (start, end) = Window(group, input.StartTime, input.EndTime, call);
                var rows = new List<(EventKey Key, EventRecord Record)>();
                var range = LogsTables.Events.Prefix(group.Id, stream.Id);
                long bytes = 0;
                while (rows.Count < limit && bytes < MostAnswerBytes)
                {
                    var page = await LogsTables.Events.RangeAsync(tx, range, Page, reverse: !forward, after);
                    foreach (var (k, e) in page)
                    {
                        after = k;
                        if (k.Time < start || k.Time >= end) continue;
                        if (rows.Count == limit || bytes >= MostAnswerBytes) break;
                        rows.Add((k, e));
                        bytes += e.Message.Length + LogAppender.EventOverhead;
                    }
                    if (page.Count < Page || (forward ? page[^1].Key.Time >= end : page[^1].Key.Time < start)) break;
                }
                if (!forward) rows.Reverse();
                var (first, last) = rows.Count > 0 ? (rows[0].Key, rows[^1].Key) : place is { } q ? (new EventKey(0, 0, q.Time, q.Sequence), new EventKey(0, 0, q.Time, q.Sequence)) : (new EventKey(0, 0, call.Now, 0), new EventKey(0, 0, DateTimeOffset.UnixEpoch, 0));
                return new GetLogEventsOutput
                {
                    Events = [.. rows.Select(r => new OutputLogEvent { Timestamp = r.Key.Time.ToUnixTimeMilliseconds(), Message = r.Record.Message, IngestionTime = r.Record.Ingested.ToUnixTimeMilliseconds() })],
                    NextForwardToken = Tokens.Place('f', last.Time, last.Sequence),
                    NextBackwardToken = Tokens.Place('b', first.Time, first.Sequence),
                };
            },
            call.Cancelled);
    }

    public async ValueTask<FilterLogEventsOutput> FilterLogEvents(FilterLogEventsInput input, CallContext call)
    {
        if (input.LogStreamNames is not null && input.LogStreamNamePrefix is not null) throw new InvalidParameterException("Cannot specify both logStreamNames and logStreamNamePrefix.");
        var key = LogNames.Group(input.LogGroupName, input.LogGroupIdentifier, call);
        var pattern = FilterPattern.Parse(input.FilterPattern);
        var limit = input.Limit ?? DefaultLimit;
        var place = input.NextToken is { } token ? Tokens.Place(token) : default((bool Forward, DateTimeOffset Time, long Sequence)?);
        return await store.ReadAsync(
            async tx =>
            {
                var group = await FindAsync(tx, key);
                var (start, end) = Window(group, input.StartTime, input.EndTime, call);
                if (place is { } p && p.Time > start) start = p.Time;
                var streams = await StreamsAsync(tx, group, input);
                // Of events that came in the same instant, those after the place that was reached.
                var scans = streams.Where(s => s.Record.Last is { } last && last >= start && s.Record.First < end).Select(s => new EventScan(group.Id, s.Record.Id, s.Name, start, end, pattern.Needles));
                var found = new List<FilteredLogEvent>();
                EventKey? at = null;
                long bytes = 0;
                await foreach (var scan in EventScan.MergeAsync(tx, scans))
                {
                    var k = scan.Key;
                    if (place is { } from && (k.Time, k.Sequence).CompareTo((from.Time, from.Sequence)) <= 0) continue;
                    var e = scan.Record;
                    if (!pattern.Matches(e.Message)) continue;
                    if (found.Count == limit || bytes >= MostAnswerBytes) return new FilterLogEventsOutput { Events = found, SearchedLogStreams = [], NextToken = Tokens.Place('f', at!.Value.Time, at.Value.Sequence) };
                    at = k;
                    bytes += e.Message.Length + LogAppender.EventOverhead;
                    found.Add(new FilteredLogEvent
                    {
                        LogStreamName = scan.Name, Timestamp = k.Time.ToUnixTimeMilliseconds(), Message = e.Message, IngestionTime = e.Ingested.ToUnixTimeMilliseconds(), EventId = LogAppender.EventId(k.Time, k.Sequence),
                    });
                }
                return new FilterLogEventsOutput { Events = found, SearchedLogStreams = [] };
            },
            call.Cancelled);
    }

    private static async ValueTask<IReadOnlyList<(string Name, StreamRecord Record)>> StreamsAsync(IReadTransaction tx, GroupRecord group, FilterLogEventsInput input)
    {
        if (input.LogStreamNames is not { } names)
            return [.. (await LogsTables.Streams.RangeAsync(tx, LogsTables.Streams.TextPrefix(group.Id, input.LogStreamNamePrefix ?? ""))).Select(r => (r.Key.Name, r.Record))];
        var streams = new List<(string, StreamRecord)>();
        foreach (var name in names) streams.Add((name, await FindAsync(tx, new StreamKey(group.Id, name))));
        return streams;
    }

    // What retention has let go is gone, whether its rows are removed yet or not.
    private static (DateTimeOffset Start, DateTimeOffset End) Window(GroupRecord group, long? startTime, long? endTime, CallContext call)
    {
        var most = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();
        var start = DateTimeOffset.FromUnixTimeMilliseconds(Math.Min(startTime ?? 0, most));
        if (group.RetentionDays is { } days && call.Now.AddDays(-days) > start) start = call.Now.AddDays(-days);
        return (start, endTime is { } end ? DateTimeOffset.FromUnixTimeMilliseconds(Math.Min(end, most)) : DateTimeOffset.MaxValue);
    }
}
