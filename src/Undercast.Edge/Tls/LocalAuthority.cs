using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Undercast.Edge;

/// <summary>The certificate authority of one installation: made once, kept in its directory, and asked for a leaf for each host name that clients use.</summary>
public sealed class LocalAuthority : IDisposable
{
    private const string KeyFile = "ca.key";
    private const string CertificateFile = "ca.pem";
    private const int MostLeaves = 512;

    private readonly X509Certificate2 _authority;
    private readonly TimeProvider _time;
    private readonly string[] _suffixes;
    private readonly ConcurrentDictionary<string, Leaf> _leaves = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lock _issuing = new();

    private LocalAuthority(X509Certificate2 authority, IEnumerable<string> suffixes, TimeProvider time)
    {
        _authority = authority;
        _time = time;
        _suffixes = [.. suffixes.Select(s => "." + s), ".localhost"];
    }

    /// <summary>The certificate that clients are told to trust, in PEM.</summary>
    public string CertificatePem => _authority.ExportCertificatePem();

    /// <summary>How many leaves are remembered.</summary>
    internal int LeafCount => _leaves.Count;

    /// <summary>Reads the authority of <paramref name="directory"/>, or makes it; without a directory it lives as long as the process.</summary>
    /// <param name="directory">Where the key and the certificate are kept.</param>
    /// <param name="suffixes">The suffixes of host names that leaves are made for.</param>
    /// <param name="time">The clock.</param>
    public static LocalAuthority Open(string? directory, IEnumerable<string> suffixes, TimeProvider time)
    {
        if (directory is null) return new LocalAuthority(Make(time), suffixes, time);
        var keyFile = Path.Combine(directory, KeyFile);
        var certificateFile = Path.Combine(directory, CertificateFile);
        if (File.Exists(keyFile) && File.Exists(certificateFile))
        {
            var kept = X509Certificate2.CreateFromPemFile(certificateFile, keyFile);
            if (kept.NotAfter > time.GetUtcNow().AddDays(30)) return new LocalAuthority(kept, suffixes, time);
            kept.Dispose();
        }
        Directory.CreateDirectory(directory);
        var made = Make(time);
        using var key = made.GetECDsaPrivateKey()!;
        WriteSecret(keyFile, key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(certificateFile, made.ExportCertificatePem());
        return new LocalAuthority(made, suffixes, time);
    }

    /// <summary>The certificate for a connection, by the name that the client asks for.</summary>
    public SslStreamCertificateContext CertificateFor(string? serverName)
    {
        var name = serverName is not null && IsOurs(serverName) ? serverName : "localhost";
        var now = _time.GetUtcNow();
        if (_leaves.TryGetValue(name, out var leaf) && leaf.RenewAt > now) return leaf.Context;
        lock (_issuing)
        {
            if (_leaves.TryGetValue(name, out leaf) && leaf.RenewAt > now) return leaf.Context;
            // A client that asks for ever new names costs a key each, not memory.
            if (_leaves.Count >= MostLeaves) _leaves.Clear();
            leaf = Issue(name, now);
            _leaves[name] = leaf;
            return leaf.Context;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _authority.Dispose();
        foreach (var leaf in _leaves.Values) leaf.Certificate.Dispose();
    }

    private bool IsOurs(string name)
    {
        if (name.Length > 253 || Uri.CheckHostName(name) != UriHostNameType.Dns) return false;
        foreach (var suffix in _suffixes)
        {
            if (name.Length > suffix.Length && name.EndsWith(suffix, StringComparison.OrdinalIgnoreCase)) return true;
        }
        return false;
    }

    private Leaf Issue(string name, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        // The common name is limited to 64 characters; names are matched by the alternative names anyway.
        var request = new CertificateRequest("CN=undercast", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        if (name == "localhost")
        {
            names.AddDnsName("*.localhost");
            names.AddIpAddress(IPAddress.Loopback);
            names.AddIpAddress(IPAddress.IPv6Loopback);
        }
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(_authority, true, false));
        // Clients refuse leaves that live longer than 398 days.
        var until = now.AddDays(365) < _authority.NotAfter ? now.AddDays(365) : _authority.NotAfter;
        using var bare = request.Create(_authority, now.AddHours(-1), until, RandomNumberGenerator.GetBytes(16));
        var certificate = bare.CopyWithPrivateKey(key);
        return new Leaf(certificate, SslStreamCertificateContext.Create(certificate, [_authority], offline: true), until.AddDays(-30));
    }

    private static X509Certificate2 Make(TimeProvider time)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));
        var request = new CertificateRequest($"CN=Undercast local authority {id}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        var now = time.GetUtcNow();
        return request.CreateSelfSigned(now.AddHours(-1), now.AddYears(10));
    }

    private static void WriteSecret(string file, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var stream = new FileStream(file, options);
        using var writer = new StreamWriter(stream);
        writer.Write(text);
    }

    private sealed record Leaf(X509Certificate2 Certificate, SslStreamCertificateContext Context, DateTimeOffset RenewAt);
}
