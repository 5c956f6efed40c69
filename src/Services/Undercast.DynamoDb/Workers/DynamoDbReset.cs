using Undercast.Cloud;
using Undercast.Storage;

namespace Undercast.DynamoDb;

/// <summary>Removes an account's tables, streams, policies and tokens; items go with the jobs that clear deleted tables.</summary>
internal sealed class DynamoDbReset(IStore store, TimeProvider time) : IAccountReset
{
    private const int Page = 50;

    public async ValueTask ResetAsync(string account, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        while (await store.WriteAsync(
                   async tx =>
                   {
                       var rows = await DynamoDbTables.Tables.RangeAsync(tx, DynamoDbTables.Tables.Prefix(account), Page);
                       foreach (var (key, table) in rows) await DynamoDbService.RemoveAsync(tx, key, table, now);
                       return rows.Count == Page;
                   },
                   ct))
        {
            ct.ThrowIfCancellationRequested();
        }
        await store.WriteAsync(
            async tx =>
            {
                // The trimming of a stream whose head is gone removes the rest of it.
                foreach (var (key, head) in await DynamoDbTables.Streams.RangeAsync(tx, DynamoDbTables.Streams.Prefix(account)))
                {
                    DynamoDbTables.Streams.Delete(tx, key);
                    foreach (var shard in await StreamShards.ListAsync(tx, head)) DynamoDbTables.Changes.DeleteRange(tx, DynamoDbTables.Changes.Prefix(shard.Storage));
                }
                foreach (var (key, backup) in await DynamoDbTables.Backups.RangeAsync(tx, DynamoDbTables.Backups.Prefix(account)))
                {
                    DynamoDbTables.Backups.Delete(tx, key);
                    DropJob.Schedule(tx, backup.Storage, now);
                }
                DynamoDbTables.Exports.DeleteRange(tx, DynamoDbTables.Exports.Prefix(account));
                DynamoDbTables.Imports.DeleteRange(tx, DynamoDbTables.Imports.Prefix(account));
                DynamoDbTables.Policies.DeleteRange(tx, DynamoDbTables.Policies.Prefix(account));
                await DynamoDbTables.Tokens.DeleteRangeAsync(tx, DynamoDbTables.Tokens.Prefix(account));
            },
            ct);
    }
}
