using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Cognito;

/// <summary>Issues the tokens of a sign-in, and fresh ones for a refresh token.</summary>
/// <remarks>
/// A sign-in is one row, named by its origin. The refresh token carries the way to that row and a secret whose hash the row keeps; access tokens name the origin too, so that taking the row away
/// revokes them all.
/// </remarks>
internal sealed class TokenIssuer(IStore store, PoolKeys keys, TriggerCalls triggers)
{
    private const int SecretLength = 32;

    /// <summary>The tokens of a sign-in that has succeeded.</summary>
    public async ValueTask<AuthenticationResultType> SignInAsync(
        CallContext call, PoolRecord pool, UserPoolClientType client, UserRecord user, string source, IReadOnlyDictionary<string, string>? metadata, string? deviceKey = null, GrantRecord? grant = null)
    {
        var (origin, secret) = (Ids.NewGuid(), RandomNumberGenerator.GetBytes(SecretLength));
        var key = Users.Key(pool, user);
        var session = new SessionRecord
        {
            ClientId = client.ClientId!,
            FoldedUsername = key.Second,
            SecretHash = SHA256.HashData(secret),
            AuthTime = grant?.User.At ?? call.Now,
            Scope = grant?.Scope,
            Expires = call.Now + ClientRules.RefreshLife(client),
            DeviceKey = deviceKey,
        };
        var result = await IssueAsync(call, pool, client, user, session, origin.ToString("D"), source, metadata, grant?.Nonce);
        await store.WriteAsync(
            async tx =>
            {
                await CognitoTables.Sessions.PutAsync(tx, new TripleKey(pool.Id, user.Sub, origin.ToString("D")), session);
                SweepJob.Schedule(tx, session.Expires);
            },
            call.Cancelled);
        return result with { RefreshToken = Encode(user.Sub, origin, secret) };
    }

    /// <summary>Fresh tokens for a refresh token.</summary>
    /// <param name="call">The call.</param>
    /// <param name="pool">The client's pool.</param>
    /// <param name="client">The client.</param>
    /// <param name="token">The refresh token.</param>
    /// <param name="metadata">What the client tells triggers.</param>
    /// <param name="rotate">Whether a fresh refresh token takes the old one's place.</param>
    /// <param name="deviceKey">The device that the client says it is.</param>
    public async ValueTask<AuthenticationResultType> RefreshAsync(
        CallContext call, PoolRecord pool, UserPoolClientType client, string token, IReadOnlyDictionary<string, string>? metadata, bool rotate, string? deviceKey = null)
    {
        var (key, session, secret) = await OpenAsync(call, pool, client, token);
        if (session.Expires <= call.Now) throw new NotAuthorizedException("Refresh Token has expired");
        var hash = SHA256.HashData(secret);
        var isCurrent = CryptographicOperations.FixedTimeEquals(hash, session.SecretHash);
        if (!isCurrent && !(session.PreviousUntil > call.Now && CryptographicOperations.FixedTimeEquals(hash, session.PreviousHash)))
        {
            // AWS: a rotated token that comes back after its grace period is taken for stolen.
            if (session.PreviousHash is not null && CryptographicOperations.FixedTimeEquals(hash, session.PreviousHash)) throw new RefreshTokenReuseException("Refresh Token has been revoked");
            throw CognitoFaults.BadRefreshToken();
        }
        var user = await store.ReadAsync(tx => CognitoTables.Users.GetAsync(tx, new PairKey(pool.Id, session.FoldedUsername)), call.Cancelled);
        if (user is null || user.Sub != key.Second) throw CognitoFaults.BadRefreshToken();
        if (!user.Enabled) throw CognitoFaults.Disabled();
        // AWS: a sign-in from a tracked device is refreshed by that device only.
        if (session.DeviceKey is { } bound)
        {
            var device = await store.ReadAsync(tx => CognitoTables.Devices.GetAsync(tx, new TripleKey(pool.Id, user.Sub, bound)), call.Cancelled);
            if (device is null || (device.Verifier is not null && bound != deviceKey)) throw CognitoFaults.BadRefreshToken();
        }
        var result = await IssueAsync(call, pool, client, user, session, key.Third, "TokenGeneration_RefreshTokens", metadata);
        if (!rotate) return result;

        var fresh = RandomNumberGenerator.GetBytes(SecretLength);
        var rotated = session with
        {
            SecretHash = SHA256.HashData(fresh),
            PreviousHash = hash,
            PreviousUntil = call.Now + TimeSpan.FromSeconds(client.RefreshTokenRotation?.RetryGracePeriodSeconds ?? 0),
        };
        await store.WriteAsync(
            async tx =>
            {
                if (await CognitoTables.Sessions.GetAsync(tx, key) is null) throw new NotAuthorizedException("Refresh Token has been revoked");
                await CognitoTables.Sessions.PutAsync(tx, key, rotated);
            },
            call.Cancelled);
        return result with { RefreshToken = Encode(key.Second, Guid.Parse(key.Third, CultureInfo.InvariantCulture), fresh) };
    }

