using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Cognito;

/// <summary>What a token is worth.</summary>
internal enum TokenState
{
    Good = 0,
    Invalid = 1,
    Expired = 2,
    Revoked = 3,
}

/// <summary>Verifies tokens of this cloud's pools. Signatures are checked once per token; time and revocation each time.</summary>
internal sealed class TokenVerifier(IStore store, PoolKeys keys, TimeProvider time) : IUserPoolTokens
{
    private const int MostRemembered = 10_000;
    private readonly ConcurrentDictionary<(string Pool, UInt128 Token), JsonElement> _proven = new();

    public async ValueTask<JsonElement?> VerifyAsync(string userPoolId, string token, CancellationToken ct)
    {
        var (state, claims) = await CheckAsync(userPoolId, token, ct);
        return state == TokenState.Good ? claims : null;
    }

    /// <summary>The claims of a token of a pool, and whether they hold now.</summary>
    public async ValueTask<(TokenState State, JsonElement Claims)> CheckAsync(string poolId, string token, CancellationToken ct)
    {
        var digest = (poolId, BitConverter.ToUInt128(SHA256.HashData(Encoding.UTF8.GetBytes(token))));
        if (!_proven.TryGetValue(digest, out var claims))
        {
            if (await store.ReadAsync(tx => CognitoTables.Pools.GetAsync(tx, new IdKey(poolId)), ct) is not { } issuer) return (TokenState.Invalid, default);
            if (Jwt.Verify(await keys.GetAsync(poolId, ct), token) is not { } proven || Jwt.Text(proven, "iss") != issuer.Issuer) return (TokenState.Invalid, default);
            claims = proven;
            // Forgotten all at once rather than by age: what is in use comes back with the next request.
            if (_proven.Count >= MostRemembered) _proven.Clear();
            _proven[digest] = claims;
        }
        if (Jwt.Time(claims, "exp") is not { } expires || expires <= time.GetUtcNow()) return (TokenState.Expired, claims);
        if (Jwt.Text(claims, "sub") is not { } sub) return (TokenState.Invalid, claims);
        // A token of a client's own has no user.
        var clientId = Jwt.Text(claims, "username") is null ? Jwt.Text(claims, "client_id") : null;
        var (origin, issued) = (Jwt.Text(claims, "origin_jti"), Jwt.Time(claims, "iat"));
        var alive = await store.ReadAsync(
            async tx =>
            {
                if (clientId is not null && clientId == sub) return await CognitoTables.Clients.ExistsAsync(tx, new IdKey(clientId));
                if (origin is not null) return await CognitoTables.Sessions.ExistsAsync(tx, new TripleKey(poolId, sub, origin));
                return await CognitoTables.UsersBySub.FirstAsync(tx, CognitoTables.UsersBySub.Prefix(poolId, sub)) is { } row && !(row.Record.SignedOut > issued);
            },
            ct);
        return (alive ? TokenState.Good : TokenState.Revoked, claims);
    }
}
