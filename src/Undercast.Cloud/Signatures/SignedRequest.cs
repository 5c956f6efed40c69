using System.Security.Cryptography;
using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cloud;

/// <summary>How a signature covers the body.</summary>
internal enum PayloadKind
{
    /// <summary>The head names the hash.</summary>
    Hashed,
    /// <summary>The head does not name it; the signature is compared once the body is there.</summary>
    HashedLater,
    /// <summary>Not at all.</summary>
    Unsigned,
    /// <summary>In chunks without signatures, with trailers.</summary>
    ChunkedUnsigned,
    /// <summary>In signed chunks.</summary>
    ChunkedSigned,
    /// <summary>In signed chunks with signed trailers.</summary>
    ChunkedSignedTrailer,
}

/// <summary>A request whose head verified, and what remains to be held against its body.</summary>
internal sealed class SignedRequest(
    SignatureVerifier verifier, WireRequest request, RequestSignature signature, Credential credential, bool raw, PayloadKind payload, string? payloadHash)
{
    public Principal Principal { get; } = credential.Principal with { AccessKeyId = credential.AccessKeyId };

    /// <summary>The region of the scope, or null when an ECDSA signature is good for several.</summary>
    public string? Region => signature.Algorithm == SignatureAlgorithm.HmacSha256 ? signature.Region.ToString()
        : signature.RegionSet is { } set && !set.Contains('*', StringComparison.Ordinal) && !set.Contains(',', StringComparison.Ordinal) ? set.Trim()
        : null;

    /// <summary>Whether the signature can only be compared with the whole body in hand, so that it must be buffered.</summary>
    public bool NeedsWholeBody => payload == PayloadKind.HashedLater;

    public void VerifyHead(ReadOnlySpan<char> hash) => verifier.Compare(request, signature, credential, raw, hash);

    /// <summary>Holds the whole body against the signature.</summary>
    public void VerifyBody(ReadOnlySpan<byte> body)
    {
        if (payload is not (PayloadKind.Hashed or PayloadKind.HashedLater)) return;
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(body, hash);
        if (payload == PayloadKind.Hashed)
        {
            if (!FixedTime.HexEqual(payloadHash, hash)) throw SignatureErrors.BodyDiffers(raw);
            return;
        }
        Span<char> hex = stackalloc char[64];
        Convert.TryToHexStringLower(hash, hex, out _);
        VerifyHead(hex);
    }

    /// <summary>Whether <see cref="Unwrap"/> takes framing off, so that the length on the wire is not the body's length.</summary>
    public bool IsChunked => payload is PayloadKind.ChunkedUnsigned or PayloadKind.ChunkedSigned or PayloadKind.ChunkedSignedTrailer;

    /// <summary>The body's own bytes; reading throws where signature, hash, framing or length fails.</summary>
    public Stream Unwrap(Stream body) => payload switch
    {
        PayloadKind.Hashed => new HashedStream(body, payloadHash!, raw),
        PayloadKind.ChunkedUnsigned => new AwsChunkedStream(body, null, DecodedLength(), trailers: true, raw),
        PayloadKind.ChunkedSigned => new AwsChunkedStream(body, verifier.ChunkSignerFor(signature, credential), DecodedLength(), trailers: false, raw),
        PayloadKind.ChunkedSignedTrailer => new AwsChunkedStream(body, verifier.ChunkSignerFor(signature, credential), DecodedLength(), trailers: true, raw),
        _ => body,
    };

    private long? DecodedLength()
    {
        var text = request.Headers["x-amz-decoded-content-length"].ToString();
        if (text.Length == 0)
        {
            // AWS: signed chunks must say how long the body is; unsigned ones may leave it out when the length is unknown.
            if (payload == PayloadKind.ChunkedUnsigned) return null;
            throw new CommonException(CommonError.IncompleteSignature, "You must provide the x-amz-decoded-content-length HTTP header.");
        }
        if (!long.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var length))
            throw new CommonException(CommonError.IncompleteSignature, "The x-amz-decoded-content-length header is not a number.");
        return length;
    }
}
