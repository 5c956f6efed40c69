using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Undercast.Cloud;

namespace Undercast.Edge.Tests;

/// <summary>Hosts whose clients show a certificate, beside hosts whose clients need none.</summary>
public class ClientCertificateTests
{
    private static async Task<string> AskAsync(TestEdge edge, string name, X509Certificate2? certificate)
    {
        using var deadline = new CancellationTokenSource(TestEdge.Deadline);
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(IPAddress.Loopback, edge.Port, deadline.Token);
        await using var tls = new SslStream(tcp.GetStream());
        try
        {
            await tls.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions { TargetHost = name, CertificateChainPolicy = edge.Trust(), ClientCertificates = certificate is null ? null : [certificate] }, deadline.Token);
            await tls.WriteAsync(Encoding.ASCII.GetBytes($"GET / HTTP/1.1\r\nHost: {name}\r\nConnection: close\r\n\r\n"), deadline.Token);
            using var reader = new StreamReader(tls);
            // In TLS 1.3 a client thinks itself connected before the server has seen what it has not shown; then it hears nothing.
            return await reader.ReadToEndAsync(deadline.Token) is { Length: > 0 } answer ? answer : "refused";
        }
        catch (Exception e) when (e is IOException or AuthenticationException)
        {
            return "refused";
        }
    }

    [Fact]
    public async Task A_host_that_wants_a_certificate_opens_to_nobody_without_one()
    {
        await using var edge = await TestEdge.StartAsync(more: static s => s.AddSingleton<IClientCertificateHosts, Wanting>().AddSingleton<IDataPlane, Told>());
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var made = new CertificateRequest("CN=Ann", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        Assert.Equal("refused", await AskAsync(edge, "wanting.localhost", null));
        // Whom to trust is for the data plane to say; it learns who came.
        Assert.EndsWith("CN=Ann", await AskAsync(edge, "wanting.localhost", made), StringComparison.Ordinal);
        Assert.EndsWith("CN=Ann", await AskAsync(edge, "WANTING.localhost", made), StringComparison.Ordinal);
        Assert.EndsWith("nobody", await AskAsync(edge, "other.localhost", null), StringComparison.Ordinal);
        // Elsewhere nobody is asked, though a certificate is at hand.
        Assert.EndsWith("nobody", await AskAsync(edge, "other.localhost", made), StringComparison.Ordinal);
    }

    private sealed class Wanting : IClientCertificateHosts
    {
        public ValueTask<bool> WantsAsync(string host, CancellationToken ct) => new(host == "wanting.localhost");
    }

    private sealed class Told : IDataPlane
    {
        public bool Claims(string host, string path) => true;

        public Task ServeAsync(HttpContext context)
        {
            var who = context.Features.Get<ITlsConnectionFeature>()?.ClientCertificate?.Subject ?? "nobody";
            context.Response.ContentLength = who.Length;
            return context.Response.WriteAsync(who);
        }
    }
}
