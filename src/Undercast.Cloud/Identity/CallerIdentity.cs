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

/// <summary>Who calls, as far as the head tells, and what remains to be held against the body.</summary>
public sealed class CallerIdentity
{
    private readonly WireRequest _request;
    private readonly PayloadKind _payload;
    private readonly Proof? _proof;

    private CallerIdentity(WireRequest request, Principal caller, string? region, PayloadKind payload, Proof? proof)
    {
        _request = request;
        _payload = payload;
        _proof = proof;
        Caller = caller;
        Region = region;
    }

    /// <summary>The caller.</summary>
    public Principal Caller { get; }

    /// <summary>The region that the signature is for; null when it is unsigned or good for several.</summary>
    public string? Region { get; }

    /// <summary>Whether the signature can only be compared with the whole body in hand, so that it must be buffered.</summary>
    public bool NeedsWholeBody => _payload == PayloadKind.HashedLater;

    /// <summary>Whether <see cref="Unwrap"/> takes framing off, so that the length on the wire is not the body's length.</summary>
    public bool IsChunked => _payload is PayloadKind.ChunkedUnsigned or PayloadKind.ChunkedSigned or PayloadKind.ChunkedSignedTrailer;

    internal static CallerIdentity Signed(
        SignatureVerifier verifier, WireRequest request, RequestSignature signature, Credential credential, bool raw, PayloadKind payload, string? payloadHash) =>
        new(request, credential.Principal with { AccessKeyId = credential.AccessKeyId }, RegionOf(signature), payload, new Proof(verifier, signature, credential, raw, payloadHash));

    /// <summary>A caller of whom nothing is verified: without a signature, or where signatures are not looked at.</summary>
    internal static CallerIdentity Unverified(WireRequest request, Principal caller, string? region) =>
        new(request, caller, region, request.Headers["x-amz-content-sha256"].ToString().StartsWith("STREAMING-", StringComparison.Ordinal) ? PayloadKind.ChunkedUnsigned : PayloadKind.Unsigned, null);

    internal void VerifyHead(ReadOnlySpan<char> hash) => _proof!.Verifier.Compare(_request, _proof.Signature, _proof.Credential, _proof.Raw, hash);

    /// <summary>Refuses a caller without credentials, for operations that only the body names.</summary>
    /// <exception cref="CommonException"><see cref="CommonError.MissingAuthenticationToken"/> or <see cref="CommonError.IncompleteSignature"/>.</exception>
    public void RequireCredentials(WireRequest request)
    {
        if (Caller.Kind == PrincipalKind.Anonymous) throw SignatureErrors.Unsigned(request.Headers);
    }

    /// <summary>Holds the whole body against the signature.</summary>
    /// <exception cref="CommonException">It is not the body that was signed.</exception>
    public void VerifyBody(ReadOnlySpan<byte> body)
    {
        if (_payload is not (PayloadKind.Hashed or PayloadKind.HashedLater)) return;
        Span<byte> hash = stackalloc byte[32];
        Sha256.Hash(body, hash);
        if (_payload == PayloadKind.Hashed)
        {
            if (!FixedTime.HexEqual(_proof!.PayloadHash, hash)) throw SignatureErrors.BodyDiffers(_proof.Raw);
            return;
        }
        Span<char> hex = stackalloc char[64];
        Convert.TryToHexStringLower(hash, hex, out _);
        VerifyHead(hex);
    }

    /// <summary>The body's own bytes as a stream; reading throws where signature, hash, framing or length fails.</summary>
    /// <remarks>The result is <see cref="IBodyTrailers"/> when <see cref="IsChunked"/>.</remarks>
    public Stream Unwrap(Stream body) => _payload switch
    {
        PayloadKind.Hashed => new HashedStream(body, _proof!.PayloadHash!, _proof.Raw),
        PayloadKind.ChunkedUnsigned => new AwsChunkedStream(body, null, DecodedLength(), trailers: true, _proof?.Raw ?? true),
        PayloadKind.ChunkedSigned => new AwsChunkedStream(body, _proof!.ChunkSigner(), DecodedLength(), trailers: false, _proof.Raw),
        PayloadKind.ChunkedSignedTrailer => new AwsChunkedStream(body, _proof!.ChunkSigner(), DecodedLength(), trailers: true, _proof.Raw),
        _ => body,
    };

    private static string? RegionOf(RequestSignature signature)
    {
        if (signature.Algorithm == SignatureAlgorithm.HmacSha256) return signature.Region.ToString();
        return signature.RegionSet is { } set && !set.AsSpan().ContainsAny('*', ',') ? set.Trim() : null;
    }

    private long? DecodedLength()
    {
        var text = _request.Headers["x-amz-decoded-content-length"].ToString();
        if (text.Length == 0)
        {
            // AWS: signed chunks must say how long the body is; unsigned ones may leave it out when the length is unknown.
            if (_payload == PayloadKind.ChunkedUnsigned) return null;
            throw new CommonException(CommonError.IncompleteSignature, "You must provide the x-amz-decoded-content-length HTTP header.");
        }
        if (!long.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var length))
            throw new CommonException(CommonError.IncompleteSignature, "The x-amz-decoded-content-length header is not a number.");
        return length;
    }

    private sealed record Proof(SignatureVerifier Verifier, RequestSignature Signature, Credential Credential, bool Raw, string? PayloadHash)
    {
        public ChunkSigner ChunkSigner() => Verifier.ChunkSignerFor(Signature, Credential);
    }
}
