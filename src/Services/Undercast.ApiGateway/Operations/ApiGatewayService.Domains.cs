using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.ApiGateway;

// Custom domain names, which HTTP APIs share, and their base paths.
internal sealed partial class ApiGatewayService
{
    public async ValueTask<DomainName> CreateDomainName(CreateDomainNameInput input, CallContext call)
    {
        var name = DomainRules.Check(input.DomainName);
        var type = input.EndpointConfiguration?.Types is [var one] ? one : input.RegionalCertificateArn is null ? "EDGE" : "REGIONAL";
        if (type is not ("EDGE" or "REGIONAL")) throw CommonException.NotSupported($"A domain name of endpoint type {type}");
        var certificate = (type == "EDGE" ? input.CertificateArn : input.RegionalCertificateArn) ?? throw Faults.Bad($"Certificate ARN is required for an endpoint of type {type}");
        var domain = new DomainRecord
        {
            Account = call.Account, Region = call.Region, Name = name, Target = type == "EDGE" ? $"d{call.NewIds.Base36(13)}.cloudfront.net" : $"d-{call.NewIds.Base36(10)}.execute-api.{call.Region}.amazonaws.com", EndpointType = type,
            CertificateArn = certificate, CertificateName = input.CertificateName ?? input.RegionalCertificateName, CertificateUploadDate = Seconds(call), SecurityPolicy = input.SecurityPolicy ?? "TLS_1_2",
            OwnershipCertificateArn = input.OwnershipVerificationCertificateArn, Tags = input.Tags, RoutingMode = Translate(input.RoutingMode, Rest, Routed),
        };
        var truststore = await truststores.ReadAsync(input.MutualTlsAuthentication?.TruststoreUri, input.MutualTlsAuthentication?.TruststoreVersion, type, call);
        return View(await store.WriteAsync(tx => Domains.PutFreshAsync(tx, domain, truststore), call.Cancelled));
    }

    public async ValueTask<DomainName> GetDomainName(GetDomainNameInput input, CallContext call) => View(await store.ReadAsync(tx => Domains.FindAsync(tx, input.DomainName, call.Account, call.Region), call.Cancelled));

    public async ValueTask<GetDomainNamesOutput> GetDomainNames(GetDomainNamesInput input, CallContext call)
    {
        var rows = await store.ReadAsync(tx => ApiGatewayTables.DomainsByOwner.RangeAsync(tx, ApiGatewayTables.DomainsByOwner.Prefix(call.Account, call.Region)), call.Cancelled);
        var (items, position) = Page(rows.Select(static r => View(r.Record)), static d => d.Name!, input.Position, input.Limit);
        return new GetDomainNamesOutput { Items = items, Position = position };
    }

    public async ValueTask<DomainName> UpdateDomainName(UpdateDomainNameInput input, CallContext call)
    {
        async ValueTask<(DomainRecord Domain, DomainName View)> PatchedAsync(IReadTransaction tx)
        {
            var domain = await Domains.FindAsync(tx, input.DomainName, call.Account, call.Region);
            var view = PatchRules.Apply(View(domain), input.PatchOperations, PatchRules.DomainName, ApiGatewayJson.Default.DomainName);
            return (domain with
            {
                CertificateArn = domain.EndpointType == "EDGE" ? view.CertificateArn : view.RegionalCertificateArn, CertificateName = view.CertificateName ?? view.RegionalCertificateName,
                RoutingMode = Translate(view.RoutingMode, Rest, Routed), SecurityPolicy = view.SecurityPolicy ?? domain.SecurityPolicy, OwnershipCertificateArn = view.OwnershipVerificationCertificateArn,
            }, view);
        }
        var trusts = input.PatchOperations?.Any(static o => o.Path?.StartsWith("/mutualTlsAuthentication/", StringComparison.Ordinal) == true) == true;
        Truststore? truststore = null;
        if (trusts)
        {
            var (wanted, view) = await store.ReadAsync(PatchedAsync, call.Cancelled);
            truststore = await truststores.ReadAsync(view.MutualTlsAuthentication?.TruststoreUri, view.MutualTlsAuthentication?.TruststoreVersion, wanted.EndpointType, call);
        }
        return await store.WriteAsync(
            async tx =>
            {
                var (domain, _) = await PatchedAsync(tx);
                if (trusts) domain = await Truststores.PutAsync(tx, domain, truststore);
                else await ApiGatewayTables.Domains.PutAsync(tx, new DomainKey(domain.Name), domain);
                return View(domain);
            },
            call.Cancelled);
    }

    public async ValueTask DeleteDomainName(DeleteDomainNameInput input, CallContext call) => await store.WriteAsync(
        async tx => await Domains.RemoveAsync(tx, (await Domains.FindAsync(tx, input.DomainName, call.Account, call.Region)).Name), call.Cancelled);

