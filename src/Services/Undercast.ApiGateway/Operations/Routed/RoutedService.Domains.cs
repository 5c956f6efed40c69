using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.ApiGateway.Routed;

// Custom domain names and VPC links.
internal sealed partial class RoutedService
{
    public async ValueTask<DomainName> CreateDomainName(CreateDomainNameInput input, CallContext call)
    {
        var name = DomainRules.Check(input.DomainName);
        if (input.DomainNameConfigurations is not [var given]) throw Faults.Bad("Exactly one DomainNameConfiguration must be specified");
        var domain = With(new DomainRecord { Account = call.Account, Region = call.Region, Name = name, Target = $"d-{call.NewIds.Base36(10)}.execute-api.{call.Region}.amazonaws.com", Tags = input.Tags, RoutingMode = input.RoutingMode ?? "API_MAPPING_ONLY" }, given, call);
        var truststore = await truststores.ReadAsync(input.MutualTlsAuthentication?.TruststoreUri, input.MutualTlsAuthentication?.TruststoreVersion, domain.EndpointType, call);
        return View(await store.WriteAsync(tx => Domains.PutFreshAsync(tx, domain, truststore), call.Cancelled));
    }

    public async ValueTask<DomainName> GetDomainName(GetDomainNameInput input, CallContext call) =>
        View(await store.ReadAsync(tx => Domains.FindAsync(tx, input.DomainName, call.Account, call.Region), call.Cancelled));

    public async ValueTask<GetDomainNamesOutput> GetDomainNames(GetDomainNamesInput input, CallContext call)
    {
        var rows = await store.ReadAsync(tx => ApiGatewayTables.DomainsByOwner.RangeAsync(tx, ApiGatewayTables.DomainsByOwner.Prefix(call.Account, call.Region)), call.Cancelled);
        var (items, next) = Page(rows.Select(static r => View(r.Record)), static d => d.Name!, input.MaxResults, input.NextToken);
        return new GetDomainNamesOutput { Items = items, NextToken = next };
    }

    public async ValueTask<DomainName> UpdateDomainName(UpdateDomainNameInput input, CallContext call)
    {
        Truststore? truststore = null;
        if (input.MutualTlsAuthentication is { } tls)
        {
            var old = await store.ReadAsync(tx => Domains.FindAsync(tx, input.DomainName, call.Account, call.Region), call.Cancelled);
            // AWS: an empty URI switches mutual TLS off.
            truststore = await truststores.ReadAsync(tls.TruststoreUri ?? old.MutualTls?.Uri, tls.TruststoreVersion, old.EndpointType, call);
        }
        return await store.WriteAsync(
            async tx =>
            {
                var domain = await Domains.FindAsync(tx, input.DomainName, call.Account, call.Region);
                if (input.DomainNameConfigurations is [var given]) domain = With(domain, given, call);
                domain = domain with { RoutingMode = input.RoutingMode ?? domain.RoutingMode };
                if (input.MutualTlsAuthentication is not null) domain = await Truststores.PutAsync(tx, domain, truststore);
                else await ApiGatewayTables.Domains.PutAsync(tx, new DomainKey(domain.Name), domain);
                return View(domain);
            },
            call.Cancelled);
    }

    public async ValueTask DeleteDomainName(DeleteDomainNameInput input, CallContext call) => await store.WriteAsync(
        async tx => await Domains.RemoveAsync(tx, (await Domains.FindAsync(tx, input.DomainName, call.Account, call.Region)).Name), call.Cancelled);

    public async ValueTask<ApiMapping> CreateApiMapping(CreateApiMappingInput input, CallContext call)
    {
        var mapping = new MappingRecord(call.NewIds.Base36(6), DomainRules.CheckKey(input.ApiMappingKey, true), input.ApiId, input.Stage);
        await store.WriteAsync(async tx => await Domains.PutAsync(tx, await Domains.FindAsync(tx, input.DomainName, call.Account, call.Region), mapping), call.Cancelled);
        return View(mapping);
    }

    public async ValueTask<ApiMapping> GetApiMapping(GetApiMappingInput input, CallContext call) => await store.ReadAsync(
        async tx => View(await MappingAsync(tx, await Domains.FindAsync(tx, input.DomainName, call.Account, call.Region), input.ApiMappingId)), call.Cancelled);

    public async ValueTask<GetApiMappingsOutput> GetApiMappings(GetApiMappingsInput input, CallContext call) => await store.ReadAsync(
        async tx =>
        {
            var domain = await Domains.FindAsync(tx, input.DomainName, call.Account, call.Region);
            var (items, next) = Page((await Domains.MappingsAsync(tx, domain.Name)).Select(View), static m => m.ApiMappingId!, input.MaxResults, input.NextToken);
            return new GetApiMappingsOutput { Items = items, NextToken = next };
        },
        call.Cancelled);

    public async ValueTask<ApiMapping> UpdateApiMapping(UpdateApiMappingInput input, CallContext call) => await store.WriteAsync(
        async tx =>
        {
            var domain = await Domains.FindAsync(tx, input.DomainName, call.Account, call.Region);
            var old = await MappingAsync(tx, domain, input.ApiMappingId);
            var mapping = old with { Api = input.ApiId, Stage = input.Stage ?? old.Stage, Key = input.ApiMappingKey is { } key ? DomainRules.CheckKey(key, true) : old.Key };
            await Domains.PutAsync(tx, domain, mapping);
            return View(mapping);
        },
        call.Cancelled);

