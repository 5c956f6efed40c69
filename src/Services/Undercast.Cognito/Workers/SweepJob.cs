using Undercast.Storage;

namespace Undercast.Cognito;

/// <summary>Removes sign-ins, challenges, codes and messages whose time is over; one job for all that end in the same quarter of an hour.</summary>
internal static class SweepJob
{
    private const int PageSize = 500;
    private static readonly long Quarter = TimeSpan.FromMinutes(15).Ticks;
    private static readonly JobType<SweepPayload> Type = new("cognito.sweep", JsonRecord.Codec(() => CognitoJson.Default.SweepPayload));

    public static void Schedule(IWriteTransaction tx, DateTimeOffset expires)
    {
        var due = new DateTimeOffset(((expires.UtcTicks / Quarter) + 1) * Quarter, TimeSpan.Zero);
        tx.Schedule(Type.Create($"cognito.sweep/{due.ToUnixTimeSeconds()}", new SweepPayload(due)), due);
    }

    public static IJobHandler Handler(IStore store) => JobHandler.For(Type, async (payload, run, ct) =>
    {
        await SweepAsync(store, CognitoTables.Sessions, CognitoTables.SessionsByExpiry, payload.Before, ct);
        await SweepAsync(store, CognitoTables.Challenges, CognitoTables.ChallengesByExpiry, payload.Before, ct);
        await SweepAsync(store, CognitoTables.Codes, CognitoTables.CodesByExpiry, payload.Before, ct);
        await SweepAsync(store, CognitoTables.Messages, CognitoTables.MessagesByExpiry, payload.Before, ct);
        await SweepAsync(store, CognitoTables.AuthEvents, CognitoTables.AuthEventsByExpiry, payload.Before, ct);
        await SweepAsync(store, HostedTables.Grants, HostedTables.GrantsByExpiry, payload.Before, ct);
        await SweepAsync(store, HostedTables.Browsers, HostedTables.BrowsersByExpiry, payload.Before, ct);
        await SweepAsync(store, HostedTables.Returns, HostedTables.ReturnsByExpiry, payload.Before, ct);
        await SweepAsync(store, HostedTables.Used, HostedTables.UsedByExpiry, payload.Before, ct);
        await store.WriteAsync(run.CompleteAsync, ct);
    });

    private static async ValueTask SweepAsync<TKey, TRecord>(IStore store, Table<TKey, TRecord> table, Index<ExpiryKey, TKey, TRecord> index, DateTimeOffset before, CancellationToken ct)
        where TKey : struct, ITupleKey<TKey>
        where TRecord : class
    {
        bool more;
        do
        {
            more = await store.WriteAsync(
                async tx =>
                {
                    var ended = await index.KeysAsync(tx, index.UpTo(before), PageSize);
                    foreach (var (_, key) in ended) await table.DeleteAsync(tx, key);
                    return ended.Count == PageSize;
                },
                ct);
        }
        while (more);
    }
}
