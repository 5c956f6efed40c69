using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Cognito;

internal sealed partial class CognitoService
{
    public async ValueTask<GetSigningCertificateOutput> GetSigningCertificate(GetSigningCertificateInput input, CallContext call)
    {
        var pool = await PoolAsync(call, input.UserPoolId);
        return new GetSigningCertificateOutput { Certificate = SamlRequest.Certificate(pool.Id, await keys.GetAsync(pool.Id, call.Cancelled)) };
    }

    private const int MostProviders = 300;

    public ValueTask<CreateIdentityProviderOutput> CreateIdentityProvider(CreateIdentityProviderInput input, CallContext call) => WriteAsync(
        call,
        async tx =>
        {
            var pool = await PoolAsync(tx, call, input.UserPoolId);
            var key = new PairKey(pool.Id, input.ProviderName);
            if (await HostedTables.Providers.ExistsAsync(tx, key)) throw new DuplicateProviderException("A provider with the name already exists.");
            var provider = ProviderRules.Apply(pool, new IdentityProviderType
            {
                UserPoolId = pool.Id,
                ProviderName = input.ProviderName,
                ProviderType = input.ProviderType,
                ProviderDetails = input.ProviderDetails,
                AttributeMapping = input.AttributeMapping,
                IdpIdentifiers = input.IdpIdentifiers,
                CreationDate = call.Now,
                LastModifiedDate = call.Now,
            });
            await CheckIdentifiersAsync(tx, provider);
            HostedTables.Providers.Put(tx, key, new ProviderRecord { Provider = provider });
            return new CreateIdentityProviderOutput { IdentityProvider = provider };
        });

    public ValueTask<DescribeIdentityProviderOutput> DescribeIdentityProvider(DescribeIdentityProviderInput input, CallContext call) =>
        ReadAsync(call, async tx => new DescribeIdentityProviderOutput { IdentityProvider = (await ProviderAsync(tx, call, input.UserPoolId, input.ProviderName)).Provider });

    public ValueTask<UpdateIdentityProviderOutput> UpdateIdentityProvider(UpdateIdentityProviderInput input, CallContext call) => WriteAsync(
        call,
        async tx =>
        {
            var pool = await PoolAsync(tx, call, input.UserPoolId);
            var before = (await ProviderAsync(tx, call, pool.Id, input.ProviderName)).Provider;
            var provider = ProviderRules.Apply(pool, before with
            {
                ProviderDetails = input.ProviderDetails ?? before.ProviderDetails,
                AttributeMapping = input.AttributeMapping ?? before.AttributeMapping,
                IdpIdentifiers = input.IdpIdentifiers ?? before.IdpIdentifiers,
                LastModifiedDate = call.Now,
            });
            await CheckIdentifiersAsync(tx, provider);
            HostedTables.Providers.Put(tx, new PairKey(pool.Id, input.ProviderName), new ProviderRecord { Provider = provider });
            return new UpdateIdentityProviderOutput { IdentityProvider = provider };
        });

    public async ValueTask DeleteIdentityProvider(DeleteIdentityProviderInput input, CallContext call) => await WriteAsync(
        call,
        async tx =>
        {
            await ProviderAsync(tx, call, input.UserPoolId, input.ProviderName);
            HostedTables.Providers.Delete(tx, new PairKey(input.UserPoolId, input.ProviderName));
            return true;
        });

    public async ValueTask<ListIdentityProvidersOutput> ListIdentityProviders(ListIdentityProvidersInput input, CallContext call)
    {
        var rows = await ReadAsync(
            call,
            async tx =>
            {
                await PoolAsync(tx, call, input.UserPoolId);
                return await ProvidersAsync(tx, input.UserPoolId);
            });
        var (page, token) = Page(rows.Select(static r => r.Provider), static p => p.ProviderName!, input.MaxResults, input.NextToken);
        return new ListIdentityProvidersOutput
        {
            Providers = [.. page.Select(static p => new ProviderDescription { ProviderName = p.ProviderName, ProviderType = p.ProviderType, CreationDate = p.CreationDate, LastModifiedDate = p.LastModifiedDate })],
            NextToken = token,
        };
    }

    public ValueTask<GetIdentityProviderByIdentifierOutput> GetIdentityProviderByIdentifier(GetIdentityProviderByIdentifierInput input, CallContext call) => ReadAsync(
        call,
        async tx =>
        {
            await PoolAsync(tx, call, input.UserPoolId);
            var found = (await ProvidersAsync(tx, input.UserPoolId)).FirstOrDefault(p => p.Provider.IdpIdentifiers!.Contains(input.IdpIdentifier));
            return new GetIdentityProviderByIdentifierOutput { IdentityProvider = (found ?? throw NoProvider(input.IdpIdentifier)).Provider };
        });

    private static async ValueTask<List<ProviderRecord>> ProvidersAsync(IReadTransaction tx, string poolId) =>
        [.. (await HostedTables.Providers.RangeAsync(tx, HostedTables.Providers.Prefix(poolId))).Select(static r => r.Record)];

    private static async ValueTask<ProviderRecord> ProviderAsync(IReadTransaction tx, CallContext call, string poolId, string name)
    {
        await PoolAsync(tx, call, poolId);
        return await HostedTables.Providers.GetAsync(tx, new PairKey(poolId, name)) ?? throw NoProvider(name);
    }

    private static async ValueTask CheckIdentifiersAsync(IReadTransaction tx, IdentityProviderType provider)
    {
        var others = (await ProvidersAsync(tx, provider.UserPoolId!)).Where(p => p.Name != provider.ProviderName).ToList();
        if (others.Count >= MostProviders) throw new LimitExceededException($"A user pool can have at most {MostProviders} identity providers.");
        foreach (var identifier in provider.IdpIdentifiers!)
        {
            if (others.Any(p => p.Provider.IdpIdentifiers!.Contains(identifier))) throw new DuplicateProviderException($"IdpIdentifier {identifier} is already in use.");
        }
    }

    private static ResourceNotFoundException NoProvider(string name) => new($"Identity provider {name} does not exist.");
}
