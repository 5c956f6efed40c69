using Microsoft.Extensions.Logging;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Cognito;

/// <summary>The operations of user pools; partials by what they are about. Rules first, then one transaction.</summary>
internal sealed partial class CognitoService(IStore store, TokenIssuer tokens, TokenVerifier verifier, PoolKeys keys, TriggerCalls triggers, ILogger<CognitoService> log) : ICognito
{
    private const int MostListed = 60;

    private ValueTask<T> ReadAsync<T>(CallContext call, Func<IReadTransaction, ValueTask<T>> body) => store.ReadAsync(body, call.Cancelled);

    private ValueTask<T> WriteAsync<T>(CallContext call, Func<IWriteTransaction, ValueTask<T>> body) => store.WriteAsync(body, call.Cancelled);

    /// <summary>A pool of the caller's account.</summary>
    private static async ValueTask<PoolRecord> PoolAsync(IReadTransaction tx, CallContext call, string id)
    {
        var pool = await CognitoTables.Pools.GetAsync(tx, new IdKey(id));
        return pool is not null && pool.Account == call.Account && pool.Region == call.Region ? pool : throw CognitoFaults.NoPool(id);
    }

    private ValueTask<PoolRecord> PoolAsync(CallContext call, string id) => ReadAsync(call, tx => PoolAsync(tx, call, id));

    /// <summary>A client and its pool, for operations that anybody may call.</summary>
    private ValueTask<(PoolRecord Pool, UserPoolClientType Client)> ClientAsync(CallContext call, string clientId) => ReadAsync(
        call,
        async tx =>
        {
            var record = await CognitoTables.Clients.GetAsync(tx, new IdKey(clientId)) ?? throw CognitoFaults.NoClient(clientId);
            var pool = await CognitoTables.Pools.GetAsync(tx, new IdKey(record.Client.UserPoolId!)) ?? throw CognitoFaults.NoClient(clientId);
            return (pool, record.Client);
        });

    /// <summary>A client of a pool of the caller's account.</summary>
    private ValueTask<(PoolRecord Pool, UserPoolClientType Client)> ClientAsync(CallContext call, string poolId, string clientId) => ReadAsync(
        call,
        async tx =>
        {
            var pool = await PoolAsync(tx, call, poolId);
            var record = await CognitoTables.Clients.GetAsync(tx, new IdKey(clientId));
            return record?.Client.UserPoolId == poolId ? (pool, record.Client) : throw CognitoFaults.NoClient(clientId);
        });

    /// <summary>A page of rows that are at hand; the token is the last name of the page.</summary>
    internal static (List<T> Page, string? Token) Page<T>(IEnumerable<T> all, Func<T, string> name, int? limit, string? token)
    {
        var most = limit is null or 0 ? MostListed : limit.Value;
        var after = PageToken.Read(token);
        var page = all.OrderBy(name, StringComparer.Ordinal).Where(row => after is null || string.CompareOrdinal(name(row), after) > 0).Take(most + 1).ToList();
        if (page.Count <= most) return (page, null);
        page.RemoveAt(most);
        return (page, PageToken.Write(name(page[^1])));
    }
}
