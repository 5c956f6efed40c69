using System.Runtime.CompilerServices;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Logs;

internal sealed partial class LogsService
{
    // AWS: an update each second, with at most 500 events; a session has three hours.
    private const int MostTailed = 500;
    private static readonly TimeSpan TailPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan TailSession = TimeSpan.FromHours(3);
    // Differs: events that are dated back further than this are not followed.
    private static readonly TimeSpan TailReach = TimeSpan.FromHours(1);

    public async ValueTask<StartLiveTailOutput> StartLiveTail(StartLiveTailInput input, CallContext call)
    {
        if (input.LogStreamNames is not null && input.LogStreamNamePrefixes is not null) throw new InvalidParameterException("Cannot specify both logStreamNames and logStreamNamePrefixes.");
        if ((input.LogStreamNames ?? input.LogStreamNamePrefixes) is not null && input.LogGroupIdentifiers.Count != 1) throw new InvalidParameterException("Log streams can be specified for a single log group only.");
        var pattern = FilterPattern.Parse(input.LogEventFilterPattern);
        var groups = new List<(GroupKey Key, long Id)>();
        foreach (var identifier in input.LogGroupIdentifiers)
        {
            // AWS: only the ARN is an identifier here.
            if (!identifier.StartsWith("arn:", StringComparison.Ordinal)) throw new InvalidParameterException("Invalid log group ARN: " + identifier);
            var key = LogNames.OfArn(identifier, call);
            if (groups.Count > 0 && access is not null) await access.DemandAsync(call, "logs:StartLiveTail", LogNames.GroupArn(key));
            groups.Add((key, (await store.ReadAsync(tx => FindAsync(tx, key), call.Cancelled)).Id));
        }
        return new StartLiveTailOutput { ResponseStream = TailAsync(input, pattern, groups, LogAppender.Reserve(1, call.Now), call, call.Cancelled) };
    }

    private async IAsyncEnumerable<StartLiveTailResponseStream> TailAsync(
        StartLiveTailInput input, FilterPattern pattern, List<(GroupKey Key, long Id)> groups, long seen, CallContext call, [EnumeratorCancellation] CancellationToken ct)
    {
        yield return new StartLiveTailResponseStream
        {
            SessionStart = new LiveTailSessionStart
            {
                RequestId = call.RequestId, SessionId = Ids.NewGuid().ToString(), LogGroupIdentifiers = input.LogGroupIdentifiers, LogStreamNames = input.LogStreamNames, LogStreamNamePrefixes = input.LogStreamNamePrefixes,
                LogEventFilterPattern = input.LogEventFilterPattern,
            },
        };
        for (var now = call.Now; now - call.Now < TailSession; now += TailPause)
        {
            var found = new List<LiveTailSessionLogEvent>();
            var (last, sampled) = (seen, false);
            foreach (var (key, id) in groups)
            {
                var streams = await store.ReadAsync(tx => LogsTables.Streams.RangeAsync(tx, LogsTables.Streams.Prefix(id)), ct);
                foreach (var (streamKey, stream) in streams)
                {
                    if (stream.Ingested is not { } ingested || ingested < call.Now || !Follows(input, streamKey.Name)) continue;
                    await store.ReadAsync(
                        async tx =>
                        {
                            var scan = new EventScan(id, stream.Id, streamKey.Name, ingested - TailReach, DateTimeOffset.MaxValue, []);
                            while (await scan.NextAsync(tx))
                            {
                                if (scan.Key.Sequence <= seen) continue;
                                last = Math.Max(last, scan.Key.Sequence);
                                var e = scan.Record;
                                if (!pattern.Matches(e.Message)) continue;
                                if (found.Count == MostTailed) sampled = true;
                                else
                                {
                                    found.Add(new LiveTailSessionLogEvent
                                    {
                                        LogStreamName = streamKey.Name, LogGroupIdentifier = $"{key.Account}:{key.Name}", Message = e.Message, Timestamp = scan.Key.Time.ToUnixTimeMilliseconds(), IngestionTime = e.Ingested.ToUnixTimeMilliseconds(),
                                    });
                                }
                            }
                            return 0;
                        },
                        ct);
                }
            }
            seen = last;
            yield return new StartLiveTailResponseStream { SessionUpdate = new LiveTailSessionUpdate { SessionMetadata = new LiveTailSessionMetadata { Sampled = sampled }, SessionResults = [.. found.OrderBy(e => e.Timestamp)] } };
            await Task.Delay(TailPause, time, ct);
        }
        yield return new StartLiveTailResponseStream { SessionTimeoutException = new SessionTimeoutException { Message = "The session has ended after three hours." } };
    }

    private static bool Follows(StartLiveTailInput input, string stream) =>
        input.LogStreamNames?.Contains(stream) ?? input.LogStreamNamePrefixes?.Any(p => stream.StartsWith(p, StringComparison.Ordinal)) ?? true;
}
