using Undercast.Cloud;
using Undercast.Storage;

namespace Undercast.S3;

/// <summary>Removes an account's buckets; what was in them goes with the job that clears a deleted bucket.</summary>
internal sealed class S3Reset(IStore store, TimeProvider time) : IAccountReset
{
    private const int Page = 100;

    public async ValueTask ResetAsync(string account, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        bool more;
        do
        {
            more = await store.WriteAsync(
                async tx =>
                {
                    await S3Tables.Accounts.DeleteAsync(tx, new IdKey(account));
                    foreach (var (key, _) in await S3Tables.Points.RangeAsync(tx, S3Tables.Points.Prefix(account))) await S3Tables.Points.DeleteAsync(tx, key);
                    var rows = await S3Tables.ByOwner.RangeAsync(tx, S3Tables.ByOwner.Prefix(account), Page);
                    foreach (var row in rows)
                    {
                        await S3Tables.Buckets.DeleteAsync(tx, row.Key);
                        ExpiryJob.Unschedule(tx, row.Record.Id);
                        AccessLogJob.Unschedule(tx, row.Record.Id);
                        foreach (var plan in row.Record.Inventories ?? []) InventoryJob.Unschedule(tx, row.Record.Id, plan.Id);
                        DropJob.Schedule(tx, row.Record.Id, now);
                    }
                    return rows.Count == Page;
                },
                ct);
        }
        while (more);
    }
}
