using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Logs;

internal sealed partial class LogsService
{
    public async ValueTask CreateLogStream(CreateLogStreamInput input, CallContext call)
    {
        var stream = new StreamRecord { Id = Ids.NewInt64(), Created = call.Now };
        await store.WriteAsync(
            async ValueTask (tx) =>
            {
                var group = await FindAsync(tx, Key(input.LogGroupName, call));
                var key = new StreamKey(group.Id, input.LogStreamName);
                if (await LogsTables.Streams.ExistsAsync(tx, key)) throw new ResourceAlreadyExistsException("The specified log stream already exists");
                await LogsTables.Streams.PutAsync(tx, key, stream);
            },
            call.Cancelled);
    }

    public async ValueTask DeleteLogStream(DeleteLogStreamInput input, CallContext call) => await store.WriteAsync(
        async ValueTask (tx) =>
        {
            var group = await FindAsync(tx, Key(input.LogGroupName, call));
            var key = new StreamKey(group.Id, input.LogStreamName);
            var stream = await FindAsync(tx, key);
            await LogsTables.Streams.DeleteAsync(tx, key);
            LogJobs.ScheduleDrop(tx, group.Id, stream.Id, call.Now);
        },
        call.Cancelled);

    public async ValueTask<DescribeLogStreamsOutput> DescribeLogStreams(DescribeLogStreamsInput input, CallContext call)
    {
        var key = LogNames.Group(input.LogGroupName, input.LogGroupIdentifier, call);
        var byTime = input.OrderBy == "LastEventTime";
        if (byTime && input.LogStreamNamePrefix is not null) throw new InvalidParameterException("Cannot order by LastEventTime with a logStreamNamePrefix.");
        var limit = input.Limit ?? 50;
        var descending = input.Descending ?? false;
        var after = Tokens.Read(input.NextToken);
        return await store.ReadAsync(
            async tx =>
            {
                var group = await FindAsync(tx, key);
                List<(StreamKey Key, StreamRecord Record)> rows;
                if (byTime)
                {
                    (LastEventKey, StreamKey)? from = after is null ? null
                        : await LogsTables.Streams.GetAsync(tx, new StreamKey(group.Id, after)) is { } last ? (new LastEventKey(group.Id, last.Last ?? DateTimeOffset.UnixEpoch), new StreamKey(group.Id, after)) : throw Tokens.Invalid();
                    rows = [.. (await LogsTables.StreamsByLast.RangeAsync(tx, LogsTables.StreamsByLast.Prefix(group.Id), limit + 1, descending, from)).Select(r => (r.Key, r.Record))];
                }
                else
                {
                    rows = [.. await LogsTables.Streams.RangeAsync(
                        tx, LogsTables.Streams.TextPrefix(group.Id, input.LogStreamNamePrefix ?? ""), limit + 1, descending, after is null ? null : new StreamKey(group.Id, after))];
                }
                return new DescribeLogStreamsOutput
                {
                    LogStreams = [.. rows.Take(limit).Select(r => View(key, r.Key.Name, r.Record))], NextToken = rows.Count > limit ? Tokens.Write(rows[limit - 1].Key.Name) : null,
                };
            },
            call.Cancelled);
    }

    private static LogStream View(GroupKey group, string name, StreamRecord s) => new()
    {
        LogStreamName = name,
        CreationTime = s.Created.ToUnixTimeMilliseconds(),
        FirstEventTimestamp = s.First?.ToUnixTimeMilliseconds(),
        LastEventTimestamp = s.Last?.ToUnixTimeMilliseconds(),
        LastIngestionTime = s.Ingested?.ToUnixTimeMilliseconds(),
        UploadSequenceToken = SequenceToken(s),
        Arn = $"{LogNames.GroupArn(group)}:log-stream:{name}",
        // AWS: always zero since 2019.
        StoredBytes = 0,
    };

    // AWS: tokens are still answered and no longer looked at.
    private static string SequenceToken(StreamRecord s) => (49_000_000_000_000_000_000_000_000m + (s.Id % 1_000_000_000_000)).ToString(System.Globalization.CultureInfo.InvariantCulture);
}
