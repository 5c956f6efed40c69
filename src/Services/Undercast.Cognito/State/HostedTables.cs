using Undercast.Storage;

namespace Undercast.Cognito;

/// <summary>The tables of hosted sign-in.</summary>
internal static class HostedTables
{
    /// <summary>The first element of a custom domain's key; prefixes have their region there.</summary>
    public const string Custom = "custom";

    /// <summary>By region and prefix, or <see cref="Custom"/> and name.</summary>
    public static readonly Table<PairKey, DomainRecord> Domains = new("cognito.domain", JsonRecord.Codec(() => HostedJson.Default.DomainRecord));

    /// <summary>By pool and identifier.</summary>
    public static readonly Table<PairKey, ResourceServerRecord> ResourceServers = new("cognito.resourceserver", JsonRecord.Codec(() => HostedJson.Default.ResourceServerRecord));

    /// <summary>By pool and name.</summary>
    public static readonly Table<PairKey, ProviderRecord> Providers = new("cognito.provider", JsonRecord.Codec(() => HostedJson.Default.ProviderRecord));

    /// <summary>By pool, provider and the subject there.</summary>
    public static readonly Table<TripleKey, LinkRecord> Links = new("cognito.link", JsonRecord.Codec(() => HostedJson.Default.LinkRecord));

    /// <summary>By pool and client, or ALL.</summary>
    public static readonly Table<PairKey, CustomizationRecord> Customizations = new("cognito.customization", JsonRecord.Codec(() => HostedJson.Default.CustomizationRecord));

    /// <summary>By pool and client.</summary>
    public static readonly Table<PairKey, BrandingRecord> Brandings = new("cognito.branding", JsonRecord.Codec(() => HostedJson.Default.BrandingRecord));

    /// <summary>By the digest of the code.</summary>
    public static readonly Table<IdKey, GrantRecord> Grants = new("cognito.grant", JsonRecord.Codec(() => HostedJson.Default.GrantRecord));
    public static readonly Index<ExpiryKey, IdKey, GrantRecord> GrantsByExpiry = Grants.AddIndex<ExpiryKey>("by-expiry", static (_, g) => new ExpiryKey(g.Expires));

    /// <summary>By the digest of the cookie.</summary>
    public static readonly Table<IdKey, BrowserRecord> Browsers = new("cognito.browser", JsonRecord.Codec(() => HostedJson.Default.BrowserRecord));
    public static readonly Index<ExpiryKey, IdKey, BrowserRecord> BrowsersByExpiry = Browsers.AddIndex<ExpiryKey>("by-expiry", static (_, b) => new ExpiryKey(b.Expires));

    /// <summary>By the digest of what the browser comes back with.</summary>
    public static readonly Table<IdKey, ReturnRecord> Returns = new("cognito.return", JsonRecord.Codec(() => HostedJson.Default.ReturnRecord));
    public static readonly Index<ExpiryKey, IdKey, ReturnRecord> ReturnsByExpiry = Returns.AddIndex<ExpiryKey>("by-expiry", static (_, r) => new ExpiryKey(r.Expires));

    /// <summary>By pool, provider and the assertion's id.</summary>
    public static readonly Table<TripleKey, UsedRecord> Used = new("cognito.used", JsonRecord.Codec(() => HostedJson.Default.UsedRecord));
    public static readonly Index<ExpiryKey, TripleKey, UsedRecord> UsedByExpiry = Used.AddIndex<ExpiryKey>("by-expiry", static (_, u) => new ExpiryKey(u.Expires));

    /// <summary>What goes with a pool. Codes, cookies and returns end by themselves within the hour.</summary>
    public static async ValueTask DropAsync(IWriteTransaction tx, string poolId)
    {
        ResourceServers.DeleteRange(tx, ResourceServers.Prefix(poolId));
        Providers.DeleteRange(tx, Providers.Prefix(poolId));
        Links.DeleteRange(tx, Links.Prefix(poolId));
        Customizations.DeleteRange(tx, Customizations.Prefix(poolId));
        Brandings.DeleteRange(tx, Brandings.Prefix(poolId));
        await Used.DeleteRangeAsync(tx, Used.Prefix(poolId));
    }

    /// <summary>The names of a pool that goes are free at once.</summary>
    public static void DropDomains(IWriteTransaction tx, PoolRecord pool)
    {
        if (pool.Pool.Domain is { } prefix) Domains.Delete(tx, new PairKey(pool.Region, prefix));
        if (pool.Pool.CustomDomain is { } name) Domains.Delete(tx, new PairKey(Custom, name));
    }
}
