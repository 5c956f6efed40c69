using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.ApiGateway;

// VPC links, which are stored, and client certificates.
internal sealed partial class ApiGatewayService
{
    private static readonly TimeSpan CertificateTime = TimeSpan.FromDays(365);

    public async ValueTask<VpcLink> CreateVpcLink(CreateVpcLinkInput input, CallContext call)
    {
        if (string.IsNullOrEmpty(input.Name)) throw Faults.Bad("Name cannot be empty");
        if (input.TargetArns is not [var target] || !target.Contains(":elasticloadbalancing:", StringComparison.Ordinal)) throw Faults.Bad("Exactly one Network Load Balancer must be specified as target");
        var link = new VpcLink { Id = call.NewIds.Base36(6), Name = input.Name, Description = input.Description, TargetArns = input.TargetArns, Status = "AVAILABLE", StatusMessage = "Your vpc link is ready for use", Tags = input.Tags };
        return await PutAsync(ApiGatewayTables.VpcLinks, link.Id, link, call);
    }

    public ValueTask<VpcLink> GetVpcLink(GetVpcLinkInput input, CallContext call) => store.ReadAsync(tx => OwnedAsync(tx, ApiGatewayTables.VpcLinks, input.VpcLinkId, "Vpc Link", call), call.Cancelled);

    public async ValueTask<GetVpcLinksOutput> GetVpcLinks(GetVpcLinksInput input, CallContext call)
    {
        var rows = await store.ReadAsync(tx => ApiGatewayTables.VpcLinks.RangeAsync(tx, ApiGatewayTables.VpcLinks.Prefix(call.Account, call.Region)), call.Cancelled);
        var (items, position) = Page(rows.Select(static r => r.Record), static l => l.Id!, input.Position, input.Limit);
        return new GetVpcLinksOutput { Items = items, Position = position };
    }

    public ValueTask<VpcLink> UpdateVpcLink(UpdateVpcLinkInput input, CallContext call) => store.WriteAsync(
        async tx =>
        {
            var link = PatchRules.Apply(await OwnedAsync(tx, ApiGatewayTables.VpcLinks, input.VpcLinkId, "Vpc Link", call), input.PatchOperations, PatchRules.VpcLink, ApiGatewayJson.Default.VpcLink);
            ApiGatewayTables.VpcLinks.Put(tx, new OwnedKey(call.Account, call.Region, input.VpcLinkId), link);
            return link;
        },
        call.Cancelled);

    public async ValueTask DeleteVpcLink(DeleteVpcLinkInput input, CallContext call) => await store.WriteAsync(
        async tx =>
        {
            await OwnedAsync(tx, ApiGatewayTables.VpcLinks, input.VpcLinkId, "Vpc Link", call);
            ApiGatewayTables.VpcLinks.Delete(tx, new OwnedKey(call.Account, call.Region, input.VpcLinkId));
        },
        call.Cancelled);

    public async ValueTask<ClientCertificate> GenerateClientCertificate(GenerateClientCertificateInput input, CallContext call)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("C=US, ST=Washington, L=Seattle, O=Amazon.com, OU=Amazon API Gateway, CN=ApiGateway", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var made = request.CreateSelfSigned(call.Now, call.Now + CertificateTime);
        var certificate = new ClientCertificate
        {
            ClientCertificateId = call.NewIds.Base36(6), Description = input.Description, Tags = input.Tags, PemEncodedCertificate = made.ExportCertificatePem(), CreatedDate = Seconds(call), ExpirationDate = Seconds(call) + CertificateTime,
        };
        return (await PutAsync(ApiGatewayTables.ClientCertificates, certificate.ClientCertificateId, new ClientCertificateRecord(certificate, key.ExportPkcs8PrivateKeyPem()), call)).Certificate;
    }

    public async ValueTask<ClientCertificate> GetClientCertificate(GetClientCertificateInput input, CallContext call) =>
        (await store.ReadAsync(tx => OwnedAsync(tx, ApiGatewayTables.ClientCertificates, input.ClientCertificateId, "Client Certificate", call), call.Cancelled)).Certificate;

    public async ValueTask<GetClientCertificatesOutput> GetClientCertificates(GetClientCertificatesInput input, CallContext call)
    {
        var rows = await store.ReadAsync(tx => ApiGatewayTables.ClientCertificates.RangeAsync(tx, ApiGatewayTables.ClientCertificates.Prefix(call.Account, call.Region)), call.Cancelled);
        var (items, position) = Page(rows.Select(static r => r.Record.Certificate), static c => c.ClientCertificateId!, input.Position, input.Limit);
        return new GetClientCertificatesOutput { Items = items, Position = position };
    }

    public ValueTask<ClientCertificate> UpdateClientCertificate(UpdateClientCertificateInput input, CallContext call) => store.WriteAsync(
        async tx =>
        {
            var old = await OwnedAsync(tx, ApiGatewayTables.ClientCertificates, input.ClientCertificateId, "Client Certificate", call);
            var certificate = PatchRules.Apply(old.Certificate, input.PatchOperations, PatchRules.Deployment, ApiGatewayJson.Default.ClientCertificate);
            ApiGatewayTables.ClientCertificates.Put(tx, new OwnedKey(call.Account, call.Region, input.ClientCertificateId), old with { Certificate = certificate });
            return certificate;
        },
        call.Cancelled);

    public async ValueTask DeleteClientCertificate(DeleteClientCertificateInput input, CallContext call) => await store.WriteAsync(
        async tx =>
        {
            await OwnedAsync(tx, ApiGatewayTables.ClientCertificates, input.ClientCertificateId, "Client Certificate", call);
            ApiGatewayTables.ClientCertificates.Delete(tx, new OwnedKey(call.Account, call.Region, input.ClientCertificateId));
        },
        call.Cancelled);

    private ValueTask<T> PutAsync<T>(Table<OwnedKey, T> table, string id, T record, CallContext call)
        where T : class => store.WriteAsync(
        tx =>
        {
            table.Put(tx, new OwnedKey(call.Account, call.Region, id), record);
            return new ValueTask<T>(record);
        },
        call.Cancelled);

    private static async ValueTask<T> OwnedAsync<T>(IReadTransaction tx, Table<OwnedKey, T> table, string id, string what, CallContext call)
        where T : class => await table.GetAsync(tx, new OwnedKey(call.Account, call.Region, id)) ?? throw Faults.No(what);
}