    public async ValueTask DeleteApiMapping(DeleteApiMappingInput input, CallContext call) => await store.WriteAsync(
        async tx =>
        {
            var domain = await Domains.FindAsync(tx, input.DomainName, call.Account, call.Region);
            ApiGatewayTables.Mappings.Delete(tx, new PartKey(domain.Name, (await MappingAsync(tx, domain, input.ApiMappingId)).Id));
        },
        call.Cancelled);

    public async ValueTask<VpcLink> CreateVpcLink(CreateVpcLinkInput input, CallContext call)
    {
        var link = new VpcLink
        {
            VpcLinkId = call.NewIds.Base36(6), Name = input.Name, SubnetIds = input.SubnetIds, SecurityGroupIds = input.SecurityGroupIds ?? [], Tags = input.Tags, CreatedDate = Seconds(call), VpcLinkStatus = "AVAILABLE",
            VpcLinkStatusMessage = "VPC link is ready to route traffic", VpcLinkVersion = "V2",
        };
        await store.WriteAsync(
            tx =>
            {
                ApiGatewayTables.RoutedVpcLinks.Put(tx, new OwnedKey(call.Account, call.Region, link.VpcLinkId), new VpcLinkRecord(link));
                return default;
            },
            call.Cancelled);
        return link;
    }

    public async ValueTask<VpcLink> GetVpcLink(GetVpcLinkInput input, CallContext call) => (await store.ReadAsync(tx => LinkAsync(tx, input.VpcLinkId, call), call.Cancelled)).Link;

    public async ValueTask<GetVpcLinksOutput> GetVpcLinks(GetVpcLinksInput input, CallContext call)
    {
        var rows = await store.ReadAsync(tx => ApiGatewayTables.RoutedVpcLinks.RangeAsync(tx, ApiGatewayTables.RoutedVpcLinks.Prefix(call.Account, call.Region)), call.Cancelled);
        var (items, next) = Page(rows.Select(static r => r.Record.Link), static l => l.VpcLinkId!, input.MaxResults, input.NextToken);
        return new GetVpcLinksOutput { Items = items, NextToken = next };
    }

    public async ValueTask<VpcLink> UpdateVpcLink(UpdateVpcLinkInput input, CallContext call) => await store.WriteAsync(
        async tx =>
        {
            var link = (await LinkAsync(tx, input.VpcLinkId, call)).Link;
            link = link with { Name = input.Name ?? link.Name };
            ApiGatewayTables.RoutedVpcLinks.Put(tx, new OwnedKey(call.Account, call.Region, input.VpcLinkId), new VpcLinkRecord(link));
            return link;
        },
        call.Cancelled);

    public async ValueTask DeleteVpcLink(DeleteVpcLinkInput input, CallContext call) => await store.WriteAsync(
        async tx =>
        {
            await LinkAsync(tx, input.VpcLinkId, call);
            ApiGatewayTables.RoutedVpcLinks.Delete(tx, new OwnedKey(call.Account, call.Region, input.VpcLinkId));
        },
        call.Cancelled);

    private static async ValueTask<VpcLinkRecord> LinkAsync(IReadTransaction tx, string id, CallContext call) =>
        await ApiGatewayTables.RoutedVpcLinks.GetAsync(tx, new OwnedKey(call.Account, call.Region, id)) ?? throw RoutedFaults.No("VpcLink", id);

    private static async ValueTask<MappingRecord> MappingAsync(IReadTransaction tx, DomainRecord domain, string id) =>
        await ApiGatewayTables.Mappings.GetAsync(tx, new PartKey(domain.Name, id)) ?? throw new NotFoundException("Invalid API mapping identifier specified");

    private static DomainRecord With(DomainRecord domain, DomainNameConfiguration given, CallContext call) => domain with
    {
        CertificateArn = given.CertificateArn ?? domain.CertificateArn ?? throw Faults.Bad("CertificateArn is required"),
        CertificateName = given.CertificateName ?? domain.CertificateName,
        CertificateUploadDate = given.CertificateArn is null ? domain.CertificateUploadDate : Seconds(call),
        OwnershipCertificateArn = given.OwnershipVerificationCertificateArn ?? domain.OwnershipCertificateArn,
        EndpointType = given.EndpointType ?? domain.EndpointType,
        SecurityPolicy = given.SecurityPolicy ?? domain.SecurityPolicy,
        IpAddressType = given.IpAddressType ?? domain.IpAddressType,
    };

    private static DomainName View(DomainRecord domain) => new()
    {
        Name = domain.Name,
        DomainNameArn = $"arn:{Arn.PartitionOf(domain.Region)}:apigateway:{domain.Region}::/domainnames/{domain.Name}",
        ApiMappingSelectionExpression = "$request.basepath",
        RoutingMode = domain.RoutingMode ?? "API_MAPPING_ONLY",
        DomainNameConfigurations =
        [
            new DomainNameConfiguration
            {
                ApiGatewayDomainName = domain.Target, CertificateArn = domain.CertificateArn, CertificateName = domain.CertificateName, CertificateUploadDate = domain.CertificateUploadDate, DomainNameStatus = "AVAILABLE",
                EndpointType = domain.EndpointType, HostedZoneId = Domains.HostedZone, IpAddressType = domain.IpAddressType, SecurityPolicy = domain.SecurityPolicy,
                OwnershipVerificationCertificateArn = domain.OwnershipCertificateArn,
            },
        ],
        MutualTlsAuthentication = domain.MutualTls is { } tls ? new MutualTlsAuthentication { TruststoreUri = tls.Uri, TruststoreVersion = tls.Version, TruststoreWarnings = tls.Warnings } : null,
        Tags = domain.Tags,
    };

    private static ApiMapping View(MappingRecord mapping) => new() { ApiId = mapping.Api, ApiMappingId = mapping.Id, ApiMappingKey = mapping.Key, Stage = mapping.Stage };
}
