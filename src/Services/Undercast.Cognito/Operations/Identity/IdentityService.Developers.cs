using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Cognito.Identity;

/// <summary>Users of the developer's own, tokens for the basic flow, and session tags.</summary>
internal sealed partial class IdentityService
{
    // AWS: a token of the basic flow is good for ten minutes, one for a developer's user for a quarter of an hour unless asked otherwise.
    private static readonly TimeSpan TokenLife = TimeSpan.FromMinutes(10);
    private const long DeveloperTokenSeconds = 900;
    // Beside the names of providers, which have no space.
    private const string Developer = "developer user";

    public async ValueTask<GetOpenIdTokenOutput> GetOpenIdToken(GetOpenIdTokenInput input, CallContext call)
    {
        var (key, pool, verified) = await ProvenAsync(call, input.IdentityId, input.Logins);
        if (pool.Pool.AllowClassicFlow != true) throw new Identity.InvalidParameterException("Basic (classic) flow is not enabled, please use enhanced flow.");
        return new GetOpenIdTokenOutput { IdentityId = key.Second, Token = await tokens.IssueAsync(key.First, key.Second, Methods(verified), TokenLife, null, call) };
    }

    public async ValueTask<GetOpenIdTokenForDeveloperIdentityOutput> GetOpenIdTokenForDeveloperIdentity(GetOpenIdTokenForDeveloperIdentityInput input, CallContext call)
    {
        var pool = await PoolAsync(call, input.IdentityPoolId);
        if (pool.Pool.DeveloperProviderName is not { } provider || !input.Logins.TryGetValue(provider, out var user)) throw new Identity.InvalidParameterException("Please provide a valid developer provider name and user identifier.");
        var verified = await logins.VerifyAsync(pool, input.Logins.Where(l => l.Key != provider).ToDictionary(), call.Cancelled);
        var fresh = $"{pool.Region}:{Ids.NewGuid():D}";
        var id = await store.WriteAsync(
            async tx =>
            {
                var (own, others) = (await CognitoTables.Logins.GetAsync(tx, DeveloperKey(input.IdentityPoolId, user)), await LinkedAsync(tx, pool, verified));
                if (input.IdentityId is not null)
                {
                    if (await CognitoTables.Identities.GetAsync(tx, new PairKey(input.IdentityPoolId, input.IdentityId)) is null) throw NoIdentity(input.IdentityId);
                    if (own is not null && own.IdentityId != input.IdentityId) throw new DeveloperUserAlreadyRegisteredException("Developer user identifier is already registered with another identity.");
                }
                if (own is not null && others is not null && own.IdentityId != others) throw new ResourceConflictException("The logins belong to different identities.");
                var chosen = input.IdentityId ?? own?.IdentityId ?? others ?? fresh;
                if (others is not null && others != chosen) throw new ResourceConflictException("The logins belong to different identities.");
                await LinkAsync(tx, pool, chosen, verified, call.Now);
                if (own is null)
                {
                    var row = new PairKey(input.IdentityPoolId, chosen);
                    var identity = (await CognitoTables.Identities.GetAsync(tx, row))!;
                    await CognitoTables.Identities.PutAsync(tx, row, identity with { Developers = [.. identity.Developers, user], Modified = call.Now });
                    CognitoTables.Logins.Put(tx, DeveloperKey(input.IdentityPoolId, user), new LoginRecord(chosen));
                }
                return chosen;
            },
            call.Cancelled);
        string[] methods = [IdentityRules.Authenticated, provider, $"{provider}:{input.IdentityPoolId}:{user}"];
        var life = TimeSpan.FromSeconds(input.TokenDuration ?? DeveloperTokenSeconds);
        return new GetOpenIdTokenForDeveloperIdentityOutput { IdentityId = id, Token = await tokens.IssueAsync(input.IdentityPoolId, id, methods.Union(Methods(verified).Where(_ => verified.Count > 0)), life, input.PrincipalTags, call) };
    }

    public async ValueTask<LookupDeveloperIdentityOutput> LookupDeveloperIdentity(LookupDeveloperIdentityInput input, CallContext call)
    {
        if (input.IdentityId is null && input.DeveloperUserIdentifier is null) throw new Identity.InvalidParameterException("Either IdentityId or DeveloperUserIdentifier must be provided.");
        return await store.ReadAsync(
            async tx =>
            {
                await PoolAsync(tx, call, input.IdentityPoolId);
                var named = input.DeveloperUserIdentifier is { } user ? await CognitoTables.Logins.GetAsync(tx, DeveloperKey(input.IdentityPoolId, user)) ?? throw NoDeveloper(user) : null;
                if (named is not null && input.IdentityId is not null && named.IdentityId != input.IdentityId) throw new ResourceConflictException("The developer user identifier belongs to another identity.");
                var id = input.IdentityId ?? named!.IdentityId;
                var identity = await CognitoTables.Identities.GetAsync(tx, new PairKey(input.IdentityPoolId, id)) ?? throw NoIdentity(id);
                var (page, token) = CognitoService.Page(identity.Developers, d => d, input.MaxResults, input.NextToken);
                return new LookupDeveloperIdentityOutput { IdentityId = id, DeveloperUserIdentifierList = page, NextToken = token };
            },
            call.Cancelled);
    }

