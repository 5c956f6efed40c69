using System.Diagnostics;
using Undercast.Storage;

namespace Undercast.Logs;

/// <summary>Runs queries, and forgets them when they are old.</summary>
internal static class QueryJobs
{
    // AWS: results are there for seven days.
    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);
    private static readonly JobType<TaskPayload> Type = new("logs.query", JsonRecord.Codec(() => LogsJson.Default.TaskPayload));

    public static void Schedule(IWriteTransaction tx, NamedKey key, DateTimeOffset now) => tx.Schedule(Type.Create($"logs.query/{key.Name}", new TaskPayload(key.Account, key.Region, key.Name)), now);

    public static IJobHandler Handler(IStore store, TimeProvider time) => JobHandler.For(Type, async (payload, run, ct) =>
    {
        var key = new NamedKey(payload.Account, payload.Region, payload.Id);
        var query = await store.ReadAsync(tx => LogsTables.Queries.GetAsync(tx, key), ct);
        var now = time.GetUtcNow();
        if (query is null || now - query.Created >= Kept)
        {
            await store.WriteAsync(
                async ValueTask (tx) =>
                {
                    LogsTables.Queries.Delete(tx, key);
                    await run.CompleteAsync(tx);
                },
                ct);
            return;
        }
        var done = query.Status is "Scheduled" or "Running" ? await RunAsync(store, query, now, ct) : query;
        await store.WriteAsync(
            async ValueTask (tx) =>
            {
                // A query that was stopped meanwhile stays so.
                if (await LogsTables.Queries.GetAsync(tx, key) is { Status: "Scheduled" or "Running" }) LogsTables.Queries.Put(tx, key, done);
                await run.RescheduleAsync(tx, query.Created + Kept);
            },
            ct);
    });

    private static async ValueTask<QueryRecord> RunAsync(IStore store, QueryRecord query, DateTimeOffset now, CancellationToken ct)
    {
        var began = Stopwatch.GetTimestamp();
        var plan = QueryPlan.Parse(query.Text, query.Limit, query.Created);
        return await store.ReadAsync(
            async tx =>
            {
                var events = new List<QueryRow>();
                long scanned = 0, bytes = 0;
                foreach (var arn in query.Groups)
                {
                    if (!Kernel.Arn.TryParse(arn, out var parsed)) throw new StoreCorruptException("A query names what is no log group.");
                    var key = new GroupKey(parsed.Account, parsed.Region, parsed.Resource["log-group:".Length..]);
                    if (await LogsTables.Groups.GetAsync(tx, key) is not { } group) continue;
                    var start = DateTimeOffset.FromUnixTimeMilliseconds(query.Start);
                    if (group.RetentionDays is { } days && now.AddDays(-days) > start) start = now.AddDays(-days);
                    var end = DateTimeOffset.FromUnixTimeMilliseconds(query.End).AddMilliseconds(1);
                    foreach (var (streamKey, stream) in await LogsTables.Streams.RangeAsync(tx, LogsTables.Streams.Prefix(group.Id)))
                    {
                        if (stream.Last is not { } last || last < start || stream.First >= end) continue;
                        var scan = new EventScan(group.Id, stream.Id, streamKey.Name, start, end, []);
                        while (await scan.NextAsync(tx))
                        {
                            ct.ThrowIfCancellationRequested();
                            var e = scan.Record;
                            scanned++;
                            bytes += e.Message.Length;
                            events.Add(new QueryRow(new QueryEvent(key, streamKey.Name, scan.Key.Time, e.Ingested, e.Message, LogAppender.EventId(scan.Key.Time, scan.Key.Sequence))));
                        }
                    }
                }
                var rows = plan.Run(events).ToArray();
                return query with
                {
                    Status = "Complete", Rows = [.. rows.Select(r => Shown(plan, r))], Scanned = scanned, Bytes = bytes, Matched = rows.Length, Milliseconds = (long)Stopwatch.GetElapsedTime(began).TotalMilliseconds,
                };
            },
            ct);
    }

    private static List<ResultField> Shown(QueryPlan plan, QueryRow row)
    {
        // AWS: a field without a value is left out; an event's row ends with its pointer.
        var fields = plan.Columns.Select(c => (Name: c, Value: QueryValue.Text(row[c]))).Where(f => f.Value is not null).Select(f => new ResultField { Field = f.Name, Value = f.Value }).ToList();
        if (plan.HasPointers && row.Event is { } e) fields.Add(new ResultField { Field = "@ptr", Value = e.Pointer });
        return fields;
    }
}
