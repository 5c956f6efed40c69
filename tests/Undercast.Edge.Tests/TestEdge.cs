using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Undercast.Cloud;
using Undercast.Protocol;

namespace Undercast.Edge.Tests;

/// <summary>A server on a free port with the fake API behind it.</summary>
internal sealed class TestEdge : IAsyncDisposable
{
    /// <summary>No test waits longer than this for anything.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    private readonly ServiceProvider _services;

    private TestEdge(ServiceProvider services, EdgeServer server, FakeApi api)
    {
        _services = services;
        Server = server;
        Api = api;
    }

    public EdgeServer Server { get; }

    public FakeApi Api { get; }

    public int Port => Server.Port;

    public CallLedger Ledger => _services.GetRequiredService<CallLedger>();

    public static async Task<TestEdge> StartAsync(EdgeOptions? options = null, CloudOptions? cloud = null, Action<IServiceCollection>? more = null)
    {
        var api = new FakeApi();
        var services = new ServiceCollection();
        services.AddCloud(cloud ?? new CloudOptions(), [api]);
        services.AddEdge((options ?? new EdgeOptions()) with { Host = "127.0.0.1", Port = 0 });
        services.AddSingleton<IWireGate, FakeGate>();
        more?.Invoke(services);
        var provider = services.BuildServiceProvider();
        var server = provider.GetRequiredService<EdgeServer>();
        await server.StartAsync(provider);
        return new TestEdge(provider, server, api);
    }

    public async ValueTask DisposeAsync()
    {
        Api.EventsMayEnd.TrySetResult();
        await Server.DisposeAsync();
        await _services.DisposeAsync();
    }

    public HttpClient Client(Version? version = null, bool tls = false) => new(new SocketsHttpHandler
    {
        SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = Trust() },
        AllowAutoRedirect = false,
    })
    {
        BaseAddress = new Uri($"{(tls ? "https" : "http")}://localhost:{Port}/"),
        DefaultRequestVersion = version ?? HttpVersion.Version11,
        DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        Timeout = Deadline,
    };

    /// <summary>Trust in this server's authority and nothing else.</summary>
    public X509ChainPolicy Trust()
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        if (Server.Authority is { } authority) policy.CustomTrustStore.Add(X509Certificate2.CreateFromPem(authority.CertificatePem));
        return policy;
    }

    /// <summary>The headers of a signed call of an operation.</summary>
    public HeaderDictionary Sign(string operation, string body, string path = "/", string? payloadHash = null, string secret = "test", string? host = null, IDictionary<string, string>? more = null)
    {
        var headers = new HeaderDictionary { ["Host"] = host ?? $"localhost:{Port}", ["X-Fake-Op"] = operation };
        foreach (var (name, value) in more ?? new Dictionary<string, string>()) headers[name] = value;
        var hash = payloadHash ?? SigV4Signer.HashOf(Encoding.UTF8.GetBytes(body));
        headers["x-amz-content-sha256"] = hash;
        new SigV4Signer("test", secret, "eu-central-1", "fake").Sign(new WireRequest { Method = "POST", Path = path, Headers = headers }, DateTimeOffset.UtcNow, hash);
        return headers;
    }

    public HttpRequestMessage Request(string operation, string body, HeaderDictionary? headers = null)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, "") { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        foreach (var (name, value) in headers ?? Sign(operation, body)) message.Headers.TryAddWithoutValidation(name, value.ToString());
        return message;
    }

    public async Task<string> CallAsync(string operation, string body, HttpClient? client = null, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var made = client is null ? Client() : null;
        using var message = Request(operation, body);
        message.Version = (client ?? made!).DefaultRequestVersion;
        message.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
        using var answer = await (client ?? made!).SendAsync(message);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == expected, $"{(int)answer.StatusCode}: {text}");
        return text;
    }

    public async Task<RawConnection> ConnectAsync()
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, Port);
        return new RawConnection(client);
    }

    /// <summary>The head of a signed POST as text, without the blank line.</summary>
    public string Head(string operation, string body, params string[] more)
    {
        var text = new StringBuilder("POST / HTTP/1.1\r\n");
        foreach (var (name, value) in Sign(operation, body)) text.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        foreach (var line in more) text.Append(line).Append("\r\n");
        return text.ToString();
    }
}

/// <summary>A connection whose bytes the test chooses.</summary>
internal sealed class RawConnection(TcpClient client) : IDisposable
{
    private readonly NetworkStream _stream = client.GetStream();

    public Stream Stream => _stream;

    public async Task SendAsync(string text)
    {
        using var deadline = new CancellationTokenSource(TestEdge.Deadline);
        await _stream.WriteAsync(Encoding.Latin1.GetBytes(text), deadline.Token);
    }

    /// <summary>Reads until the text occurs, or the connection ends; returns what came.</summary>
    public async Task<string> ReadUntilAsync(string end)
    {
        using var deadline = new CancellationTokenSource(TestEdge.Deadline);
        var text = new StringBuilder();
        var buffer = new byte[4096];
        while (!text.ToString().Contains(end, StringComparison.Ordinal))
        {
            int read;
            try
            {
                read = await _stream.ReadAsync(buffer, deadline.Token);
            }
            catch (IOException)
            {
                text.Append("<reset>");
                break;
            }
            if (read == 0)
            {
                text.Append("<end>");
                break;
            }
            text.Append(Encoding.Latin1.GetString(buffer, 0, read));
        }
        return text.ToString();
    }

    public Task<string> ReadToEndAsync() => ReadUntilAsync("\0never\0");

    public void Dispose() => client.Dispose();
}
