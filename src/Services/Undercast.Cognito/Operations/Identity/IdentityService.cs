using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Cognito.Identity;

/// <summary>The operations of identity pools. Rules first, then one transaction.</summary>
internal sealed partial class IdentityService(IStore store, LoginVerifier logins, IdentityTokens tokens, IRoleSessions? roles) : ICognitoIdentity
{
    private const int MostListed = 60;

    public async ValueTask<CreateIdentityPoolOutput> CreateIdentityPool(CreateIdentityPoolInput input, CallContext call)
    {
        IdentityRules.Check(input);
        var pool = new IdentityPoolRecord { Account = call.Account, Region = call.Region, Pool = Settings($"{call.Region}:{call.NewIds.Guid():D}", input, null) };
        await store.WriteAsync(tx => CognitoTables.IdentityPools.PutAsync(tx, new IdKey(pool.Pool.IdentityPoolId), pool), call.Cancelled);
        var p = pool.Pool;
        return new CreateIdentityPoolOutput
        {
            IdentityPoolId = p.IdentityPoolId,
            IdentityPoolName = p.IdentityPoolName,
            AllowUnauthenticatedIdentities = p.AllowUnauthenticatedIdentities,
            AllowClassicFlow = p.AllowClassicFlow,
            CognitoIdentityProviders = p.CognitoIdentityProviders,
            SupportedLoginProviders = p.SupportedLoginProviders,
            DeveloperProviderName = p.DeveloperProviderName,
            OpenIdConnectProviderARNs = p.OpenIdConnectProviderARNs,
            SamlProviderARNs = p.SamlProviderARNs,
            IdentityPoolTags = p.IdentityPoolTags,
        };
    }

    public async ValueTask<DescribeIdentityPoolOutput> DescribeIdentityPool(DescribeIdentityPoolInput input, CallContext call) => (await PoolAsync(call, input.IdentityPoolId)).Pool;

    public async ValueTask<UpdateIdentityPoolOutput> UpdateIdentityPool(UpdateIdentityPoolInput input, CallContext call)
    {
        var create = IdentityRules.AsCreate(input);
        IdentityRules.Check(create);
        var p = (await ChangeAsync(call, input.IdentityPoolId, pool => pool with { Pool = Settings(input.IdentityPoolId, Kept(pool, create), pool.Pool.IdentityPoolTags) })).Pool;
        return new UpdateIdentityPoolOutput
        {
            IdentityPoolId = p.IdentityPoolId,
            IdentityPoolName = p.IdentityPoolName,
            AllowUnauthenticatedIdentities = p.AllowUnauthenticatedIdentities,
            AllowClassicFlow = p.AllowClassicFlow,
            CognitoIdentityProviders = p.CognitoIdentityProviders,
            SupportedLoginProviders = p.SupportedLoginProviders,
            DeveloperProviderName = p.DeveloperProviderName,
            OpenIdConnectProviderARNs = p.OpenIdConnectProviderARNs,
            SamlProviderARNs = p.SamlProviderARNs,
            IdentityPoolTags = p.IdentityPoolTags,
        };
    }

    public async ValueTask DeleteIdentityPool(DeleteIdentityPoolInput input, CallContext call) => await store.WriteAsync(
        async tx =>
        {
            await PoolAsync(tx, call, input.IdentityPoolId);
            await CognitoTables.IdentityPools.DeleteAsync(tx, new IdKey(input.IdentityPoolId));
            await PoolRemoval.RemoveAsync(tx, input.IdentityPoolId, call.Now);
        },
        call.Cancelled);

    public async ValueTask<ListIdentityPoolsOutput> ListIdentityPools(ListIdentityPoolsInput input, CallContext call)
    {
        var rows = await store.ReadAsync(tx => CognitoTables.IdentityPoolsByOwner.RangeAsync(tx, CognitoTables.IdentityPoolsByOwner.Prefix(call.Account, call.Region)), call.Cancelled);
        var (page, token) = CognitoService.Page(rows.Select(r => r.Record.Pool), p => p.IdentityPoolId, input.MaxResults, input.NextToken);
        return new ListIdentityPoolsOutput
        {
            IdentityPools = [.. page.Select(p => new IdentityPoolShortDescription { IdentityPoolId = p.IdentityPoolId, IdentityPoolName = p.IdentityPoolName })],
            NextToken = token,
        };
    }

