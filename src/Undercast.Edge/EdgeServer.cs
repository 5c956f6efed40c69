using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Undercast.Cloud;

namespace Undercast.Edge;

/// <summary>The HTTP server: one port for plain and TLS, HTTP/1.1 and HTTP/2.</summary>
public sealed class EdgeServer : IAsyncDisposable
{
    private readonly EdgeOptions _options;
    private readonly ServiceProvider _web;
    private readonly IServer _server;
    private readonly Lazy<Task<LocalAuthority>>? _authority;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stopping = new();
    private IClientCertificateHosts[] _certificateHosts = [];
    private int _stopped;
    private long _connections;

    /// <summary>Makes the server ready; <see cref="StartAsync(IServiceProvider, CancellationToken)"/> begins to listen. It needs nothing of the cloud yet, so a host may make it while the store opens.</summary>
    public EdgeServer(EdgeOptions options, ILoggerFactory loggers, TimeProvider time)
    {
        _options = options;
        _log = loggers.CreateLogger<EdgeServer>();
        // Keys take a while to make. Those of a directory are made or read at the start, since people look for them there; others by the first connection that wants them.
        if (options.Tls) _authority = new Lazy<Task<LocalAuthority>>(() => Task.Run(() => LocalAuthority.Open(options.TlsDirectory, options.HostSuffixes, time)));
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(loggers);
        builder.Services.AddSingleton<IMemoryPoolFactory<byte>, BlockPoolFactory>();
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(Configure);
        // Kestrel is started without the generic host around it: no configuration files, no hosted services, no middleware.
        _web = builder.Services.BuildServiceProvider();
        _server = _web.GetRequiredService<IServer>();
    }

    /// <summary>The addresses that are listened on, such as <c>http://127.0.0.1:4566</c>.</summary>
    public IReadOnlyCollection<string> Addresses => [.. _server.Features.Get<IServerAddressesFeature>()!.Addresses];

    /// <summary>The port.</summary>
    public int Port => new Uri(Addresses.First().Replace("*", "localhost", StringComparison.Ordinal)).Port;

    /// <summary>The connections that are open now.</summary>
    public long Connections => Interlocked.Read(ref _connections);

    /// <summary>The authority behind the TLS certificates, or null when TLS is switched off.</summary>
    public LocalAuthority? Authority => _authority?.Value.GetAwaiter().GetResult();

    /// <summary>Starts to listen. The provider holds what <see cref="EdgeRegistration.AddEdge"/> registered.</summary>
    public async Task StartAsync(IServiceProvider services, CancellationToken ct = default)
    {
        var cloud = services.GetRequiredService<CloudOptions>();
        if (cloud.LoopbackOnly && !_options.LoopbackOnly)
            throw new InvalidOperationException($"The edge would listen on '{_options.Host}', but the cloud is set up for this machine alone, with development keys.");
        _certificateHosts = [.. services.GetServices<IClientCertificateHosts>()];
        var kept = _options.TlsDirectory is null ? null : _authority?.Value;
        await _server.StartAsync(new EdgeApplication(services.GetRequiredService<RequestFlow>(), _log, _stopping.Token), ct);
        if (kept is not null) await kept;
    }

