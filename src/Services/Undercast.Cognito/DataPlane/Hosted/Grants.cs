using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Undercast.Storage;

namespace Undercast.Cognito;

/// <summary>Codes, sessions of browsers, and what browsers come back with. Stored under digests: who reads the store gains nothing.</summary>
internal sealed class Grants(IStore store)
{
    // AWS: a code is good for five minutes, a session for an hour.
    private static readonly TimeSpan CodeLife = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan ReturnLife = TimeSpan.FromMinutes(15);
    public static readonly TimeSpan SessionLife = TimeSpan.FromHours(1);

    public static SignedIn Now(Visit visit, UserRecord user) => new() { FoldedUsername = Users.Key(visit.Pool, user).Second, Sub = user.Sub, At = visit.Call.Now };

    public async ValueTask<string> NewCodeAsync(Visit visit, SignInRequest request, SignedIn user)
    {
        // AWS: codes look like UUIDs.
        var code = new Guid(RandomNumberGenerator.GetBytes(16)).ToString("D", CultureInfo.InvariantCulture);
        await PutAsync(visit, HostedTables.Grants, code, GrantOf(visit, request, user));
        return code;
    }

    public static GrantRecord GrantOf(Visit visit, SignInRequest request, SignedIn user) => new()
    {
        PoolId = visit.Pool.Id,
        ClientId = request.Client.ClientId!,
        RedirectUri = request.RedirectUri,
        Scope = request.Scope,
        Nonce = request.Nonce,
        CodeChallenge = request.CodeChallenge,
        User = user,
        Expires = visit.Call.Now + CodeLife,
    };

    /// <summary>What a code stands for. It is used up by that, whatever comes of it.</summary>
    public async ValueTask<GrantRecord?> TakeCodeAsync(Visit visit, string code) =>
        await TakeAsync(visit, HostedTables.Grants, code) is { } grant && grant.PoolId == visit.Pool.Id && grant.Expires > visit.Call.Now ? grant : null;

    /// <summary>Remembers the browser.</summary>
    public async ValueTask StartAsync(Visit visit, SignedIn user)
    {
        var secret = Visit.NewSecret();
        await PutAsync(visit, HostedTables.Browsers, secret, new BrowserRecord { PoolId = visit.Pool.Id, User = user, Expires = visit.Call.Now + SessionLife });
        visit.SetSession(secret, SessionLife);
    }

    /// <summary>Who has signed in in this browser, if that still holds.</summary>
    public async ValueTask<(SignedIn Session, UserRecord User)?> SessionAsync(Visit visit)
    {
        if (visit.Session is not { Length: > 0 } secret) return null;
        return await store.ReadAsync<(SignedIn, UserRecord)?>(
            async tx => await HostedTables.Browsers.GetAsync(tx, Key(secret)) is { } browser && browser.PoolId == visit.Pool.Id && browser.Expires > visit.Call.Now
                && await UserAsync(tx, visit.Pool, browser.User) is { Enabled: true } user ? (browser.User, user) : null,
            visit.Call.Cancelled);
    }

    public async ValueTask EndAsync(Visit visit)
    {
        if (visit.Session is not { Length: > 0 } secret) return;
        await TakeAsync(visit, HostedTables.Browsers, secret);
        visit.DropSession();
    }

    public async ValueTask<string> NewReturnAsync(Visit visit, ReturnRecord record)
    {
        var secret = Visit.NewSecret();
        await PutAsync(visit, HostedTables.Returns, secret, record with { Expires = visit.Call.Now + ReturnLife });
        return secret;
    }

    public async ValueTask<ReturnRecord?> TakeReturnAsync(Visit visit, string secret) =>
        await TakeAsync(visit, HostedTables.Returns, secret) is { } record && record.PoolId == visit.Pool.Id && record.Expires > visit.Call.Now ? record : null;

    public ValueTask<UserRecord?> UserAsync(Visit visit, SignedIn user) => store.ReadAsync(tx => UserAsync(tx, visit.Pool, user), visit.Call.Cancelled);

    private static async ValueTask<UserRecord?> UserAsync(IReadTransaction tx, PoolRecord pool, SignedIn user) =>
        await CognitoTables.Users.GetAsync(tx, new PairKey(pool.Id, user.FoldedUsername)) is { } found && found.Sub == user.Sub ? found : null;

    private ValueTask PutAsync<TRecord>(Visit visit, Table<IdKey, TRecord> table, string secret, TRecord record)
        where TRecord : class
    {
        var key = Key(secret);
        return store.WriteAsync(
            async tx =>
            {
                await table.PutAsync(tx, key, record);
                SweepJob.Schedule(tx, visit.Call.Now + SessionLife);
            },
            visit.Call.Cancelled);
    }

    private ValueTask<TRecord?> TakeAsync<TRecord>(Visit visit, Table<IdKey, TRecord> table, string secret)
        where TRecord : class
    {
        var key = Key(secret);
        return store.WriteAsync(
            async tx =>
            {
                var found = await table.GetAsync(tx, key);
                if (found is not null) await table.DeleteAsync(tx, key);
                return found;
            },
            visit.Call.Cancelled);
    }

    private static IdKey Key(string secret) => new(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret))));
}
