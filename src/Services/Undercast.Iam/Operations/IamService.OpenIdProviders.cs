using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Iam;

internal sealed partial class IamService
{
    private const int ClientsPerProvider = 100;
    private const int ThumbprintsPerProvider = 5;
    private const int OidcProviders = 100;

    /// <summary>The provider of an ARN, of either kind.</summary>
    private static async ValueTask<EntityRecord> ProviderAsync(IReadTransaction tx, CallContext call, string kind, string arn) =>
        Arns.TryParse(arn, kind, out var account, out _, out var name) && account == call.Account && await IamTables.Entities.GetAsync(tx, EntityKey.Of(account, kind, name)) is { } provider
            ? provider
            : throw IamFaults.Missing(kind, arn);

    private async ValueTask ChangeProviderAsync(CallContext call, string kind, string arn, Func<EntityRecord, EntityRecord> change) =>
        await ChangeAsync(call, async tx => await PutAsync(tx, call, kind, change(await ProviderAsync(tx, call, kind, arn))));

    private static List<string> Clients(IEnumerable<string> clients)
    {
        var all = clients.Distinct(StringComparer.Ordinal).ToList();
        return all.Count <= ClientsPerProvider ? all : throw IamFaults.Quota("ClientIdsPerOpenIdConnectProvider", ClientsPerProvider);
    }

    private static List<string> Thumbprints(IReadOnlyList<string> thumbprints)
    {
        if (thumbprints.Count > ThumbprintsPerProvider) throw new InvalidInputException("Thumbprint list must contain fewer than 5 entries.");
        if (thumbprints.Any(static t => !t.All(char.IsAsciiHexDigit))) throw new InvalidInputException("Thumbprint must be 40 hexadecimal characters.");
        return [.. thumbprints.Select(static t => t.ToLowerInvariant())];
    }

    /// <remarks>Differs: AWS looks up the thumbprint of the server's authority when none is given; here the system's authorities vouch for it then.</remarks>
    public async ValueTask<CreateOpenIDConnectProviderOutput> CreateOpenIDConnectProvider(CreateOpenIDConnectProviderInput input, CallContext call)
    {
        if (!IssuerUrl.IsSound(input.Url)) throw new InvalidInputException("Invalid Open ID Connect Provider URL");
        var name = IssuerUrl.NameOf(input.Url).TrimEnd('/');
        var record = new EntityRecord
        {
            Name = name,
            Path = "/",
            Id = "",
            Created = call.Now,
            Tags = Merged(null, input.Tags),
            Oidc = new OidcRecord(input.Url, Clients(input.ClientIDList ?? []), Thumbprints(input.ThumbprintList ?? [])),
        };
        await RequireRoomAsync(call, EntityKind.Oidc, OidcProviders, "OpenIdConnectProvidersPerAccount");
        var provider = await CreateAsync(call, EntityKind.Oidc, record);
        return new CreateOpenIDConnectProviderOutput { OpenIDConnectProviderArn = provider.ArnIn(call.Account, EntityKind.Oidc), Tags = TagsOf(provider) };
    }

    private async ValueTask RequireRoomAsync(CallContext call, string kind, int most, string quota)
    {
        if (await ReadAsync(call, tx => IamTables.Entities.CountAsync(tx, IamTables.Entities.Prefix(call.Account, kind))) >= most) throw IamFaults.Quota(quota, most);
    }

    public async ValueTask<GetOpenIDConnectProviderOutput> GetOpenIDConnectProvider(GetOpenIDConnectProviderInput input, CallContext call)
    {
        var provider = await ReadAsync(call, tx => ProviderAsync(tx, call, EntityKind.Oidc, input.OpenIDConnectProviderArn));
        return new GetOpenIDConnectProviderOutput
        {
            Url = provider.Name, ClientIDList = provider.Oidc!.Clients, ThumbprintList = provider.Oidc.Thumbprints, CreateDate = provider.Created, Tags = TagsOf(provider),
        };
    }

    public async ValueTask<ListOpenIDConnectProvidersOutput> ListOpenIDConnectProviders(ListOpenIDConnectProvidersInput input, CallContext call)
    {
        var rows = await ReadAsync(call, tx => IamTables.Entities.RangeAsync(tx, IamTables.Entities.Prefix(call.Account, EntityKind.Oidc)));
        return new ListOpenIDConnectProvidersOutput { OpenIDConnectProviderList = [.. rows.Select(r => new OpenIDConnectProviderListEntry { Arn = r.Record.ArnIn(call.Account, EntityKind.Oidc) })] };
    }

    // AWS: removing a provider that is not there is no error.
    public ValueTask DeleteOpenIDConnectProvider(DeleteOpenIDConnectProviderInput input, CallContext call) => ChangeAsync(
        call,
        async tx =>
        {
            if (Arns.TryParse(input.OpenIDConnectProviderArn, EntityKind.Oidc, out var account, out _, out var name) && account == call.Account)
                await IamTables.Entities.DeleteAsync(tx, EntityKey.Of(account, EntityKind.Oidc, name));
        });

    public ValueTask AddClientIDToOpenIDConnectProvider(AddClientIDToOpenIDConnectProviderInput input, CallContext call) => ChangeProviderAsync(
        call, EntityKind.Oidc, input.OpenIDConnectProviderArn, p => p with { Oidc = p.Oidc! with { Clients = Clients([.. p.Oidc.Clients, input.ClientID]) } });

    public ValueTask RemoveClientIDFromOpenIDConnectProvider(RemoveClientIDFromOpenIDConnectProviderInput input, CallContext call) => ChangeProviderAsync(
        call, EntityKind.Oidc, input.OpenIDConnectProviderArn, p => p with { Oidc = p.Oidc! with { Clients = [.. p.Oidc.Clients.Where(c => c != input.ClientID)] } });

    public ValueTask UpdateOpenIDConnectProviderThumbprint(UpdateOpenIDConnectProviderThumbprintInput input, CallContext call) => ChangeProviderAsync(
        call, EntityKind.Oidc, input.OpenIDConnectProviderArn, p => p with { Oidc = p.Oidc! with { Thumbprints = Thumbprints(input.ThumbprintList) } });

    public ValueTask TagOpenIDConnectProvider(TagOpenIDConnectProviderInput input, CallContext call) =>
        ChangeProviderAsync(call, EntityKind.Oidc, input.OpenIDConnectProviderArn, p => p with { Tags = Merged(p.Tags, input.Tags) });

    public ValueTask UntagOpenIDConnectProvider(UntagOpenIDConnectProviderInput input, CallContext call) =>
        ChangeProviderAsync(call, EntityKind.Oidc, input.OpenIDConnectProviderArn, p => p with { Tags = Without(p, input.TagKeys) });

    public async ValueTask<ListOpenIDConnectProviderTagsOutput> ListOpenIDConnectProviderTags(ListOpenIDConnectProviderTagsInput input, CallContext call)
    {
        var (rows, marker) = TagPage(await ReadAsync(call, tx => ProviderAsync(tx, call, EntityKind.Oidc, input.OpenIDConnectProviderArn)), input.Marker, input.MaxItems);
        return new ListOpenIDConnectProviderTagsOutput { Tags = rows, IsTruncated = marker is not null, Marker = marker };
    }
}
