using System.Buffers;
using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cloud;

/// <summary>Checks version 4 signatures: header and query, HMAC and ECDSA, before the body is read wherever the head allows.</summary>
/// <remarks>
/// <code>
/// 1 read what the head says        RequestSignature
/// 2 scope: day, region, service    the endpoint's own service, AWS's texts
/// 3 time: skew, life of a link
/// 4 headers that must be signed
/// 5 find the credential            unknown key, token, expiry
/// 6 compute and compare            now, or when the body is there if its hash is not in the head
/// </code>
/// </remarks>
internal sealed class SignatureVerifier(ICredentialSource credentials, TimeProvider time)
{
    // AWS: most services allow five minutes, those of the raw path fifteen.
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan RawSkew = TimeSpan.FromMinutes(15);

    private static readonly SearchValues<char> LowerHex = SearchValues.Create("0123456789abcdef");

    private readonly SigningKeys _keys = new();
    private readonly AsymmetricKeys _asymmetricKeys = new();

    /// <summary>Verifies the head; null when the request carries no version 4 signature.</summary>
    /// <param name="request">The head; the body is not looked at.</param>
    /// <param name="signingName">The service that the request was claimed for.</param>
    /// <param name="raw">The API's <see cref="AwsApiAttribute.RawSigningPath"/>.</param>
    /// <param name="ct">Cancels the look-up of the key.</param>
    public async ValueTask<CallerIdentity?> VerifyAsync(WireRequest request, string signingName, bool raw, CancellationToken ct)
    {
        var signature = RequestSignature.Read(request);
        if (signature is null) return null;
        CheckScope(signature, signingName);
        CheckTime(signature, raw);
        CheckSignedHeaders(request, signature, raw);
        var payload = PayloadOf(request, signature, raw, out var payloadHash);
        var accessKeyId = signature.AccessKeyId;
        var credential = await credentials.FindAsync(accessKeyId, signature.SessionToken, ct) ?? throw SignatureErrors.UnknownKey(raw);
        CheckToken(credential, signature.SessionToken, raw);
        var signed = CallerIdentity.Signed(this, request, signature, credential, raw, payload, payloadHash);
        if (payload != PayloadKind.HashedLater) signed.VerifyHead(payloadHash!);
        return signed;
    }

    private static void CheckScope(RequestSignature signature, string signingName)
    {
        List<string>? faults = null;
        if (signature.Algorithm == SignatureAlgorithm.HmacSha256)
        {
            // Differs: any well-formed region is served, since one endpoint stands for all of them.
            if (!IsRegion(signature.Region)) (faults = []).Add($"Credential should be scoped to a valid region, not '{signature.Region}'.");
        }
        else if (string.IsNullOrEmpty(signature.RegionSet)) throw SignatureErrors.UnsignedHeader(false, "X-Amz-Region-Set");
        if (!signature.Service.SequenceEqual(signingName)) (faults ??= []).Add($"Credential should be scoped to correct service: '{signingName}'.");
        if (signature.Terminator is not "aws4_request")
            (faults ??= []).Add($"Credential should be scoped with a valid terminator: 'aws4_request', not '{signature.Terminator}'.");
        var day = signature.Timestamp.AsSpan(0, 8);
        if (!signature.Date.SequenceEqual(day))
            (faults ??= []).Add($"Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '{signature.Date}' != '{day}', from '{signature.Timestamp}'.");
        if (faults is not null) throw SignatureErrors.Scope(faults);
    }

    internal static bool IsRegion(ReadOnlySpan<char> region)
    {
        if (region.Length is 0 or > 40 || !char.IsAsciiLetterLower(region[0])) return false;
        foreach (var c in region)
        {
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-') return false;
        }
        return true;
    }

    private void CheckTime(RequestSignature signature, bool raw)
    {
        var now = time.GetUtcNow();
        var skew = raw ? RawSkew : Skew;
        if (signature.Time > now + skew) throw SignatureErrors.TooEarlyOrLate(raw, signature.Time, now, skew);
        if (signature.Presigned && signature.Lifetime > TimeSpan.Zero)
        {
            var until = signature.Time + signature.Lifetime;
            if (until < now) throw SignatureErrors.LinkExpired(raw, until, now);
        }
        else if (signature.Time < now - skew) throw SignatureErrors.TooEarlyOrLate(raw, signature.Time, now, skew);
    }

    private static void CheckSignedHeaders(WireRequest request, RequestSignature signature, bool raw)
    {
        var list = signature.SignedHeaders.Span;
        foreach (var range in list.Split(';'))
        {
            var name = list[range];
            if (name.IsEmpty || (name is not "host" && CanonicalRequest.Find(request.Headers, name).Count == 0)) throw SignatureErrors.AbsentHeader(name.ToString());
        }
        if (!Names(list, "host")) throw SignatureErrors.UnsignedHost(signature.Presigned);
        if (!raw)
        {
            // The target names the operation; were it unsigned, anyone on the way could change what the request does.
            if (request.Headers.ContainsKey("x-amz-target") && !Names(list, "x-amz-target")) throw SignatureErrors.UnsignedHeader(raw, "X-Amz-Target");
            if (signature.RegionSet is not null && !signature.Presigned && !Names(list, "x-amz-region-set")) throw SignatureErrors.UnsignedHeader(raw, "X-Amz-Region-Set");
            return;
        }
        foreach (var header in request.Headers)
        {
            if (!header.Key.StartsWith("x-amz-", StringComparison.OrdinalIgnoreCase)) continue;
            // The hash is bound by the last line of the canonical request, the date by the string to sign; a content delivery network adds its id on the way.
            if (IsBoundElsewhere(header.Key)) continue;
            if (!Names(list, header.Key)) throw SignatureErrors.UnsignedHeader(raw, header.Key);
        }
    }