    /// <summary>Stops accepting, lets running requests finish, wakes those that wait, and cuts off what is left after <see cref="EdgeOptions.DrainTime"/>.</summary>
    public async Task StopAsync()
    {
        if (Interlocked.Exchange(ref _stopped, 1) == 1) return;
        using var limit = new CancellationTokenSource(_options.DrainTime);
        var draining = _server.StopAsync(limit.Token);
        // Most requests are done in a moment; what is still there then waits for something, and is told not to.
        await Task.WhenAny(draining, Task.Delay(TimeSpan.FromMilliseconds(250), CancellationToken.None));
        await _stopping.CancelAsync();
        try
        {
            await draining;
        }
        catch (OperationCanceledException)
        {
            // Kestrel has aborted what was left.
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _web.DisposeAsync();
        if (_authority is { IsValueCreated: true, Value.IsCompletedSuccessfully: true }) _authority.Value.Result.Dispose();
        _stopping.Dispose();
    }

    private void Configure(KestrelServerOptions kestrel)
    {
        var limits = _options.Limits;
        kestrel.AddServerHeader = false;
        // The flow bounds bodies by the operation's own limit and answers in its own words.
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Limits.MaxConcurrentConnections = limits.Connections;
        kestrel.Limits.MaxConcurrentUpgradedConnections = limits.Connections;
        // The next chunk of a body is read while the one before is on its way.
        kestrel.Limits.MaxResponseBufferSize = limits.ResponseBuffer;
        kestrel.Limits.MaxRequestHeaderCount = limits.Headers;
        kestrel.Limits.MaxRequestHeadersTotalSize = limits.HeaderBytes;
        kestrel.Limits.MaxRequestLineSize = limits.RequestLineBytes;
        kestrel.Limits.RequestHeadersTimeout = limits.HeadersTime;
        kestrel.Limits.KeepAliveTimeout = limits.KeepAlive;
        kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(limits.BodyRate, limits.BodyGrace);
        kestrel.Limits.MinResponseDataRate = new MinDataRate(limits.BodyRate, limits.BodyGrace);
        kestrel.Limits.Http2.MaxRequestHeaderFieldSize = limits.RequestLineBytes;
        // A plain HTTP/2 connection passes for an encrypted one inside Kestrel (see ConnectionSniffer), but its requests say "http".
        kestrel.AllowAlternateSchemes = true;
        foreach (var endpoint in Endpoints()) kestrel.Listen(endpoint, Listen);
    }

    private void Listen(ListenOptions listen)
    {
        listen.Protocols = HttpProtocols.Http1AndHttp2;
        listen.Use(next => async connection =>
        {
            Interlocked.Increment(ref _connections);
            try
            {
                await next(connection);
            }
            finally
            {
                Interlocked.Decrement(ref _connections);
            }
        });
        ConnectionSniffer.Install(listen, _options.Limits.HandshakeTime, _options.Tls, l => l.UseHttps(new TlsHandshakeCallbackOptions
        {
            HandshakeTimeout = _options.Limits.HandshakeTime,
            OnConnection = async context =>
            {
                var host = context.ClientHelloInfo.ServerName;
                var options = new SslServerAuthenticationOptions
                {
                    ServerCertificateContext = (await _authority!.Value).CertificateFor(host),
                    ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
                    EnabledSslProtocols = SslProtocols.None,
                };
                if (await WantsCertificateAsync(host, context.CancellationToken)) AskForCertificate(options);
                return options;
            },
        }));
    }

    private async ValueTask<bool> WantsCertificateAsync(string host, CancellationToken ct)
    {
        if (host.Length == 0) return false;
        foreach (var hosts in _certificateHosts)
        {
            if (await hosts.WantsAsync(host.ToLowerInvariant(), ct)) return true;
        }
        return false;
    }

    /// <summary>Makes a handshake fail for clients without a certificate. Any certificate passes: whom to trust is for the host's data plane to say.</summary>
    private static void AskForCertificate(SslServerAuthenticationOptions options)
    {
        options.ClientCertificateRequired = true;
        options.RemoteCertificateValidationCallback = static (_, certificate, _, _) => certificate is not null;
        // Nothing that a stranger's certificate names is fetched.
        options.CertificateChainPolicy = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };
        // A session begun at another host must not stand in for the certificate.
        options.AllowTlsResume = false;
    }

    private IEnumerable<IPEndPoint> Endpoints()
    {
        if (_options.Host is "*" or "+")
        {
            yield return new IPEndPoint(Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any, _options.Port);
        }
        else if (EdgeOptions.IsLocalName(_options.Host))
        {
            yield return new IPEndPoint(IPAddress.Loopback, _options.Port);
            // With a free port the two addresses would get different ones.
            if (_options.Port != 0 && CanBind(IPAddress.IPv6Loopback)) yield return new IPEndPoint(IPAddress.IPv6Loopback, _options.Port);
        }
        else if (IPAddress.TryParse(_options.Host, out var address)) yield return new IPEndPoint(address, _options.Port);
        else throw new ArgumentException($"Cannot listen on '{_options.Host}': give localhost, an IP address, or *.");
    }

    private static bool CanBind(IPAddress address)
    {
        if (!Socket.OSSupportsIPv6) return false;
        try
        {
            using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(address, 0));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
