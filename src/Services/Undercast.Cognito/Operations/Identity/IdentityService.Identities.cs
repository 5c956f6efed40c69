using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Cognito.Identity;

internal sealed partial class IdentityService
{
    // AWS: the name of the sessions that identities get.
    private const string SessionName = "CognitoIdentityCredentials";
    private const string Federation = IdentityTokens.Provider;

    public async ValueTask<GetIdOutput> GetId(GetIdInput input, CallContext call)
    {
        var pool = await store.ReadAsync(tx => CognitoTables.IdentityPools.GetAsync(tx, new IdKey(input.IdentityPoolId)), call.Cancelled) ?? throw NoPool(input.IdentityPoolId);
        var verified = await logins.VerifyAsync(pool, input.Logins, call.Cancelled);
        RequireAccess(pool, verified);
        var fresh = $"{pool.Region}:{Ids.NewGuid():D}";
        return await store.WriteAsync(
            async tx =>
            {
                var id = verified.Count == 0 ? null : await LinkedAsync(tx, pool, verified);
                await LinkAsync(tx, pool, id ?? fresh, verified, call.Now);
                return new GetIdOutput { IdentityId = id ?? fresh };
            },
            call.Cancelled);
    }

    public async ValueTask<GetCredentialsForIdentityOutput> GetCredentialsForIdentity(GetCredentialsForIdentityInput input, CallContext call)
    {
        var (key, pool, verified) = await ProvenAsync(call, input.IdentityId, input.Logins);
        var role = IdentityRules.Role(pool, verified, input.CustomRoleArn);
        if (roles is null) throw CommonException.NotSupported("GetCredentialsForIdentity without the service that keeps roles");
        try
        {
            var session = await roles.AssumeAsync(
                new RoleSessionRequest { RoleArn = role, SessionName = SessionName, Federated = Federation, Claims = Claims(key, verified), Tags = IdentityRules.SessionTags(pool, verified) is { Count: > 0 } tags ? tags : null, Duration = TimeSpan.FromHours(1) }, call.Cancelled);
            return new GetCredentialsForIdentityOutput
            {
                IdentityId = input.IdentityId,
                Credentials = new Credentials { AccessKeyId = session.AccessKeyId, SecretKey = session.SecretAccessKey, SessionToken = session.SessionToken, Expiration = session.Expires },
            };
        }
        catch (CommonException e) when (e.Kind == CommonError.AccessDenied)
        {
            // AWS: a role that is not there or does not trust the pool is the pool's fault.
            throw new InvalidIdentityPoolConfigurationException("Invalid identity pool configuration. Check assigned IAM roles for this pool.");
        }
    }

    public ValueTask<ListIdentitiesOutput> ListIdentities(ListIdentitiesInput input, CallContext call) => store.ReadAsync(
        async tx =>
        {
            await PoolAsync(tx, call, input.IdentityPoolId);
            var limit = input.MaxResults is 0 ? MostListed : input.MaxResults;
            var after = PageToken.Read(input.NextToken);
            var rows = await CognitoTables.Identities.RangeAsync(
                tx, CognitoTables.Identities.Prefix(input.IdentityPoolId), limit + 1, after: after is null ? null : new PairKey(input.IdentityPoolId, after));
            return new ListIdentitiesOutput
            {
                IdentityPoolId = input.IdentityPoolId,
                Identities = [.. rows.Take(limit).Select(r => new IdentityDescription
                {
                    IdentityId = r.Key.Second, Logins = [.. r.Record.Logins.Keys], CreationDate = r.Record.Created, LastModifiedDate = r.Record.Modified,
                })],
                NextToken = rows.Count > limit ? PageToken.Write(rows[limit - 1].Key.Second) : null,
            };
        },
        call.Cancelled);

    public async ValueTask<DescribeIdentityOutput> DescribeIdentity(DescribeIdentityInput input, CallContext call)
    {
        var (key, identity, pool) = await IdentityAsync(call, input.IdentityId);
        if (pool.Account != call.Account) throw NoIdentity(input.IdentityId);
        return new DescribeIdentityOutput { IdentityId = key.Second, Logins = [.. identity.Logins.Keys], CreationDate = identity.Created, LastModifiedDate = identity.Modified };
    }

