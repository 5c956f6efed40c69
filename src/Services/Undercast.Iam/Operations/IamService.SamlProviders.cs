using Undercast.Kernel;

namespace Undercast.Iam;

internal sealed partial class IamService
{
    private const int SamlProviders = 100;

    // AWS: a document without a limit of its own is good for a hundred years.
    private static DateTimeOffset ValidUntil(EntityRecord provider) => SamlMetadata.Read(provider.Metadata!)?.ValidUntil ?? provider.Created.AddYears(100);

    private static string CheckedMetadata(string document) => SamlMetadata.Read(document) is null ? throw new InvalidInputException("Could not parse metadata") : document;

    public async ValueTask<CreateSAMLProviderOutput> CreateSAMLProvider(CreateSAMLProviderInput input, CallContext call)
    {
        var record = new EntityRecord
        {
            Name = input.Name,
            Path = "/",
            Id = NewId("ASAML"),
            Created = call.Now,
            Tags = Merged(null, input.Tags),
            Metadata = CheckedMetadata(input.SAMLMetadataDocument),
        };
        await RequireRoomAsync(call, EntityKind.Saml, SamlProviders, "SAMLProvidersPerAccount");
        var provider = await CreateAsync(call, EntityKind.Saml, record);
        return new CreateSAMLProviderOutput { SAMLProviderArn = provider.ArnIn(call.Account, EntityKind.Saml), Tags = TagsOf(provider) };
    }

    public async ValueTask<GetSAMLProviderOutput> GetSAMLProvider(GetSAMLProviderInput input, CallContext call)
    {
        var provider = await ReadAsync(call, tx => ProviderAsync(tx, call, EntityKind.Saml, input.SAMLProviderArn));
        return new GetSAMLProviderOutput
        {
            SAMLProviderUUID = provider.Id, SAMLMetadataDocument = provider.Metadata, CreateDate = provider.Created, ValidUntil = ValidUntil(provider), Tags = TagsOf(provider),
        };
    }

    public async ValueTask<ListSAMLProvidersOutput> ListSAMLProviders(ListSAMLProvidersInput input, CallContext call)
    {
        var rows = await ReadAsync(call, tx => IamTables.Entities.RangeAsync(tx, IamTables.Entities.Prefix(call.Account, EntityKind.Saml)));
        return new ListSAMLProvidersOutput
        {
            SAMLProviderList = [.. rows.Select(r => new SAMLProviderListEntry { Arn = r.Record.ArnIn(call.Account, EntityKind.Saml), CreateDate = r.Record.Created, ValidUntil = ValidUntil(r.Record) })],
        };
    }

    public async ValueTask<UpdateSAMLProviderOutput> UpdateSAMLProvider(UpdateSAMLProviderInput input, CallContext call)
    {
        if (input.SAMLMetadataDocument is { } document) CheckedMetadata(document);
        await ChangeProviderAsync(call, EntityKind.Saml, input.SAMLProviderArn, p => p with { Metadata = input.SAMLMetadataDocument ?? p.Metadata });
        return new UpdateSAMLProviderOutput { SAMLProviderArn = input.SAMLProviderArn };
    }

    public ValueTask DeleteSAMLProvider(DeleteSAMLProviderInput input, CallContext call) => ChangeAsync(
        call,
        async tx =>
        {
            var provider = await ProviderAsync(tx, call, EntityKind.Saml, input.SAMLProviderArn);
            await IamTables.Entities.DeleteAsync(tx, EntityKey.Of(call.Account, EntityKind.Saml, provider.Name));
        });

    public ValueTask TagSAMLProvider(TagSAMLProviderInput input, CallContext call) => ChangeProviderAsync(call, EntityKind.Saml, input.SAMLProviderArn, p => p with { Tags = Merged(p.Tags, input.Tags) });

    public ValueTask UntagSAMLProvider(UntagSAMLProviderInput input, CallContext call) => ChangeProviderAsync(call, EntityKind.Saml, input.SAMLProviderArn, p => p with { Tags = Without(p, input.TagKeys) });

    public async ValueTask<ListSAMLProviderTagsOutput> ListSAMLProviderTags(ListSAMLProviderTagsInput input, CallContext call)
    {
        var (rows, marker) = TagPage(await ReadAsync(call, tx => ProviderAsync(tx, call, EntityKind.Saml, input.SAMLProviderArn)), input.Marker, input.MaxItems);
        return new ListSAMLProviderTagsOutput { Tags = rows, IsTruncated = marker is not null, Marker = marker };
    }
}
