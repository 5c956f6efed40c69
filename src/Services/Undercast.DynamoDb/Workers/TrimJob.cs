using System.Globalization;
using Undercast.Storage;

namespace Undercast.DynamoDb;

/// <summary>A stream whose records grow old.</summary>
internal sealed record TrimPayload(string Account, string Region, string Name, string Label, long Stream);

/// <summary>Removes the records of a stream that are older than a day, and the stream itself a day after its end.</summary>
internal static class TrimJob
{
    private const int Page = 500;
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);
    private static readonly JobType<TrimPayload> Type = new("dynamodb.trim", JsonRecord.Codec(() => DynamoDbJson.Default.TrimPayload));

    // AWS: stream records live for 24 hours (Change data capture for DynamoDB Streams).
    public static readonly TimeSpan Retention = TimeSpan.FromHours(24);

    public static void Schedule(IWriteTransaction tx, TableKey key, string label, long stream, DateTimeOffset now) =>
        tx.Schedule(Type.Create(string.Create(CultureInfo.InvariantCulture, $"dynamodb.trim/{stream}"), new TrimPayload(key.Account, key.Region, key.Name, label, stream)), now + Retention);

    public static IJobHandler Handler(IStore store, TimeProvider time) => JobHandler.For(Type, (payload, run, ct) => TrimAsync(store, time, payload, run, ct));

    private static async ValueTask TrimAsync(IStore store, TimeProvider time, TrimPayload payload, JobRun run, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var changes = DynamoDbTables.Changes;
        while (await store.WriteAsync(
                   async tx =>
                   {
                       var rows = await changes.RangeAsync(tx, changes.Prefix(payload.Stream), Page);
                       var old = rows.TakeWhile(r => r.Record.At <= now - Retention).ToArray();
                       foreach (var (key, _) in old) changes.Delete(tx, key);
                       return old.Length == Page;
                   },
                   ct))
        {
            ct.ThrowIfCancellationRequested();
        }
        var at = new StreamKey(new TableKey(payload.Account, payload.Region, payload.Name), payload.Label);
        await store.WriteAsync(
            async tx =>
            {
                var head = await DynamoDbTables.Streams.GetAsync(tx, at);
                if (head is not null && !(head.Disabled <= now - Retention))
                {
                    await run.RescheduleAsync(tx, now + Pause);
                    return;
                }
                DynamoDbTables.Streams.Delete(tx, at);
                DynamoDbTables.Counters.Delete(tx, new ChangeKey(payload.Stream, 0));
                await run.CompleteAsync(tx);
            },
            ct);
    }
}