    /// <summary>Ends the sign-in of a refresh token.</summary>
    public async ValueTask RevokeAsync(CallContext call, PoolRecord pool, UserPoolClientType client, string token)
    {
        if (!TryDecode(token, out var sub, out var origin, out var secret))
            throw Jwt.Peek(token) is null ? new InvalidParameterException("Invalid token") : new UnsupportedTokenTypeException("Unsupported token type");
        var key = new TripleKey(pool.Id, sub, origin);
        await store.WriteAsync(
            async tx =>
            {
                var session = await CognitoTables.Sessions.GetAsync(tx, key);
                // AWS: revoking what is revoked already succeeds.
                if (session is null) return;
                if (session.ClientId != client.ClientId) throw new UnauthorizedException("Refresh Token was issued to another client");
                if (CryptographicOperations.FixedTimeEquals(SHA256.HashData(secret), session.SecretHash)) await CognitoTables.Sessions.DeleteAsync(tx, key);
            },
            call.Cancelled);
    }

    /// <summary>The user whom a refresh token belongs to.</summary>
    public async ValueTask<UserRecord> HolderAsync(CallContext call, PoolRecord pool, UserPoolClientType client, string token)
    {
        var (_, session, _) = await OpenAsync(call, pool, client, token);
        return await store.ReadAsync(tx => CognitoTables.Users.GetAsync(tx, new PairKey(pool.Id, session.FoldedUsername)), call.Cancelled) ?? throw CognitoFaults.BadRefreshToken();
    }

    private async ValueTask<(TripleKey Key, SessionRecord Session, byte[] Secret)> OpenAsync(CallContext call, PoolRecord pool, UserPoolClientType client, string token)
    {
        if (!TryDecode(token, out var sub, out var origin, out var secret)) throw CognitoFaults.BadRefreshToken();
        var key = new TripleKey(pool.Id, sub, origin);
        var session = await store.ReadAsync(tx => CognitoTables.Sessions.GetAsync(tx, key), call.Cancelled) ?? throw new NotAuthorizedException("Refresh Token has been revoked");
        return session.ClientId == client.ClientId ? (key, session, secret) : throw CognitoFaults.BadRefreshToken();
    }

    private async ValueTask<AuthenticationResultType> IssueAsync(
        CallContext call, PoolRecord pool, UserPoolClientType client, UserRecord user, SessionRecord session, string origin, string source, IReadOnlyDictionary<string, string>? metadata,
        string? nonce = null)
    {
        var groups = await store.ReadAsync(tx => Users.GroupsAsync(tx, pool, user), call.Cancelled);
        var (id, access) = TokenClaims.Of(call, pool, client, user, groups, session.AuthTime, origin, session.Scope ?? OAuthRules.UserAdmin);
        if (session.Scope is { } scope) HostedClaims.Apply(id, access, scope, nonce);
        if (session.DeviceKey is not null) access["device_key"] = session.DeviceKey;
        await PreTokenGeneration.ApplyAsync(triggers, call, pool, client, user, groups, source, metadata, id, access);
        var key = await keys.GetAsync(pool.Id, call.Cancelled);
        var accessToken = Jwt.Write(key, access);
        if (session.Scope is not null) id["at_hash"] = HostedClaims.HashOf(accessToken);
        return new AuthenticationResultType
        {
            AccessToken = accessToken,
            // AWS: without the scope openid there is none.
            IdToken = session.Scope is null || HostedClaims.Scopes(session.Scope).Contains(OAuthRules.OpenId) ? Jwt.Write(key, id) : null,
            ExpiresIn = (int)ClientRules.AccessLife(client).TotalSeconds,
            TokenType = "Bearer",
        };
    }

    // The way to the row, then the secret.
    private static string Encode(string sub, Guid origin, byte[] secret)
    {
        Span<byte> bytes = stackalloc byte[32 + SecretLength];
        Guid.Parse(sub, CultureInfo.InvariantCulture).TryWriteBytes(bytes);
        origin.TryWriteBytes(bytes[16..]);
        secret.CopyTo(bytes[32..]);
        return Base64Url.EncodeToString(bytes);
    }

    private static bool TryDecode(string token, out string sub, out string origin, out byte[] secret)
    {
        (sub, origin, secret) = ("", "", []);
        if (token.Length > 256 || !Base64Url.IsValid(token)) return false;
        var bytes = Base64Url.DecodeFromChars(token);
        if (bytes.Length != 32 + SecretLength) return false;
        (sub, origin, secret) = (new Guid(bytes.AsSpan(0, 16)).ToString("D"), new Guid(bytes.AsSpan(16, 16)).ToString("D"), bytes[32..]);
        return true;
    }
}
