using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Undercast.Iam;

/// <summary>Checks what is uploaded as a server certificate.</summary>
internal static class ServerCertificates
{
    /// <summary>The record of a certificate whose key and chain are in order.</summary>
    public static CertificateRecord Read(string body, string key, string? chain)
    {
        using var certificate = Parse(body, "certificate");
        if (chain is not null) CheckChain(chain);
        if (!Fits(body, key)) throw new KeyPairMismatchException("Private key does not match the certificate.");
        return new CertificateRecord(body, chain, key, new DateTimeOffset(certificate.NotAfter.ToUniversalTime(), TimeSpan.Zero));
    }

    private static X509Certificate2 Parse(string pem, string what)
    {
        try
        {
            return X509Certificate2.CreateFromPem(pem);
        }
        catch (CryptographicException)
        {
            throw new MalformedCertificateException($"Unable to parse {what}. Please ensure the certificate is in PEM format.");
        }
    }

    private static void CheckChain(string chain)
    {
        var all = new X509Certificate2Collection();
        try
        {
            all.ImportFromPem(chain);
        }
        catch (CryptographicException)
        {
            all.Clear();
        }
        var count = all.Count;
        foreach (var one in all) one.Dispose();
        if (count == 0) throw new MalformedCertificateException("Unable to parse certificate chain. Please ensure the certificate is in PEM format.");
    }

    private static bool Fits(string body, string key)
    {
        // AWS: keys must come without a passphrase.
        if (key.Contains("ENCRYPTED", StringComparison.Ordinal)) throw new MalformedCertificateException("Unable to parse key; it must not be encrypted.");
        try
        {
            using var pair = X509Certificate2.CreateFromPem(body, key);
            return pair.HasPrivateKey;
        }
        catch (ArgumentException)
        {
            return false;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
