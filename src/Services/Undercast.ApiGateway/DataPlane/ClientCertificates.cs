using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Undercast.Cloud;
using Undercast.Storage;

namespace Undercast.ApiGateway;

/// <summary>Custom domains that want a certificate of their clients: the edge asks for one, and here it is held against the domain's truststore.</summary>
internal sealed class ClientCertificates(IStore store, TimeProvider time) : IClientCertificateHosts
{
    // AWS: a chain has four certificates at most, and the client's own is not counted.
    private const int LongestChain = 5;
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(5);
    private readonly ConcurrentDictionary<string, Trust> _trusts = new(StringComparer.Ordinal);

    public async ValueTask<bool> WantsAsync(string host, CancellationToken ct) => CustomDomains.MayBe(host) && await store.ReadAsync(tx => CustomDomains.FindAsync(tx, host), ct) is { MutualTls: not null };

    /// <summary>Whether a request may pass: the domain wants no certificate, or its connection showed one that the domain trusts. What was shown stays with the request.</summary>
    /// <remarks>The connection may have been opened for another host, or without encryption, so the domain's own truststore is asked for each request.</remarks>
    public async ValueTask<bool> AdmitAsync(HttpContext context, DomainRecord domain)
    {
        if (domain.MutualTls is not { } wanted) return true;
        if (context.Features.Get<ITlsConnectionFeature>()?.ClientCertificate is not { } certificate) return false;
        var trust = await TrustAsync(domain.Name, wanted.Digest, context.RequestAborted);
        var now = time.GetUtcNow();
        if (trust is null || now < certificate.NotBefore || now > certificate.NotAfter) return false;
        var name = certificate.GetCertHashString(System.Security.Cryptography.HashAlgorithmName.SHA256);
        if (!trust.Judged.TryGet(name, now, out var shown))
        {
            shown = IsTrusted(certificate, trust.Authorities, now) ? ShownCertificate.Of(certificate) : null;
            trust.Judged.Put(name, shown, now, Remembered);
        }
        if (shown is null) return false;
        context.Features.Set(shown);
        return true;
    }

    private async ValueTask<Trust?> TrustAsync(string domain, string digest, CancellationToken ct)
    {
        if (_trusts.TryGetValue(domain, out var known) && known.Digest == digest) return known;
        if (await store.ReadAsync(tx => ApiGatewayTables.Truststores.GetAsync(tx, new DomainKey(domain)), ct) is not { } record) return null;
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPem(record.Pem);
        return _trusts[domain] = new Trust(digest, authorities, new BoundedMemory<ShownCertificate?>(10_000));
    }

    private static bool IsTrusted(X509Certificate2 certificate, X509Certificate2Collection authorities, DateTimeOffset now)
    {
        // AWS: a client's own certificate is not trusted for being in the store, and a weak one not at all.
        if (TruststoreRules.Weakness(certificate) is not null || certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData)) return false;
        using var chain = new X509Chain();
        var policy = chain.ChainPolicy;
        policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        policy.CustomTrustStore.AddRange(authorities);
        policy.RevocationMode = X509RevocationMode.NoCheck;
        policy.DisableCertificateDownloads = true;
        policy.VerificationTime = now.LocalDateTime;
        policy.ApplicationPolicy.Add(new System.Security.Cryptography.Oid("1.3.6.1.5.5.7.3.2"));
        return chain.Build(certificate) && chain.ChainElements.Count <= LongestChain;
    }

    private sealed record Trust(string Digest, X509Certificate2Collection Authorities, BoundedMemory<ShownCertificate?> Judged);
}
