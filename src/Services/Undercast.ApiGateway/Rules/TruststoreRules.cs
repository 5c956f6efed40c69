using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Undercast.ApiGateway;

/// <summary>What a truststore may be: PEM certificates of authorities, by a URI of an object store.</summary>
internal static class TruststoreRules
{
    // AWS: at most 1,000 certificates and 1 MB.
    public const int MostBytes = 1024 * 1024;
    private const int MostCertificates = 1000;
    private const string Scheme = "s3://";

    /// <summary>The bucket and the key of a truststore.</summary>
    public static (string Bucket, string Key) Place(string uri)
    {
        var rest = uri.StartsWith(Scheme, StringComparison.Ordinal) ? uri[Scheme.Length..] : "";
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && slash < rest.Length - 1 ? (rest[..slash], rest[(slash + 1)..]) : throw Faults.Bad($"Invalid truststore URI: {uri}. The URI must be of the form s3://bucket-name/key-name.");
    }

    /// <summary>The certificates that can be used as PEM, and what is wrong with the others.</summary>
    public static (string Pem, IReadOnlyList<string> Warnings) Read(string text, DateTimeOffset now)
    {
        var (good, warnings, count) = (new StringBuilder(), new List<string>(), 0);
        var rest = text.AsSpan();
        while (PemEncoding.TryFind(rest, out var fields))
        {
            if (rest[fields.Label] is "CERTIFICATE")
            {
                if (++count > MostCertificates) throw Faults.Bad($"The truststore has more than {MostCertificates} certificates.");
                if (Problem(rest[fields.Location], now) is { } problem) warnings.Add($"Certificate {count}: {problem}");
                else good.Append(rest[fields.Location]).Append('\n');
            }
            rest = rest[fields.Location.End..];
        }
        return good.Length > 0 ? (good.ToString(), warnings) : throw Faults.Bad("The truststore has no valid certificate.");
    }

    private static string? Problem(ReadOnlySpan<char> pem, DateTimeOffset now)
    {
        try
        {
            using var certificate = X509Certificate2.CreateFromPem(pem);
            if (certificate.NotAfter < now) return $"{certificate.Subject} has expired.";
            return certificate.Extensions.OfType<X509BasicConstraintsExtension>().FirstOrDefault() is { CertificateAuthority: false } ? $"{certificate.Subject} is not of an authority." : Weakness(certificate);
        }
        catch (CryptographicException)
        {
            return "it cannot be read.";
        }
    }

    /// <summary>AWS: SHA-256 or stronger; RSA of 2048 bits or more, ECDSA of 256 or more. Null for a certificate that is strong enough.</summary>
    public static string? Weakness(X509Certificate2 certificate)
    {
        if (certificate.SignatureAlgorithm.FriendlyName is { } name && (name.Contains("md5", StringComparison.OrdinalIgnoreCase) || name.Contains("sha1", StringComparison.OrdinalIgnoreCase)))
            return $"{certificate.Subject} uses an insecure signature algorithm.";
        using var rsa = certificate.GetRSAPublicKey();
        using var ecdsa = certificate.GetECDsaPublicKey();
        return rsa is { KeySize: >= 2048 } || ecdsa is { KeySize: >= 256 } ? null : $"{certificate.Subject} has a key that is too small.";
    }
}
