using Undercast.Cloud;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Cognito;

/// <summary>A pool goes at once, what is in it little by little: its id never comes again.</summary>
internal static class PoolRemoval
{
    private const int PageSize = 500;
    private static readonly JobType<DropPayload> Type = new("cognito.drop", JsonRecord.Codec(() => CognitoJson.Default.DropPayload));

    public static async ValueTask RemoveAsync(IWriteTransaction tx, string poolId, DateTimeOffset now)
    {
        if (await CognitoTables.Pools.GetAsync(tx, new IdKey(poolId)) is { } pool) HostedTables.DropDomains(tx, pool);
        await CognitoTables.Pools.DeleteAsync(tx, new IdKey(poolId));
        tx.Schedule(Type.Create($"cognito.drop/{poolId}", new DropPayload(poolId)), now);
    }

    public static IJobHandler Handler(IStore store) => JobHandler.For(Type, async (payload, run, ct) =>
    {
        var id = payload.PoolId;
        await DropAsync(store, CognitoTables.Users, CognitoTables.Users.Prefix(id), ct);
        await DropAsync(store, CognitoTables.Sessions, CognitoTables.Sessions.Prefix(id), ct);
        await DropAsync(store, CognitoTables.Codes, CognitoTables.Codes.Prefix(id), ct);
        await DropAsync(store, CognitoTables.Messages, CognitoTables.Messages.Prefix(id), ct);
        await DropAsync(store, CognitoTables.Devices, CognitoTables.Devices.Prefix(id), ct);
        await DropAsync(store, CognitoTables.Passkeys, CognitoTables.Passkeys.Prefix(id), ct);
        await DropAsync(store, CognitoTables.ImportParts, CognitoTables.ImportParts.Prefix(id), ct);
        await DropAsync(store, CognitoTables.AuthEvents, CognitoTables.AuthEvents.Prefix(id), ct);
        await DropAsync(store, CognitoTables.Identities, CognitoTables.Identities.Prefix(id), ct);
        await store.WriteAsync(
            async tx =>
            {
                foreach (var (_, client) in await CognitoTables.ClientsByPool.KeysAsync(tx, CognitoTables.ClientsByPool.Prefix(id))) await CognitoTables.Clients.DeleteAsync(tx, client);
                CognitoTables.Groups.DeleteRange(tx, CognitoTables.Groups.Prefix(id));
                CognitoTables.Members.DeleteRange(tx, CognitoTables.Members.Prefix(id));
                CognitoTables.Imports.DeleteRange(tx, CognitoTables.Imports.Prefix(id));
                CognitoTables.Risks.DeleteRange(tx, CognitoTables.Risks.Prefix(id));
                CognitoTables.Terms.DeleteRange(tx, CognitoTables.Terms.Prefix(id));
                CognitoTables.Logins.DeleteRange(tx, CognitoTables.Logins.Prefix(id));
                await HostedTables.DropAsync(tx, id);
                await CognitoTables.Keys.DeleteAsync(tx, new IdKey(id));
                await run.CompleteAsync(tx);
            },
            ct);
    });

    private static async ValueTask DropAsync<TKey, TRecord>(IStore store, Table<TKey, TRecord> table, KeyRange range, CancellationToken ct)
        where TKey : struct, ITupleKey<TKey>
        where TRecord : class
    {
        bool more;
        do
        {
            more = await store.WriteAsync(
                async tx =>
                {
                    var rows = await table.RangeAsync(tx, range, PageSize);
                    foreach (var (key, _) in rows) await table.DeleteAsync(tx, key);
                    return rows.Count == PageSize;
                },
                ct);
        }
        while (more);
    }
}

/// <summary>Removes an account's user pools and identity pools.</summary>
internal sealed class CognitoReset(IStore store, TimeProvider time) : IAccountReset
{
    public async ValueTask ResetAsync(string account, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        await store.WriteAsync(
            async tx =>
            {
                foreach (var (_, key) in await CognitoTables.PoolsByOwner.KeysAsync(tx, CognitoTables.PoolsByOwner.Prefix(account))) await PoolRemoval.RemoveAsync(tx, key.Id, now);
                foreach (var (_, key) in await CognitoTables.IdentityPoolsByOwner.KeysAsync(tx, CognitoTables.IdentityPoolsByOwner.Prefix(account)))
                {
                    await CognitoTables.IdentityPools.DeleteAsync(tx, key);
                    await PoolRemoval.RemoveAsync(tx, key.Id, now);
                }
            },
            ct);
    }
}

/// <summary>The accounts that have pools.</summary>
internal sealed class CognitoAccounts(IStore store) : IKnownAccounts
{
    public async ValueTask<IReadOnlyList<string>> ListAsync(CancellationToken ct) => await store.ReadAsync(
        async tx => (IReadOnlyList<string>)
        [
            .. (await CognitoTables.Pools.RangeAsync(tx, CognitoTables.Pools.All)).Select(p => p.Record.Account)
                .Union((await CognitoTables.IdentityPools.RangeAsync(tx, CognitoTables.IdentityPools.All)).Select(p => p.Record.Account)),
        ],
        ct);
}
