using System.Net;

namespace Undercast.Edge;

/// <summary>Where and how the edge listens.</summary>
public sealed record EdgeOptions
{
    /// <summary><c>localhost</c> (both loopback addresses), an IP address, or <c>*</c> for every address.</summary>
    public string Host { get; init; } = "localhost";

    /// <summary>The one port for HTTP/1.1, HTTP/2 and TLS; 0 takes a free one.</summary>
    public int Port { get; init; } = 4566;

    /// <summary>Whether TLS connections are served beside plain ones.</summary>
    public bool Tls { get; init; } = true;

    /// <summary>Where the certificate authority is kept; null keeps it in memory only.</summary>
    public string? TlsDirectory { get; init; }

    /// <summary>The suffixes of host names that are taken as this cloud's own, beside <c>localhost</c>: certificates are made for them on demand, and browsers may reach them.</summary>
    public IReadOnlyList<string> HostSuffixes { get; init; } = ["amazonaws.com", "amazonaws.com.cn", "on.aws", "api.aws"];

    /// <summary>The bounds of connections and requests.</summary>
    public EdgeLimits Limits { get; init; } = new();

    /// <summary>What browsers may do.</summary>
    public CorsOptions Cors { get; init; } = new();

    /// <summary>How long a stop waits for running requests.</summary>
    public TimeSpan DrainTime { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether only this machine can reach the server.</summary>
    public bool LoopbackOnly => IsLocalName(Host) || (IPAddress.TryParse(Host, out var address) && IPAddress.IsLoopback(address));

    internal static bool IsLocalName(string host) => host.Equals("localhost", StringComparison.OrdinalIgnoreCase);
}

/// <summary>The bounds of connections and requests.</summary>
public sealed record EdgeLimits
{
    /// <summary>The most connections at once.</summary>
    public int Connections { get; init; } = 10_000;

    /// <summary>The most headers of a request.</summary>
    public int Headers { get; init; } = 200;

    /// <summary>The most bytes of all headers together.</summary>
    public int HeaderBytes { get; init; } = 64 * 1024;

    /// <summary>The most bytes of the request line. Presigned queries with session tokens are long.</summary>
    public int RequestLineBytes { get; init; } = 32 * 1024;

    /// <summary>How long a client may take over the headers.</summary>
    public TimeSpan HeadersTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long an idle connection is kept.</summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(130);

    /// <summary>How long a client may take before its first byte, and over the TLS handshake.</summary>
    public TimeSpan HandshakeTime { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The slowest body in bytes per second, after a grace of <see cref="BodyGrace"/>.</summary>
    public double BodyRate { get; init; } = 240;

    /// <summary>How long a body may be slower than <see cref="BodyRate"/>.</summary>
    public TimeSpan BodyGrace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The most bytes of an answer that wait for the client to take them.</summary>
    public long ResponseBuffer { get; init; } = 512 * 1024;

    /// <summary>The most bytes that are read and thrown away after a refusal, so that the client gets to see it.</summary>
    public long LingerBytes { get; init; } = 1024 * 1024;

    /// <summary>The longest time for that.</summary>
    public TimeSpan LingerTime { get; init; } = TimeSpan.FromSeconds(2);
}

/// <summary>What browsers may do.</summary>
public sealed record CorsOptions
{
    /// <summary>
    /// Origins that may read answers, beside those on this machine (any port of <c>localhost</c>, its subdomains and the loopback addresses); a single <c>*</c> allows all.
    /// </summary>
    /// <remarks>With the published development keys, an allowed origin can do anything, running code included. So others than this machine's own are not allowed by default.</remarks>
    public IReadOnlyList<string> Origins { get; init; } = [];

    /// <summary>How long a browser may remember a preflight's answer.</summary>
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromMinutes(5);
}