    public async ValueTask<MergeDeveloperIdentitiesOutput> MergeDeveloperIdentities(MergeDeveloperIdentitiesInput input, CallContext call) => await store.WriteAsync(
        async tx =>
        {
            var (source, from) = await DeveloperAsync(tx, call, input.IdentityPoolId, input.DeveloperProviderName, input.SourceUserIdentifier);
            var (target, into) = await DeveloperAsync(tx, call, input.IdentityPoolId, input.DeveloperProviderName, input.DestinationUserIdentifier);
            if (source.Second == target.Second) throw new Identity.InvalidParameterException("The users belong to the same identity already.");
            // AWS: identities that both have logins at one public provider cannot be one.
            if (from.Logins.Keys.Any(into.Logins.ContainsKey)) throw new ResourceConflictException("The identities have logins of the same provider.");
            foreach (var user in from.Developers) CognitoTables.Logins.Put(tx, DeveloperKey(source.First, user), new LoginRecord(target.Second));
            foreach (var (provider, subject) in from.Logins) CognitoTables.Logins.Put(tx, new TripleKey(source.First, provider, subject), new LoginRecord(target.Second));
            var all = new Dictionary<string, string>([.. into.Logins, .. from.Logins]);
            await CognitoTables.Identities.PutAsync(tx, target, into with { Developers = [.. into.Developers, .. from.Developers], Logins = all, Modified = call.Now });
            await CognitoTables.Identities.DeleteAsync(tx, source);
            return new MergeDeveloperIdentitiesOutput { IdentityId = target.Second };
        },
        call.Cancelled);

    public async ValueTask UnlinkDeveloperIdentity(UnlinkDeveloperIdentityInput input, CallContext call) => await store.WriteAsync(
        async tx =>
        {
            var (key, identity) = await DeveloperAsync(tx, call, input.IdentityPoolId, input.DeveloperProviderName, input.DeveloperUserIdentifier);
            if (key.Second != input.IdentityId) throw new ResourceConflictException("The developer user identifier belongs to another identity.");
            CognitoTables.Logins.Delete(tx, DeveloperKey(key.First, input.DeveloperUserIdentifier));
            await CognitoTables.Identities.PutAsync(tx, key, identity with { Developers = [.. identity.Developers.Where(d => d != input.DeveloperUserIdentifier)], Modified = call.Now });
        },
        call.Cancelled);

    public async ValueTask<SetPrincipalTagAttributeMapOutput> SetPrincipalTagAttributeMap(SetPrincipalTagAttributeMapInput input, CallContext call)
    {
        var map = new TagMap(input.UseDefaults ?? input.PrincipalTags is null, input.PrincipalTags ?? new Dictionary<string, string>());
        await ChangeAsync(call, input.IdentityPoolId, pool => Trusts(pool, input.IdentityProviderName)
            ? pool with { Tags = new Dictionary<string, TagMap>(pool.Tags ?? new Dictionary<string, TagMap>()) { [input.IdentityProviderName] = map } }
            : throw NoProvider(input.IdentityProviderName));
        return new SetPrincipalTagAttributeMapOutput { IdentityPoolId = input.IdentityPoolId, IdentityProviderName = input.IdentityProviderName, UseDefaults = map.UseDefaults, PrincipalTags = IdentityRules.TagsOf(map) };
    }

    public async ValueTask<GetPrincipalTagAttributeMapOutput> GetPrincipalTagAttributeMap(GetPrincipalTagAttributeMapInput input, CallContext call)
    {
        var pool = await PoolAsync(call, input.IdentityPoolId);
        var map = pool.Tags?.GetValueOrDefault(input.IdentityProviderName) ?? throw NoProvider(input.IdentityProviderName);
        return new GetPrincipalTagAttributeMapOutput { IdentityPoolId = input.IdentityPoolId, IdentityProviderName = input.IdentityProviderName, UseDefaults = map.UseDefaults, PrincipalTags = IdentityRules.TagsOf(map) };
    }

    private static bool Trusts(IdentityPoolRecord pool, string provider) =>
        pool.Pool.CognitoIdentityProviders?.Any(p => p.ProviderName == provider) == true || pool.Pool.SupportedLoginProviders?.ContainsKey(provider) == true
        || pool.Pool.OpenIdConnectProviderARNs?.Contains(provider) == true || pool.Pool.SamlProviderARNs?.Contains(provider) == true;

    private static async ValueTask<(PairKey Key, IdentityRecord Identity)> DeveloperAsync(IReadTransaction tx, CallContext call, string poolId, string provider, string user)
    {
        var pool = await PoolAsync(tx, call, poolId);
        if (pool.Pool.DeveloperProviderName != provider) throw new Identity.ResourceNotFoundException($"Developer provider '{provider}' not found.");
        var login = await CognitoTables.Logins.GetAsync(tx, DeveloperKey(poolId, user)) ?? throw NoDeveloper(user);
        var key = new PairKey(poolId, login.IdentityId);
        return (key, await CognitoTables.Identities.GetAsync(tx, key) ?? throw NoIdentity(login.IdentityId));
    }

    private static TripleKey DeveloperKey(string poolId, string user) => new(poolId, Developer, user);

    private static Identity.ResourceNotFoundException NoDeveloper(string user) => new($"Developer user identifier '{user}' not found.");

    private static Identity.ResourceNotFoundException NoProvider(string provider) => new($"Identity provider '{provider}' not found.");
}