    public async ValueTask<BasePathMapping> CreateBasePathMapping(CreateBasePathMappingInput input, CallContext call)
    {
        var mapping = new MappingRecord(call.NewIds.Base36(6), DomainRules.CheckKey(input.BasePath, false), input.RestApiId, input.Stage ?? "");
        await store.WriteAsync(async tx => await Domains.PutAsync(tx, await Domains.FindAsync(tx, input.DomainName, call.Account, call.Region), mapping), call.Cancelled);
        return View(mapping);
    }

    public async ValueTask<BasePathMapping> GetBasePathMapping(GetBasePathMappingInput input, CallContext call) => await store.ReadAsync(
        async tx => View((await MappingAsync(tx, input.DomainName, input.BasePath, call)).Mapping), call.Cancelled);

    public async ValueTask<GetBasePathMappingsOutput> GetBasePathMappings(GetBasePathMappingsInput input, CallContext call) => await store.ReadAsync(
        async tx =>
        {
            var domain = await Domains.FindAsync(tx, input.DomainName, call.Account, call.Region);
            var (items, position) = Page((await Domains.MappingsAsync(tx, domain.Name)).Select(View), static m => m.BasePath!, input.Position, input.Limit);
            return new GetBasePathMappingsOutput { Items = items, Position = position };
        },
        call.Cancelled);

    public async ValueTask<BasePathMapping> UpdateBasePathMapping(UpdateBasePathMappingInput input, CallContext call) => await store.WriteAsync(
        async tx =>
        {
            var (domain, old) = await MappingAsync(tx, input.DomainName, input.BasePath, call);
            var view = PatchRules.Apply(View(old), input.PatchOperations, PatchRules.BasePathMapping, ApiGatewayJson.Default.BasePathMapping);
            var mapping = old with { Key = DomainRules.CheckKey(view.BasePath, false), Api = view.RestApiId!, Stage = view.Stage ?? "" };
            await Domains.PutAsync(tx, domain, mapping);
            return View(mapping);
        },
        call.Cancelled);

    public async ValueTask DeleteBasePathMapping(DeleteBasePathMappingInput input, CallContext call) => await store.WriteAsync(
        async tx =>
        {
            var (domain, mapping) = await MappingAsync(tx, input.DomainName, input.BasePath, call);
            ApiGatewayTables.Mappings.Delete(tx, new PartKey(domain.Name, mapping.Id));
        },
        call.Cancelled);

    private static async ValueTask<(DomainRecord Domain, MappingRecord Mapping)> MappingAsync(IReadTransaction tx, string name, string path, CallContext call)
    {
        var domain = await Domains.FindAsync(tx, name, call.Account, call.Region);
        var key = path == "(none)" ? "" : path;
        return (domain, (await Domains.MappingsAsync(tx, domain.Name)).FirstOrDefault(m => m.Key == key) ?? throw new NotFoundException("Invalid base path mapping identifier specified"));
    }

    // The two contracts have words of their own for what mappings are.
    private const string Rest = "BASE_PATH_MAPPING";
    private const string Routed = "API_MAPPING";

    private static string? Translate(string? mode, string from, string to)
    {
        if (mode is not null && mode != from + "_ONLY" && mode != "ROUTING_RULE_ONLY" && mode != "ROUTING_RULE_THEN_" + from) throw Faults.Bad($"Invalid routing mode specified: {mode}");
        return mode?.Replace(from, to, StringComparison.Ordinal);
    }

    private static BasePathMapping View(MappingRecord mapping) => new() { BasePath = mapping.Key.Length == 0 ? "(none)" : mapping.Key, RestApiId = mapping.Api, Stage = mapping.Stage.Length == 0 ? null : mapping.Stage };

    private static DomainName View(DomainRecord domain)
    {
        var view = new DomainName
        {
            Name = domain.Name, DomainNameArn = $"arn:{Arn.PartitionOf(domain.Region)}:apigateway:{domain.Region}::/domainnames/{domain.Name}", DomainNameStatus = "AVAILABLE", SecurityPolicy = domain.SecurityPolicy, Tags = domain.Tags,
            EndpointConfiguration = new EndpointConfiguration { Types = [domain.EndpointType], IpAddressType = domain.IpAddressType }, CertificateUploadDate = domain.CertificateUploadDate,
            OwnershipVerificationCertificateArn = domain.OwnershipCertificateArn, RoutingMode = Translate(domain.RoutingMode ?? "API_MAPPING_ONLY", Routed, Rest),
            MutualTlsAuthentication = domain.MutualTls is { } tls ? new MutualTlsAuthentication { TruststoreUri = tls.Uri, TruststoreVersion = tls.Version, TruststoreWarnings = tls.Warnings } : null,
        };
        // AWS: the zone of all distributions.
        return domain.EndpointType == "EDGE"
            ? view with { CertificateArn = domain.CertificateArn, CertificateName = domain.CertificateName, DistributionDomainName = domain.Target, DistributionHostedZoneId = "Z2FDTNDATAQYW2" }
            : view with { RegionalCertificateArn = domain.CertificateArn, RegionalCertificateName = domain.CertificateName, RegionalDomainName = domain.Target, RegionalHostedZoneId = Domains.HostedZone };
    }
}
