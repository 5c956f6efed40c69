using Undercast.Kernel;

namespace Undercast.Iam;

internal sealed partial class IamService
{
    // AWS: the default quota of an account.
    private const int Certificates = 20;

    private static ServerCertificateMetadata MetadataOf(EntityRecord c, string account) => new()
    {
        Path = c.Path, ServerCertificateName = c.Name, ServerCertificateId = c.Id, Arn = c.ArnIn(account, EntityKind.Certificate), UploadDate = c.Created, Expiration = c.Certificate!.Expires,
    };

    public async ValueTask<UploadServerCertificateOutput> UploadServerCertificate(UploadServerCertificateInput input, CallContext call)
    {
        var record = new EntityRecord
        {
            Name = input.ServerCertificateName,
            Path = input.Path ?? "/",
            Id = NewId("ASCA"),
            Created = call.Now,
            Tags = Merged(null, input.Tags),
            Certificate = ServerCertificates.Read(input.CertificateBody, input.PrivateKey, input.CertificateChain),
        };
        await RequireRoomAsync(call, EntityKind.Certificate, Certificates, "ServerCertificatesPerAccount");
        var certificate = await CreateAsync(call, EntityKind.Certificate, record);
        return new UploadServerCertificateOutput { ServerCertificateMetadata = MetadataOf(certificate, call.Account), Tags = TagsOf(certificate) };
    }

    public async ValueTask<GetServerCertificateOutput> GetServerCertificate(GetServerCertificateInput input, CallContext call)
    {
        var certificate = await ReadAsync(call, tx => FindAsync(tx, call, EntityKind.Certificate, input.ServerCertificateName));
        return new GetServerCertificateOutput
        {
            ServerCertificate = new ServerCertificate
            {
                ServerCertificateMetadata = MetadataOf(certificate, call.Account),
                CertificateBody = certificate.Certificate!.Body,
                CertificateChain = certificate.Certificate.Chain,
                Tags = TagsOf(certificate),
            },
        };
    }

    public async ValueTask<ListServerCertificatesOutput> ListServerCertificates(ListServerCertificatesInput input, CallContext call)
    {
        var (rows, marker) = await ListAsync(call, EntityKind.Certificate, input.PathPrefix, input.Marker, input.MaxItems);
        return new ListServerCertificatesOutput { ServerCertificateMetadataList = [.. rows.Select(c => MetadataOf(c, call.Account))], IsTruncated = marker is not null, Marker = marker };
    }

    public ValueTask UpdateServerCertificate(UpdateServerCertificateInput input, CallContext call) => ChangeAsync(
        call,
        async tx => await RenameAsync(
            tx, call, EntityKind.Certificate, await FindAsync(tx, call, EntityKind.Certificate, input.ServerCertificateName), input.NewServerCertificateName, input.NewPath));

    public ValueTask DeleteServerCertificate(DeleteServerCertificateInput input, CallContext call) => ChangeAsync(
        call,
        async tx =>
        {
            await FindAsync(tx, call, EntityKind.Certificate, input.ServerCertificateName);
            await IamTables.Entities.DeleteAsync(tx, EntityKey.Of(call.Account, EntityKind.Certificate, input.ServerCertificateName));
        });

    public ValueTask TagServerCertificate(TagServerCertificateInput input, CallContext call) => TagAsync(call, EntityKind.Certificate, input.ServerCertificateName, input.Tags);

    public ValueTask UntagServerCertificate(UntagServerCertificateInput input, CallContext call) => UntagAsync(call, EntityKind.Certificate, input.ServerCertificateName, input.TagKeys);

    public async ValueTask<ListServerCertificateTagsOutput> ListServerCertificateTags(ListServerCertificateTagsInput input, CallContext call)
    {
        var (rows, marker) = TagPage(await ReadAsync(call, tx => FindAsync(tx, call, EntityKind.Certificate, input.ServerCertificateName)), input.Marker, input.MaxItems);
        return new ListServerCertificateTagsOutput { Tags = rows, IsTruncated = marker is not null, Marker = marker };
    }
}