    public async ValueTask SetIdentityPoolRoles(SetIdentityPoolRolesInput input, CallContext call)
    {
        IdentityRules.CheckRoles(input);
        await ChangeAsync(call, input.IdentityPoolId, pool => pool with { Roles = input.Roles, Mappings = input.RoleMappings });
    }

    public async ValueTask<GetIdentityPoolRolesOutput> GetIdentityPoolRoles(GetIdentityPoolRolesInput input, CallContext call)
    {
        var pool = await PoolAsync(call, input.IdentityPoolId);
        return new GetIdentityPoolRolesOutput { IdentityPoolId = input.IdentityPoolId, Roles = pool.Roles, RoleMappings = pool.Mappings };
    }

    public async ValueTask<TagResourceOutput> TagResource(TagResourceInput input, CallContext call)
    {
        await ChangeAsync(call, PoolIdOf(input.ResourceArn), pool => pool with { Pool = pool.Pool with { IdentityPoolTags = CognitoService.Merged(pool.Pool.IdentityPoolTags, input.Tags) } });
        return new TagResourceOutput();
    }

    public async ValueTask<UntagResourceOutput> UntagResource(UntagResourceInput input, CallContext call)
    {
        await ChangeAsync(call, PoolIdOf(input.ResourceArn), pool => pool with
        {
            Pool = pool.Pool with { IdentityPoolTags = (pool.Pool.IdentityPoolTags ?? new Dictionary<string, string>()).Where(t => !input.TagKeys.Contains(t.Key)).ToDictionary() },
        });
        return new UntagResourceOutput();
    }

    public async ValueTask<ListTagsForResourceOutput> ListTagsForResource(ListTagsForResourceInput input, CallContext call) =>
        new() { Tags = (await PoolAsync(call, PoolIdOf(input.ResourceArn))).Pool.IdentityPoolTags };

    // AWS: the name of the developer's provider, once given, stays.
    private static CreateIdentityPoolInput Kept(IdentityPoolRecord pool, CreateIdentityPoolInput input) => pool.Pool.DeveloperProviderName is not { } name || input.DeveloperProviderName == name
        ? input
        : input.DeveloperProviderName is null ? input with { DeveloperProviderName = name } : throw new Identity.InvalidParameterException("The developer provider name cannot be changed.");

    private static DescribeIdentityPoolOutput Settings(string id, CreateIdentityPoolInput input, IReadOnlyDictionary<string, string>? tags) => new()
    {
        IdentityPoolId = id,
        IdentityPoolName = input.IdentityPoolName,
        AllowUnauthenticatedIdentities = input.AllowUnauthenticatedIdentities,
        AllowClassicFlow = input.AllowClassicFlow,
        CognitoIdentityProviders = input.CognitoIdentityProviders?.Select(p => p with { ServerSideTokenCheck = p.ServerSideTokenCheck ?? false }).ToArray(),
        SupportedLoginProviders = input.SupportedLoginProviders,
        DeveloperProviderName = input.DeveloperProviderName,
        OpenIdConnectProviderARNs = input.OpenIdConnectProviderARNs,
        SamlProviderARNs = input.SamlProviderARNs,
        IdentityPoolTags = input.IdentityPoolTags ?? tags ?? new Dictionary<string, string>(),
    };

    private static string PoolIdOf(string arn) => Arn.TryParse(arn, out var parsed) && parsed.Resource.StartsWith("identitypool/", StringComparison.Ordinal)
        ? parsed.Resource["identitypool/".Length..]
        : throw new Identity.InvalidParameterException("Invalid resource ARN.");

    private static Identity.ResourceNotFoundException NoPool(string id) => new($"IdentityPool '{id}' not found.");

    private static async ValueTask<IdentityPoolRecord> PoolAsync(IReadTransaction tx, CallContext call, string id)
    {
        var pool = await CognitoTables.IdentityPools.GetAsync(tx, new IdKey(id));
        return pool is not null && pool.Account == call.Account && pool.Region == call.Region ? pool : throw NoPool(id);
    }

    private ValueTask<IdentityPoolRecord> PoolAsync(CallContext call, string id) => store.ReadAsync(tx => PoolAsync(tx, call, id), call.Cancelled);

    private ValueTask<IdentityPoolRecord> ChangeAsync(CallContext call, string id, Func<IdentityPoolRecord, IdentityPoolRecord> change) => store.WriteAsync(
        async tx =>
        {
            var changed = change(await PoolAsync(tx, call, id));
            await CognitoTables.IdentityPools.PutAsync(tx, new IdKey(id), changed);
            return changed;
        },
        call.Cancelled);
}
