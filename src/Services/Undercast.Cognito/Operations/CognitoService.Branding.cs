using System.Globalization;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Cognito;

internal sealed partial class CognitoService
{
    private const string AllClients = "ALL";

    public async ValueTask<SetUICustomizationOutput> SetUICustomization(SetUICustomizationInput input, CallContext call)
    {
        BrandingRules.CheckCss(input.CSS);
        var imageType = BrandingRules.CheckImage(input.ImageFile);
        return await WriteAsync(
            call,
            async tx =>
            {
                var pool = await PoolAsync(tx, call, input.UserPoolId);
                if (pool.Pool.Domain is null && pool.Pool.CustomDomain is null) throw CognitoFaults.Invalid("There has to be an existing domain associated with this user pool");
                await CheckClientAsync(tx, pool, input.ClientId);
                var key = new PairKey(pool.Id, input.ClientId ?? AllClients);
                var before = await HostedTables.Customizations.GetAsync(tx, key);
                var record = new CustomizationRecord
                {
                    Css = input.CSS,
                    CssVersion = input.CSS is null ? null : call.Now.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture),
                    Image = input.ImageFile is { Length: > 0 } image ? image : before?.Image,
                    ImageType = imageType ?? before?.ImageType,
                    Created = before?.Created ?? call.Now,
                    Modified = call.Now,
                };
                HostedTables.Customizations.Put(tx, key, record);
                return new SetUICustomizationOutput { UICustomization = Show(pool, key.Second, record) };
            });
    }

    public ValueTask<GetUICustomizationOutput> GetUICustomization(GetUICustomizationInput input, CallContext call) => ReadAsync(
        call,
        async tx =>
        {
            var pool = await PoolAsync(tx, call, input.UserPoolId);
            await CheckClientAsync(tx, pool, input.ClientId);
            // AWS: a client without its own is shown what holds for all.
            foreach (var name in (string[])[input.ClientId ?? AllClients, AllClients])
            {
                if (await HostedTables.Customizations.GetAsync(tx, new PairKey(pool.Id, name)) is { } record) return new GetUICustomizationOutput { UICustomization = Show(pool, name, record) };
            }
            return new GetUICustomizationOutput { UICustomization = new() };
        });

    private static UICustomizationType Show(PoolRecord pool, string client, CustomizationRecord record) => new()
    {
        UserPoolId = pool.Id,
        ClientId = client,
        CSS = record.Css,
        CSSVersion = record.CssVersion,
        ImageUrl = record.Image is null ? null : $"https://{pool.Pool.CustomDomain ?? $"{pool.Pool.Domain}.auth.{pool.Region}.amazoncognito.com"}/branding/{client}/logo",
        CreationDate = record.Created,
        LastModifiedDate = record.Modified,
    };

    public async ValueTask<CreateManagedLoginBrandingOutput> CreateManagedLoginBranding(CreateManagedLoginBrandingInput input, CallContext call)
    {
        BrandingRules.Check(input.UseCognitoProvidedValues, input.Settings, input.Assets);
        var record = new BrandingRecord
        {
            PoolId = input.UserPoolId,
            ClientId = input.ClientId,
            Id = call.NewIds.Guid().ToString("D"),
            UsesDefaults = input.UseCognitoProvidedValues == true,
            Settings = input.Settings,
            Assets = input.Assets,
            Created = call.Now,
            Modified = call.Now,
        };
        return await WriteAsync(
            call,
            async tx =>
            {
                await CheckClientAsync(tx, await PoolAsync(tx, call, input.UserPoolId), input.ClientId);
                var key = new PairKey(input.UserPoolId, input.ClientId);
                if (await HostedTables.Brandings.GetAsync(tx, key) is { } other && other.Id != record.Id) throw new ManagedLoginBrandingExistsException($"Managed login branding already exists for client {input.ClientId}.");
                HostedTables.Brandings.Put(tx, key, record);
                return new CreateManagedLoginBrandingOutput { ManagedLoginBranding = Show(record) };
            });
    }

    public ValueTask<DescribeManagedLoginBrandingOutput> DescribeManagedLoginBranding(DescribeManagedLoginBrandingInput input, CallContext call) =>
        ReadAsync(call, async tx => new DescribeManagedLoginBrandingOutput { ManagedLoginBranding = Show((await BrandingAsync(tx, call, input.UserPoolId, input.ManagedLoginBrandingId)).Record) });

    public ValueTask<DescribeManagedLoginBrandingByClientOutput> DescribeManagedLoginBrandingByClient(DescribeManagedLoginBrandingByClientInput input, CallContext call) => ReadAsync(
        call,
        async tx =>
        {
            await PoolAsync(tx, call, input.UserPoolId);
            var record = await HostedTables.Brandings.GetAsync(tx, new PairKey(input.UserPoolId, input.ClientId)) ?? throw NoBranding();
            return new DescribeManagedLoginBrandingByClientOutput { ManagedLoginBranding = Show(record) };
        });

    public ValueTask<UpdateManagedLoginBrandingOutput> UpdateManagedLoginBranding(UpdateManagedLoginBrandingInput input, CallContext call)
    {
        BrandingRules.Check(input.UseCognitoProvidedValues, input.Settings, input.Assets);
        return WriteAsync(
            call,
            async tx =>
            {
                if (input.UserPoolId is null || input.ManagedLoginBrandingId is null) throw CognitoFaults.Invalid("UserPoolId and ManagedLoginBrandingId are required.");
                var (key, record) = await BrandingAsync(tx, call, input.UserPoolId, input.ManagedLoginBrandingId);
                var usesDefaults = input.UseCognitoProvidedValues == true;
                var changed = record with
                {
                    UsesDefaults = usesDefaults,
                    Settings = usesDefaults ? null : input.Settings ?? record.Settings,
                    Assets = usesDefaults ? null : input.Assets ?? record.Assets,
                    Modified = call.Now,
                };
                HostedTables.Brandings.Put(tx, key, changed);
                return new UpdateManagedLoginBrandingOutput { ManagedLoginBranding = Show(changed) };
            });
    }

    public async ValueTask DeleteManagedLoginBranding(DeleteManagedLoginBrandingInput input, CallContext call) => await WriteAsync(
        call,
        async tx =>
        {
            var (key, _) = await BrandingAsync(tx, call, input.UserPoolId, input.ManagedLoginBrandingId);
            HostedTables.Brandings.Delete(tx, key);
            return true;
        });

    private static async ValueTask<(PairKey Key, BrandingRecord Record)> BrandingAsync(IReadTransaction tx, CallContext call, string poolId, string id)
    {
        await PoolAsync(tx, call, poolId);
        var rows = await HostedTables.Brandings.RangeAsync(tx, HostedTables.Brandings.Prefix(poolId));
        return rows.FirstOrDefault(r => r.Record.Id == id) is { Record: not null } row ? (row.Key, row.Record) : throw NoBranding();
    }

    private static async ValueTask CheckClientAsync(IReadTransaction tx, PoolRecord pool, string? clientId)
    {
        if (clientId is null or AllClients) return;
        if ((await CognitoTables.Clients.GetAsync(tx, new IdKey(clientId)))?.Client.UserPoolId != pool.Id) throw CognitoFaults.NoClient(clientId);
    }

    private static ManagedLoginBrandingType Show(BrandingRecord record) => new()
    {
        ManagedLoginBrandingId = record.Id,
        UserPoolId = record.PoolId,
        UseCognitoProvidedValues = record.UsesDefaults,
        Settings = record.Settings,
        Assets = record.Assets,
        CreationDate = record.Created,
        LastModifiedDate = record.Modified,
    };

    private static ResourceNotFoundException NoBranding() => new("Managed login branding does not exist.");
}
