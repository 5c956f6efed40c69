using System.Security.Cryptography;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Iam;

/// <summary>Opens sessions: fresh keys and a row that lasts as long as they do.</summary>
internal sealed class SessionIssuer(IStore store)
{
    /// <summary>Stores the session under fresh keys; <see cref="SessionRecord.Secret"/> and <see cref="SessionRecord.Token"/> are made here.</summary>
    public async ValueTask<(string AccessKeyId, SessionRecord Session)> OpenAsync(SessionRecord draft, CancellationToken ct)
    {
        var accessKeyId = "ASIA" + Ids.NewBase32(16);
        var session = draft with
        {
            Secret = Convert.ToBase64String(RandomNumberGenerator.GetBytes(30)),
            // AWS: tokens are opaque, some hundred characters long, and begin like this.
            Token = "IQoJb3JpZ2luX2Vj" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(150)),
        };
        var epoch = new EpochRecord(Ids.NewInt64());
        await store.WriteAsync(
            async tx =>
            {
                IamTables.Sessions.PutFresh(tx, new AccessKeyKey(accessKeyId), session);
                ExpiryJob.Schedule(tx, session.Expires);
                // An account that never had an epoch gets one, so that its end by a reset is noticed.
                var account = new AccountKey(session.Account);
                if (await IamTables.Epochs.GetAsync(tx, account) is null) IamTables.Epochs.Put(tx, account, epoch);
            },
            ct);
        return (accessKeyId, session);
    }
}

/// <summary>Removes sessions that have ended; one job for all that end in the same quarter of an hour.</summary>
internal static class ExpiryJob
{
    private const int Page = 500;
    private static readonly long Quarter = TimeSpan.FromMinutes(15).Ticks;
    private static readonly JobType<ExpirePayload> Type = new("iam.expire", JsonRecord.Codec(() => IamJson.Default.ExpirePayload));

    public static void Schedule(IWriteTransaction tx, DateTimeOffset expires)
    {
        var due = new DateTimeOffset(((expires.UtcTicks / Quarter) + 1) * Quarter, TimeSpan.Zero);
        tx.Schedule(Type.Create($"iam.expire/{due.ToUnixTimeSeconds()}", new ExpirePayload(due)), due);
    }

    public static IJobHandler Handler(IStore store) => JobHandler.For(Type, async (payload, run, ct) =>
    {
        bool more;
        do
        {
            more = await store.WriteAsync(
                async tx =>
                {
                    var index = IamTables.SessionsByExpiry;
                    var ended = await index.KeysAsync(tx, index.UpTo(payload.Before), Page);
                    foreach (var (_, key) in ended) await IamTables.Sessions.DeleteAsync(tx, key);
                    return ended.Count == Page;
                },
                ct);
        }
        while (more);
        await store.WriteAsync(run.CompleteAsync, ct);
    });
}
