using System.IO.Compression;
using System.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Undercast.Cognito;

/// <summary>What a browser takes along to a SAML provider, signed by the pool where the provider's settings say so.</summary>
internal static class SamlRequest
{
    public const string Algorithm = "rsa-sha256";
    private const string AlgorithmUri = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";
    private static readonly DateTimeOffset From = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The address that asks for a sign-in.</summary>
    /// <param name="place">The provider's page.</param>
    /// <param name="issuer">The pool, as providers know it.</param>
    /// <param name="pending">What the browser comes back to.</param>
    /// <param name="state">What it comes back with.</param>
    /// <param name="now">The time.</param>
    /// <param name="key">The key that signs, or null.</param>
    public static string Url(string place, string issuer, ReturnRecord pending, string state, DateTimeOffset now, PoolKey? key)
    {
        var request =
            $"<samlp:AuthnRequest xmlns:samlp=\"{SamlResponse.Protocol}\" xmlns:saml=\"{SamlResponse.Assertion}\" ID=\"{pending.Nonce}\" Version=\"2.0\" IssueInstant=\"{now:yyyy-MM-ddTHH:mm:ssZ}\""
            + $" Destination=\"{SecurityElement.Escape(place)}\" AssertionConsumerServiceURL=\"{SecurityElement.Escape(pending.Callback)}\" ProtocolBinding=\"urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST\">"
            + $"<saml:Issuer>{issuer}</saml:Issuer></samlp:AuthnRequest>";
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Optimal, leaveOpen: true)) deflate.Write(Encoding.UTF8.GetBytes(request));
        // By the binding, the signature is over these parts of the query as they are sent, in this order.
        var query = Visit.Encode(("SAMLRequest", Convert.ToBase64String(packed.ToArray())), ("RelayState", state), ("SigAlg", key is null ? null : AlgorithmUri));
        if (key is not null) query += "&" + Visit.Encode(("Signature", Convert.ToBase64String(key.Sign(Encoding.ASCII.GetBytes(query)))));
        return $"{place}{(place.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{query}";
    }

    /// <summary>The certificate by which providers verify a pool's requests: the same one each time, since nothing in it changes.</summary>
    public static string Certificate(string poolId, PoolKey key) => key.Use(rsa =>
    {
        var request = new CertificateRequest($"CN={poolId}", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.Create(request.SubjectName, X509SignatureGenerator.CreateForRSA(rsa, RSASignaturePadding.Pkcs1), From, From.AddYears(50), SHA256.HashData(Encoding.UTF8.GetBytes(key.Id)).AsSpan(0, 16));
        return Convert.ToBase64String(certificate.RawData);
    });
}