    public async ValueTask<DeleteIdentitiesOutput> DeleteIdentities(DeleteIdentitiesInput input, CallContext call) => await store.WriteAsync(
        async tx =>
        {
            var refused = new List<UnprocessedIdentityId>();
            foreach (var id in input.IdentityIdsToDelete)
            {
                if (await CognitoTables.IdentitiesById.FirstAsync(tx, CognitoTables.IdentitiesById.Prefix(id)) is not { } row) continue;
                if ((await CognitoTables.IdentityPools.GetAsync(tx, new IdKey(row.Key.First)))?.Account != call.Account)
                {
                    refused.Add(new UnprocessedIdentityId { IdentityId = id, ErrorCode = "AccessDenied" });
                    continue;
                }
                foreach (var (provider, subject) in row.Record.Logins) CognitoTables.Logins.Delete(tx, new TripleKey(row.Key.First, provider, subject));
                foreach (var user in row.Record.Developers) CognitoTables.Logins.Delete(tx, DeveloperKey(row.Key.First, user));
                await CognitoTables.Identities.DeleteAsync(tx, row.Key);
            }
            return new DeleteIdentitiesOutput { UnprocessedIdentityIds = refused };
        },
        call.Cancelled);

    public async ValueTask UnlinkIdentity(UnlinkIdentityInput input, CallContext call)
    {
        var (key, _, pool) = await IdentityAsync(call, input.IdentityId);
        var verified = await logins.VerifyAsync(pool, input.Logins, call.Cancelled);
        await store.WriteAsync(
            async tx =>
            {
                if (verified.Count == 0 || await LinkedAsync(tx, pool, verified) != key.Second) throw Mismatch();
                var identity = await CognitoTables.Identities.GetAsync(tx, key) ?? throw NoIdentity(input.IdentityId);
                var left = new Dictionary<string, string>(identity.Logins);
                foreach (var provider in input.LoginsToRemove)
                {
                    if (left.Remove(provider, out var subject)) CognitoTables.Logins.Delete(tx, new TripleKey(key.First, provider, subject));
                }
                await CognitoTables.Identities.PutAsync(tx, key, identity with { Logins = left, Modified = call.Now });
            },
            call.Cancelled);
    }

    /// <summary>An identity for which somebody asks who has shown that it is theirs.</summary>
    private async ValueTask<(PairKey Key, IdentityPoolRecord Pool, IReadOnlyList<Login> Verified)> ProvenAsync(CallContext call, string identityId, IReadOnlyDictionary<string, string>? given)
    {
        var (key, identity, pool) = await IdentityAsync(call, identityId);
        var verified = await logins.VerifyAsync(pool, given, call.Cancelled);
        RequireAccess(pool, verified);
        if (verified.Count == 0 && (identity.Logins.Count > 0 || identity.Developers.Count > 0)) throw new Identity.NotAuthorizedException($"Access to Identity '{identityId}' is forbidden.");
        if (verified.Count > 0) await BelongAsync(call, pool, key, verified);
        return (key, pool, verified);
    }

    private static void RequireAccess(IdentityPoolRecord pool, IReadOnlyList<Login> verified)
    {
        if (verified.Count == 0 && !pool.Pool.AllowUnauthenticatedIdentities) throw new Identity.NotAuthorizedException("Unauthenticated access is not supported for this identity pool.");
    }

    /// <summary>Holds logins against the identity that they are presented for; a guest takes them on.</summary>
    private async ValueTask BelongAsync(CallContext call, IdentityPoolRecord pool, PairKey key, IReadOnlyList<Login> verified) => await store.WriteAsync(
        async tx =>
        {
            var linked = await LinkedAsync(tx, pool, verified);
            var identity = await CognitoTables.Identities.GetAsync(tx, key) ?? throw NoIdentity(key.Second);
            if (linked is not null ? linked != key.Second : identity.Logins.Count > 0 || identity.Developers.Count > 0) throw Mismatch();
            if (verified.Any(l => l.Provider != Federation && !identity.Logins.ContainsKey(l.Provider))) await LinkAsync(tx, pool, key.Second, verified, call.Now);
        },
        call.Cancelled);

