using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Features;
using Undercast.ApiGateway.Routed;
using Undercast.Cloud;

namespace Undercast.ApiGateway.Tests;

/// <summary>Custom domains that want a certificate of their clients. Source: the developer guide on mutual TLS.</summary>
public sealed class MutualTlsTests : Fixture, IDisposable
{
    private const string Certificate = "arn:aws:acm:us-east-1:000000000000:certificate/c";
    private readonly List<IDisposable> _made = [];
    private readonly X509Certificate2 _root;

    public MutualTlsTests()
    {
        _root = Make("CN=Root, O=Test", null, true);
        Objects.Texts["trust/ca.pem"] = _root.ExportCertificatePem() + "\n";
    }

    public void Dispose() => _made.ForEach(static m => m.Dispose());

    private X509Certificate2 Make(string name, X509Certificate2? issuer, bool authority, TimeSpan? life = null)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(authority, false, 0, true));
        var (from, until) = (Time.GetUtcNow().AddDays(-1), Time.GetUtcNow() + (life ?? TimeSpan.FromDays(30)));
        if (issuer is not null && until > issuer.NotAfter) until = issuer.NotAfter;
        var made = issuer is null ? request.CreateSelfSigned(from, until) : request.Create(issuer, from, until, [1, 0xA2, 3]).CopyWithPrivateKey(key);
        _made.AddRange([key, made]);
        return made;
    }

    private async Task<RestApi> ServedAsync(string uri = "s3://trust/ca.pem")
    {
        var api = await MakeAsync();
        await MockAsync(api, await MakeResourceAsync(api, "a"), answer: "$context.identity.clientCert.subjectDN|$context.identity.clientCert.validity.notAfter");
        await DeployAsync(api);
        await Service.CreateDomainName(
            new CreateDomainNameInput { DomainName = "m.example.com", RegionalCertificateArn = Certificate, EndpointConfiguration = new EndpointConfiguration { Types = ["REGIONAL"] }, MutualTlsAuthentication = new MutualTlsAuthentication { TruststoreUri = uri } }, Call);
        await Service.CreateBasePathMapping(new CreateBasePathMappingInput { DomainName = "m.example.com", RestApiId = api.Id!, Stage = "dev" }, Call);
        return api;
    }

    private async Task<(int Status, string Body)> GetAsync(X509Certificate2? shown, string path = "/a") =>
        await SendAsync(path, host: "m.example.com", change: c => c.Features.Set<ITlsConnectionFeature>(new Shown(shown))) is var r ? (r.Status, r.Body) : default;

    [Fact]
    public async Task Who_is_trusted_gets_in_and_nobody_else()
    {
        await ServedAsync();
        var ann = Make("CN=\"Ann, A.\", O=Test", _root, false);
        var (status, body) = await GetAsync(ann);
        Assert.Equal(200, status);
        Assert.StartsWith("CN=Ann\\, A.,O=Test|", body, StringComparison.Ordinal);
        Assert.EndsWith(" GMT", body, StringComparison.Ordinal);
        var forbidden = (403, "{\"message\":\"Forbidden\"}");
        Assert.Equal(forbidden, await GetAsync(null));
        Assert.Equal(forbidden, await GetAsync(Make("CN=\"Ann, A.\", O=Test", Make("CN=Root, O=Test", null, true), false)));
        Assert.Equal(forbidden, await GetAsync(Make("CN=Self", null, false)));
        // The authority's own certificate is not a client's.
        Assert.Equal(forbidden, await GetAsync(_root));
        var brief = Make("CN=Brief", _root, false, TimeSpan.FromMinutes(1));
        Assert.Equal(200, (await GetAsync(brief)).Status);
        Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(forbidden, await GetAsync(brief));
        Assert.Equal(200, (await GetAsync(ann)).Status);
    }

    [Fact]
    public async Task A_chain_is_made_of_the_truststore_and_has_a_longest()
    {
        var issuer = _root;
        var leaves = new List<X509Certificate2>();
        for (var level = 0; level < 5; level++)
        {
            leaves.Add(Make($"CN=Client {level}", issuer, false));
            issuer = Make($"CN=Intermediate {level}", issuer, true);
            if (level < 4) Objects.Texts["trust/ca.pem"] += issuer.ExportCertificatePem() + "\n";
        }
        await ServedAsync();
        // AWS: four authorities at most.
        var statuses = new List<int>();
        foreach (var leaf in leaves) statuses.Add((await GetAsync(leaf)).Status);
        Assert.Equal([200, 200, 200, 200, 403], statuses);
    }

    [Fact]
    public async Task The_edge_asks_for_certificates_on_such_hosts_alone()
    {
        await ServedAsync();
        var hosts = Get<IClientCertificateHosts>();
        Assert.True(await hosts.WantsAsync("m.example.com", default));
        Assert.False(await hosts.WantsAsync("n.example.com", default));
        Assert.False(await hosts.WantsAsync("localhost", default));
    }

    [Fact]
    public async Task A_truststore_is_replaced_and_switched_off()
    {
        await ServedAsync();
        var other = Make("CN=Other", null, true);
        var (old, fresh) = (Make("CN=Old", _root, false), Make("CN=Fresh", other, false));
        Objects.Texts["trust/ca.pem"] = other.ExportCertificatePem();
        // AWS: a new object says nothing until the domain name is told of it.
        Assert.Equal((200, 403), ((await GetAsync(old)).Status, (await GetAsync(fresh)).Status));
        PatchOperation Replace(string member, string value) => new() { Op = "replace", Path = "/mutualTlsAuthentication/" + member, Value = value };
        var updated = await Service.UpdateDomainName(new UpdateDomainNameInput { DomainName = "m.example.com", PatchOperations = [Replace("truststoreVersion", "v2")] }, Call);
        Assert.Equal(("s3://trust/ca.pem", "v2"), (updated.MutualTlsAuthentication!.TruststoreUri, updated.MutualTlsAuthentication.TruststoreVersion));
        Assert.Equal((403, 200), ((await GetAsync(old)).Status, (await GetAsync(fresh)).Status));
        Assert.Null((await Service.UpdateDomainName(new UpdateDomainNameInput { DomainName = "m.example.com", PatchOperations = [Replace("truststoreUri", "")] }, Call)).MutualTlsAuthentication);
        Assert.Equal(200, (await GetAsync(null)).Status);
        Assert.False(await Get<IClientCertificateHosts>().WantsAsync("m.example.com", default));
    }

    [Fact]
    public async Task Functions_of_http_apis_are_told_of_the_certificate()
    {
        var api = await Routed.CreateApi(new CreateApiInput { Name = "h", ProtocolType = "HTTP", Target = "arn:aws:lambda:us-east-1:000000000000:function:f" }, Call);
        await Routed.CreateDomainName(
            new Routed.CreateDomainNameInput { DomainName = "m.example.com", DomainNameConfigurations = [new DomainNameConfiguration { CertificateArn = Certificate, EndpointType = "REGIONAL" }], MutualTlsAuthentication = new Routed.MutualTlsAuthentication { TruststoreUri = "s3://trust/ca.pem" } }, Call);
        await Routed.CreateApiMapping(new CreateApiMappingInput { DomainName = "m.example.com", ApiId = api.ApiId!, Stage = "$default" }, Call);
        var ann = Make("CN=Ann", _root, false);
        Assert.Equal((403, 200), ((await GetAsync(null)).Status, (await GetAsync(ann)).Status));
        var told = JsonNode.Parse(Functions.Calls.Single().Payload.Span)!["requestContext"]!["authentication"]!["clientCert"]!;
        Assert.Equal(("CN=Ann", "CN=Root,O=Test", "01:a2:03", ann.ExportCertificatePem()), ((string?)told["subjectDN"], (string?)told["issuerDN"], (string?)told["serialNumber"], (string?)told["clientCertPem"]));
        Assert.Null((await Routed.UpdateDomainName(new Routed.UpdateDomainNameInput { DomainName = "m.example.com", MutualTlsAuthentication = new Routed.MutualTlsAuthentication { TruststoreUri = "" } }, Call)).MutualTlsAuthentication);
        Assert.Equal(200, (await GetAsync(null)).Status);
    }

    [Fact]
    public async Task Certificates_that_are_none_are_told_of_and_left_out()
    {
        var old = Make("CN=Old", null, true, TimeSpan.FromHours(1));
        Time.Advance(TimeSpan.FromHours(2));
        Objects.Texts["trust/ca.pem"] += old.ExportCertificatePem() + "\n-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
        await ServedAsync();
        Assert.Equal(["Certificate 2: CN=Old has expired.", "Certificate 3: it cannot be read."], (await Service.GetDomainName(new GetDomainNameInput { DomainName = "m.example.com" }, Call)).MutualTlsAuthentication!.TruststoreWarnings);
    }

    [Theory]
    [InlineData("s3://trust/none.pem")]
    [InlineData("s3://trust/text")]
    [InlineData("https://trust/ca.pem")]
    [InlineData("s3://trust")]
    [InlineData("s3:///ca.pem")]
    public async Task A_truststore_that_is_none_is_refused(string uri)
    {
        Objects.Texts["trust/text"] = "no certificates";
        await Assert.ThrowsAsync<BadRequestException>(async () => await ServedAsync(uri));
    }

    private sealed class Shown(X509Certificate2? certificate) : ITlsConnectionFeature
    {
        public X509Certificate2? ClientCertificate { get => certificate; set => throw new NotSupportedException(); }

        public Task<X509Certificate2?> GetClientCertificateAsync(CancellationToken cancellationToken) => Task.FromResult(certificate);
    }
}
