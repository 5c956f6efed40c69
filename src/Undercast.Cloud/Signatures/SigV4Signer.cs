using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Undercast.Protocol;

namespace Undercast.Cloud;

/// <summary>Signs requests as a client does: for presigned links that this cloud hands out, for tests and for measurements.</summary>
/// <param name="accessKeyId">The key's id.</param>
/// <param name="secret">The key's secret.</param>
/// <param name="region">The region of the scope.</param>
/// <param name="service">The signing name.</param>
public sealed class SigV4Signer(string accessKeyId, string secret, string region, string service)
{
    /// <summary>The token of temporary credentials.</summary>
    public string? SessionToken { get; init; }

    /// <summary>The API's <see cref="AwsApiAttribute.RawSigningPath"/>.</summary>
    public bool RawPath { get; init; }

    /// <summary>Whether to sign with ECDSA, good for the regions in <c>region</c> (a comma-separated list, <c>*</c> allowed).</summary>
    public bool Asymmetric { get; init; }

    /// <summary>The hash of a body as the canonical request wants it.</summary>
    public static string HashOf(ReadOnlySpan<byte> body) => Convert.ToHexStringLower(SHA256.HashData(body));

    /// <summary>Adds <c>x-amz-date</c>, the token and <c>Authorization</c>; signs every header that is there.</summary>
    /// <param name="request">The request; its <c>Host</c> must be set.</param>
    /// <param name="now">The time of signing.</param>
    /// <param name="payloadHash">The last line of the canonical request; when the header <c>x-amz-content-sha256</c> is set it must be the same.</param>
    public void Sign(WireRequest request, DateTimeOffset now, string payloadHash)
    {
        var headers = request.Headers;
        headers["x-amz-date"] = SignatureErrors.Iso(now);
        if (SessionToken is not null) headers["x-amz-security-token"] = SessionToken;
        if (Asymmetric) headers["x-amz-region-set"] = region;
        var names = string.Join(';', headers.Keys.Select(k => k.ToLowerInvariant()).Where(IsSigned).Order(StringComparer.Ordinal));
        var scope = Scope(now);
        var signature = SignatureOf(request, now, scope, names, presigned: false, payloadHash);
        headers.Authorization = $"{Algorithm} Credential={accessKeyId}/{scope}, SignedHeaders={names}, Signature={signature}";
    }

    /// <summary>The query of a presigned request, with the given parameters first; only <c>host</c> and the given headers are signed.</summary>
    /// <param name="method">The method.</param>
    /// <param name="path">The encoded path.</param>
    /// <param name="query">The encoded query before signing; may be empty.</param>
    /// <param name="headers">The headers that the client will have to send, with <c>Host</c>.</param>
    /// <param name="now">The time of signing.</param>
    /// <param name="lifetime">How long the link holds.</param>
    /// <param name="payloadHash">The last line of the canonical request; null stands for <c>UNSIGNED-PAYLOAD</c>.</param>
    public string Presign(string method, string path, string query, Microsoft.AspNetCore.Http.IHeaderDictionary headers, DateTimeOffset now, TimeSpan lifetime, string? payloadHash = null)
    {
        var names = string.Join(';', headers.Keys.Select(k => k.ToLowerInvariant()).Where(IsSigned).Order(StringComparer.Ordinal));
        var scope = Scope(now);
        var full = new StringBuilder(query);
        void Add(string name, string value)
        {
            if (full.Length > 0) full.Append('&');
            full.Append(name).Append('=').Append(Uri.EscapeDataString(value));
        }
        Add("X-Amz-Algorithm", Algorithm);
        Add("X-Amz-Credential", $"{accessKeyId}/{scope}");
        Add("X-Amz-Date", SignatureErrors.Iso(now));
        Add("X-Amz-Expires", ((long)lifetime.TotalSeconds).ToString(CultureInfo.InvariantCulture));
        if (SessionToken is not null) Add("X-Amz-Security-Token", SessionToken);
        if (Asymmetric) Add("X-Amz-Region-Set", region);
        Add("X-Amz-SignedHeaders", names);
        var request = new WireRequest { Method = method, Path = path, Query = full.ToString(), Headers = headers };
        Add("X-Amz-Signature", SignatureOf(request, now, scope, names, presigned: true, payloadHash ?? "UNSIGNED-PAYLOAD"));
        return full.ToString();
    }

    /// <summary>Frames a body as signed chunks; the head must have been signed with the streaming payload hash.</summary>
    internal ChunkSigner Chunks(DateTimeOffset now, string seed) => Asymmetric
        ? new ChunkSigner(SignatureErrors.Iso(now), Scope(now), seed, null, ECDsa.Create(AsymmetricKeys.Derive(accessKeyId, secret)))
        : new ChunkSigner(SignatureErrors.Iso(now), Scope(now), seed, SigningKeys.Derive(secret, Scope(now)), null);

    private string Algorithm => Asymmetric ? "AWS4-ECDSA-P256-SHA256" : "AWS4-HMAC-SHA256";

    private string Scope(DateTimeOffset now)
    {
        var day = now.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        return Asymmetric ? $"{day}/{service}/aws4_request" : $"{day}/{region}/{service}/aws4_request";
    }

    private string SignatureOf(WireRequest request, DateTimeOffset now, string scope, string names, bool presigned, string payloadHash)
    {
        var text = new Utf8Scratch(stackalloc byte[1024]);
        try
        {
            CanonicalRequest.Write(request, RawPath, names, presigned, payloadHash, ref text);
            var hash = SHA256.HashData(text.Written);
            text.Truncate(0);
            StringToSign.Write(Asymmetric ? SignatureAlgorithm.EcdsaP256 : SignatureAlgorithm.HmacSha256, SignatureErrors.Iso(now), scope, hash, ref text);
            if (!Asymmetric) return Convert.ToHexStringLower(HMACSHA256.HashData(SigningKeys.Derive(secret, scope), text.Written));
            using var key = ECDsa.Create(AsymmetricKeys.Derive(accessKeyId, secret));
            return Convert.ToHexStringLower(key.SignData(text.Written, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
        }
        finally
        {
            text.Dispose();
        }
    }

    // AWS: these change on the way, so clients leave them out.
    private static bool IsSigned(string name) => name is not ("authorization" or "connection" or "expect" or "transfer-encoding" or "user-agent" or "x-amzn-trace-id");
}
