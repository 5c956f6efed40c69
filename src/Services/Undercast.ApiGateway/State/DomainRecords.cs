using System.Text.Json.Serialization;
using Undercast.ApiGateway.Routed;
using Undercast.Storage;

namespace Undercast.ApiGateway;

/// <summary>A custom domain name: one for all kinds of APIs, which each contract shows in its own form.</summary>
internal sealed record DomainRecord
{
    public required string Account { get; init; }
    public required string Region { get; init; }
    public required string Name { get; init; }
    /// <summary>The name's own host among AWS's, to which people point their DNS.</summary>
    public required string Target { get; init; }
    public string EndpointType { get; init; } = "REGIONAL";
    public string? CertificateArn { get; init; }
    public string? CertificateName { get; init; }
    public DateTimeOffset? CertificateUploadDate { get; init; }
    public string? OwnershipCertificateArn { get; init; }
    public string SecurityPolicy { get; init; } = "TLS_1_2";
    public string IpAddressType { get; init; } = "ipv4";
    /// <summary>What finds a request's API, in the words of HTTP APIs; null for mappings alone.</summary>
    public string? RoutingMode { get; init; }
    /// <summary>Which clients it lets in; null where they need no certificate.</summary>
    public MutualTlsRecord? MutualTls { get; init; }
    public IReadOnlyDictionary<string, string>? Tags { get; init; }
}

/// <summary>The truststore of a domain, but for its certificates, which stand apart because requests need this row often.</summary>
/// <param name="Uri">Where it was read.</param>
/// <param name="Version">Which version of its object.</param>
/// <param name="Warnings">What is wrong with certificates that are left out.</param>
/// <param name="Digest">Tells one state of its certificates from another.</param>
internal sealed record MutualTlsRecord(string Uri, string? Version, IReadOnlyList<string>? Warnings, string Digest);

/// <summary>The certificates of authorities that a domain trusts.</summary>
internal sealed record TruststoreRecord(string Pem);

/// <summary>What a path of a domain leads to.</summary>
/// <param name="Id">The mapping's id.</param>
/// <param name="Key">The first pieces of the path; empty for all that no other mapping has.</param>
/// <param name="Api">The API, of any kind.</param>
/// <param name="Stage">The stage; empty where the next piece of the path names it.</param>
internal sealed record MappingRecord(string Id, string Key, string Api, string Stage);

/// <summary>Names a domain: names are unique in the whole cloud, because they are host names.</summary>
internal readonly record struct DomainKey(string Name) : ITupleKey<DomainKey>
{
    public void Write(ref TupleWriter w) => w.String(Name);

    public static DomainKey Read(ref TupleReader r) => new(r.String());
}

[JsonSerializable(typeof(DomainRecord))]
[JsonSerializable(typeof(MappingRecord))]
[JsonSerializable(typeof(TruststoreRecord))]
[JsonSerializable(typeof(RoutingRule))]
internal sealed partial class DomainJson : JsonSerializerContext;

/// <summary>Domain names and their mappings in the store: what both contracts' operations share.</summary>
internal static class Domains
{
    // AWS: the zone of regional names in us-east-1.
    public const string HostedZone = "Z1UJRXOUMOOFQ8";

    public static NotFoundException None() => new("Invalid domain name identifier specified");

    public static async ValueTask<DomainRecord> FindAsync(IReadTransaction tx, string name, string account, string region)
    {
        var domain = await ApiGatewayTables.Domains.GetAsync(tx, new DomainKey(name.ToLowerInvariant()));
        return domain is not null && domain.Account == account && domain.Region == region ? domain : throw None();
    }

    public static async ValueTask<DomainRecord> PutFreshAsync(IWriteTransaction tx, DomainRecord domain, Truststore? truststore)
    {
        if (await ApiGatewayTables.Domains.ExistsAsync(tx, new DomainKey(domain.Name))) throw new ConflictException("The domain name you provided already exists.");
        return await Truststores.PutAsync(tx, domain, truststore);
    }

    public static async ValueTask RemoveAsync(IWriteTransaction tx, string name)
    {
        ApiGatewayTables.Mappings.DeleteRange(tx, ApiGatewayTables.Mappings.Prefix(name));
        ApiGatewayTables.RoutingRules.DeleteRange(tx, ApiGatewayTables.RoutingRules.Prefix(name));
        ApiGatewayTables.Truststores.Delete(tx, new DomainKey(name));
        await ApiGatewayTables.Domains.DeleteAsync(tx, new DomainKey(name));
    }

    public static async ValueTask<IReadOnlyList<MappingRecord>> MappingsAsync(IReadTransaction tx, string name) =>
        [.. (await ApiGatewayTables.Mappings.RangeAsync(tx, ApiGatewayTables.Mappings.Prefix(name))).Select(static r => r.Record)];

    public static async ValueTask<IReadOnlyList<RoutingRule>> RulesAsync(IReadTransaction tx, string name) =>
        [.. (await ApiGatewayTables.RoutingRules.RangeAsync(tx, ApiGatewayTables.RoutingRules.Prefix(name))).Select(static r => r.Record)];

    /// <summary>Refuses a mapping whose API or stage is not there, or whose key another has.</summary>
    public static async ValueTask PutAsync(IWriteTransaction tx, DomainRecord domain, MappingRecord mapping)
    {
        await CheckTargetAsync(tx, domain, mapping.Api, mapping.Stage);
        if ((await MappingsAsync(tx, domain.Name)).Any(m => m.Key == mapping.Key && m.Id != mapping.Id)) throw new ConflictException("Base path already exists for this domain name");
        ApiGatewayTables.Mappings.Put(tx, new PartKey(domain.Name, mapping.Id), mapping);
    }

    /// <summary>Refuses an API or a stage that is not there.</summary>
    public static async ValueTask CheckTargetAsync(IReadTransaction tx, DomainRecord domain, string api, string name)
    {
        var isRouted = await ApiGatewayTables.RoutedApis.GetAsync(tx, new RestApiKey(api)) is { } routed && routed.Account == domain.Account && routed.Region == domain.Region;
        var isRest = !isRouted && await ApiGatewayTables.Apis.GetAsync(tx, new RestApiKey(api)) is { } rest && rest.Account == domain.Account && rest.Region == domain.Region;
        if (!isRouted && !isRest) throw Faults.Bad("Invalid API identifier specified");
        var stage = new PartKey(api, name);
        // A REST API's stage may be left to the path; any other kind's is named.
        if (name.Length > 0 ? !(isRouted ? await ApiGatewayTables.RoutedStages.ExistsAsync(tx, stage) : await ApiGatewayTables.Stages.ExistsAsync(tx, stage)) : isRouted)
            throw Faults.Bad("Invalid stage identifier specified");
    }
}