    private static bool IsBoundElsewhere(string header) =>
        header.Equals("x-amz-content-sha256", StringComparison.OrdinalIgnoreCase)
        || header.Equals("x-amz-date", StringComparison.OrdinalIgnoreCase)
        || header.Equals("x-amz-cf-id", StringComparison.OrdinalIgnoreCase);

    private static bool Names(ReadOnlySpan<char> list, ReadOnlySpan<char> name)
    {
        foreach (var range in list.Split(';'))
        {
            if (list[range].Equals(name, StringComparison.OrdinalIgnoreCase)) return true;
        }
        return false;
    }

    private static PayloadKind PayloadOf(WireRequest request, RequestSignature signature, bool raw, out string? hash)
    {
        var header = request.Headers["x-amz-content-sha256"];
        hash = header.Count > 0 ? header[0] : signature.QueryContentHash;
        switch (hash)
        {
            case null or "":
                hash = null;
                // AWS: on the raw path a presigned request leaves its payload unsigned, a signed header must name the hash.
                if (raw && !signature.Presigned) throw SignatureErrors.MissingContentHash();
                if (!raw) return PayloadKind.HashedLater;
                hash = "UNSIGNED-PAYLOAD";
                return PayloadKind.Unsigned;
            case "UNSIGNED-PAYLOAD": return PayloadKind.Unsigned;
            case "STREAMING-UNSIGNED-PAYLOAD-TRAILER": return PayloadKind.ChunkedUnsigned;
            case "STREAMING-AWS4-HMAC-SHA256-PAYLOAD" or "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER" when signature.Algorithm == SignatureAlgorithm.HmacSha256:
            case "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD" or "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER" when signature.Algorithm == SignatureAlgorithm.EcdsaP256:
                return hash.EndsWith("-TRAILER", StringComparison.Ordinal) ? PayloadKind.ChunkedSignedTrailer : PayloadKind.ChunkedSigned;
        }
        if (hash.Length != 64 || hash.AsSpan().ContainsAnyExcept(LowerHex)) throw SignatureErrors.BadContentHash();
        return PayloadKind.Hashed;
    }

    private void CheckToken(Credential credential, string? token, bool raw)
    {
        if (credential.SessionToken is null)
        {
            // AWS: a token beside a long-term key is refused as malformed.
            if (!string.IsNullOrEmpty(token)) throw SignatureErrors.BadToken(raw);
        }
        else if (token is null || !FixedTime.Equal(credential.SessionToken, token)) throw SignatureErrors.BadToken(raw);
        if (credential.Expires is { } expires && expires <= time.GetUtcNow()) throw SignatureErrors.TokenExpired(raw);
    }

    /// <summary>Step 6. Throws when the signature is not the one that the credential would have made.</summary>
    internal void Compare(WireRequest request, RequestSignature signature, Credential credential, bool raw, ReadOnlySpan<char> payloadHash)
    {
        var text = new Utf8Scratch(stackalloc byte[1024]);
        try
        {
            CanonicalRequest.Write(request, raw, signature.SignedHeaders.Span, signature.Presigned, payloadHash, ref text);
            Span<byte> hash = stackalloc byte[32];
            Sha256.Hash(text.Written, hash);
            text.Truncate(0);
            StringToSign.Write(signature.Algorithm, signature.Timestamp, signature.Scope, hash, ref text);
            if (!IsSignatureOf(text.Written, signature, credential)) throw SignatureErrors.DoesNotMatch(raw);
        }
        finally
        {
            text.Dispose();
        }
    }

    private bool IsSignatureOf(ReadOnlySpan<byte> stringToSign, RequestSignature signature, Credential credential)
    {
        if (signature.Algorithm == SignatureAlgorithm.EcdsaP256)
        {
            using var key = _asymmetricKeys.Open(credential.AccessKeyId, credential.Secret);
            return AsymmetricSignature.Verify(key, stringToSign, signature.Signature.Span);
        }
        var signingKey = _keys.Get(signature.Credential, credential.Secret, out var remembered);
        Span<byte> expected = stackalloc byte[32];
        signingKey.Sign(stringToSign, expected);
        if (!FixedTime.HexEqual(signature.Signature.Span, expected)) return false;
        if (!remembered) _keys.Remember(signature.Credential, credential.Secret, signingKey);
        return true;
    }

    /// <summary>What signs the chunks of a body: the same key that signed the head.</summary>
    internal ChunkSigner ChunkSignerFor(RequestSignature signature, Credential credential) => signature.Algorithm == SignatureAlgorithm.HmacSha256
        ? new ChunkSigner(signature.Timestamp, signature.Scope.ToString(), signature.Signature.ToString(), _keys.Get(signature.Credential, credential.Secret, out _).Bytes, null)
        : new ChunkSigner(signature.Timestamp, signature.Scope.ToString(), signature.Signature.ToString(), null, _asymmetricKeys.Open(credential.AccessKeyId, credential.Secret));
}