    /// <summary>The identity to which the logins belong; null when they are new.</summary>
    private static async ValueTask<string?> LinkedAsync(IReadTransaction tx, IdentityPoolRecord pool, IReadOnlyList<Login> verified)
    {
        string? id = null;
        foreach (var login in verified)
        {
            // The pool's own token names the identity itself.
            var linked = login.Provider == Federation ? login.Subject : (await CognitoTables.Logins.GetAsync(tx, new TripleKey(pool.Pool.IdentityPoolId, login.Provider, login.Subject)))?.IdentityId;
            if (linked is null) continue;
            if (id is not null && linked != id) throw new ResourceConflictException("The logins belong to different identities.");
            id = linked;
        }
        return id;
    }

    private static async ValueTask LinkAsync(IWriteTransaction tx, IdentityPoolRecord pool, string id, IReadOnlyList<Login> verified, DateTimeOffset now)
    {
        var key = new PairKey(pool.Pool.IdentityPoolId, id);
        var identity = await CognitoTables.Identities.GetAsync(tx, key);
        if (identity is not null && verified.All(l => identity.Logins.ContainsKey(l.Provider))) return;
        var all = new Dictionary<string, string>(identity?.Logins ?? new Dictionary<string, string>());
        foreach (var login in verified.Where(l => l.Provider != Federation))
        {
            all[login.Provider] = login.Subject;
            CognitoTables.Logins.Put(tx, new TripleKey(key.First, login.Provider, login.Subject), new LoginRecord(id));
        }
        await CognitoTables.Identities.PutAsync(tx, key, new IdentityRecord { Logins = all, Developers = identity?.Developers ?? [], Created = identity?.Created ?? now, Modified = now });
    }

    private async ValueTask<(PairKey Key, IdentityRecord Identity, IdentityPoolRecord Pool)> IdentityAsync(CallContext call, string id) => await store.ReadAsync(
        async tx =>
        {
            var row = await CognitoTables.IdentitiesById.FirstAsync(tx, CognitoTables.IdentitiesById.Prefix(id)) ?? throw NoIdentity(id);
            return (row.Key, row.Record, await CognitoTables.IdentityPools.GetAsync(tx, new IdKey(row.Key.First)) ?? throw NoIdentity(id));
        },
        call.Cancelled);

    // AWS: what policies and trust policies can ask of a session.
    private static Dictionary<string, IReadOnlyList<string>> Claims(PairKey identity, IReadOnlyList<Login> verified) => new()
    {
        [$"{Federation}:aud"] = [identity.First],
        [$"{Federation}:sub"] = [identity.Second],
        [$"{Federation}:amr"] = Methods(verified),
    };

    /// <summary>By what somebody has signed in; the pool's own token says it itself.</summary>
    private static IReadOnlyList<string> Methods(IReadOnlyList<Login> verified) => verified.Count == 0
        ? [IdentityRules.Unauthenticated]
        : [.. verified.SelectMany(l => l.Provider == Federation
            ? l.Claims.GetProperty("amr").EnumerateArray().Select(a => a.GetString()!)
            : [IdentityRules.Authenticated, l.Provider, $"{l.Provider}:{(l.Arn is null && l.Provider.StartsWith("cognito-idp.", StringComparison.Ordinal) ? "CognitoSignIn" : l.ClientId)}:{l.Subject}"]).Distinct()];

    private static Identity.ResourceNotFoundException NoIdentity(string id) => new($"Identity '{id}' not found.");

    private static Identity.NotAuthorizedException Mismatch() => new("Logins don't match. Please include at least one valid login for this identity or identity pool.");
}
