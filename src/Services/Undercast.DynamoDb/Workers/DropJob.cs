using System.Globalization;
using Undercast.Storage;

namespace Undercast.DynamoDb;

/// <summary>The number of a table, index or order of expiries that is no more.</summary>
internal sealed record DropPayload(long Storage);

/// <summary>Removes the rows that a deleted table or index has left, a page in each transaction.</summary>
internal static class DropJob
{
    private const int Page = 500;
    private static readonly JobType<DropPayload> Type = new("dynamodb.drop", JsonRecord.Codec(() => DynamoDbJson.Default.DropPayload));

    public static void Schedule(IWriteTransaction tx, long storage, DateTimeOffset now) =>
        tx.Schedule(Type.Create(string.Create(CultureInfo.InvariantCulture, $"dynamodb.drop/{storage}"), new DropPayload(storage)), now);

    public static IJobHandler Handler(IStore store) => JobHandler.For(Type, (payload, run, ct) => DropAsync(store, payload, run, ct));

    private static async ValueTask DropAsync(IStore store, DropPayload payload, JobRun run, CancellationToken ct)
    {
        foreach (var range in (KeyRange[])[ItemRows.All(payload.Storage), DynamoDbTables.Expiries.Prefix(payload.Storage), DynamoDbTables.History.Prefix(payload.Storage), DynamoDbTables.HistoryMarks.Prefix(payload.Storage), DynamoDbTables.Collections.Prefix(payload.Storage)])
        {
            while (await store.WriteAsync(
                       async tx =>
                       {
                           var rows = await tx.RangeAsync(range, Page);
                           foreach (var (key, _) in rows) tx.Delete(key);
                           return rows.Count == Page;
                       },
                       ct))
            {
                ct.ThrowIfCancellationRequested();
            }
        }
        await store.WriteAsync(run.CompleteAsync, ct);
    }
}
