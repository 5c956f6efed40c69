using System.Globalization;
using Undercast.Protocol;

namespace Undercast.Cloud;

/// <summary>The algorithms of version 4.</summary>
internal enum SignatureAlgorithm
{
    HmacSha256,
    EcdsaP256,
}

/// <summary>What a request says about its own signature; nothing of it is believed yet.</summary>
internal sealed class RequestSignature
{
    private const string Hmac = "AWS4-HMAC-SHA256";
    private const string Ecdsa = "AWS4-ECDSA-P256-SHA256";

    public required bool Presigned { get; init; }
    public required SignatureAlgorithm Algorithm { get; init; }
    /// <summary><c>key/date/region/service/aws4_request</c>, without the region for ECDSA.</summary>
    public required string Credential { get; init; }
    public required ReadOnlyMemory<char> SignedHeaders { get; init; }
    public required ReadOnlyMemory<char> Signature { get; init; }
    /// <summary>The time as it stands in the string to sign.</summary>
    public required string Timestamp { get; init; }
    public required DateTimeOffset Time { get; init; }
    public required string? SessionToken { get; init; }
    /// <summary>How long a presigned request holds.</summary>
    public TimeSpan Lifetime { get; init; }
    /// <summary>The regions that an ECDSA signature is good for, joined by commas.</summary>
    public string? RegionSet { get; init; }
    public string? QueryContentHash { get; init; }

    public string AccessKeyId => Credential[..Credential.IndexOf('/', StringComparison.Ordinal)];

    /// <summary>The credential without the key.</summary>
    public ReadOnlySpan<char> Scope => Credential.AsSpan(Credential.IndexOf('/', StringComparison.Ordinal) + 1);

    public ReadOnlySpan<char> Date => Element(1);

    public ReadOnlySpan<char> Region => Algorithm == SignatureAlgorithm.EcdsaP256 ? default : Element(2);

    public ReadOnlySpan<char> Service => Element(Algorithm == SignatureAlgorithm.EcdsaP256 ? 2 : 3);

    public ReadOnlySpan<char> Terminator => Element(Algorithm == SignatureAlgorithm.EcdsaP256 ? 3 : 4);

    /// <summary>The service name that a request claims to be signed for, or null; for the claim step, which must not fail.</summary>
    public static string? PeekService(WireRequest request)
    {
        var credential = PeekCredential(request).AsSpan();
        var last = credential.LastIndexOf('/');
        if (last <= 0) return null;
        var before = credential[..last].LastIndexOf('/');
        return before < 0 ? null : credential[(before + 1)..last].ToString();
    }

    /// <summary>The credential of a header or query as it stands, or null.</summary>
    public static string? PeekCredential(WireRequest request)
    {
        if (request.Headers.Authorization is [{ } header, ..] && header.StartsWith("AWS4-", StringComparison.Ordinal))
        {
            var at = header.IndexOf("Credential=", StringComparison.Ordinal);
            if (at < 0) return null;
            var rest = header.AsSpan(at + "Credential=".Length);
            var end = rest.IndexOfAny(", \t");
            return (end < 0 ? rest : rest[..end]).ToString();
        }
        var query = request.Query.AsSpan();
        var start = query.IndexOf("X-Amz-Credential=", StringComparison.Ordinal);
        if (start < 0 || (start > 0 && query[start - 1] != '&')) return null;
        query = query[(start + "X-Amz-Credential=".Length)..];
        var stop = query.IndexOf('&');
        return PercentCoding.Decode(stop < 0 ? query : query[..stop]);
    }

    /// <summary>Reads the header's or the query's signature; null when the request is not signed by version 4.</summary>
    /// <exception cref="Kernel.CommonException">The signature is there and malformed.</exception>
    public static RequestSignature? Read(WireRequest request)
    {
        var authorization = request.Headers.Authorization.Count > 0 ? request.Headers.Authorization[0] : null;
        var signedHeader = authorization is not null && authorization.StartsWith("AWS4", StringComparison.Ordinal);
        var signedQuery = request.Query.Contains("X-Amz-Algorithm=", StringComparison.Ordinal);
        if (signedHeader && signedQuery) throw SignatureErrors.BothPlaces();
        if (signedHeader) return FromHeader(request, authorization!);
        return signedQuery ? FromQuery(request) : null;
    }

    private static RequestSignature FromHeader(WireRequest request, string header)
    {
        var space = header.IndexOf(' ', StringComparison.Ordinal);
        var algorithm = AlgorithmOf(space < 0 ? header : header[..space]);
        string? credential = null;
        ReadOnlyMemory<char> signedHeaders = default, signature = default;
        // AWS: the parts are separated by commas, by white space, or both.
        var rest = space < 0 ? default : header.AsMemory(space + 1);
        while (true)
        {
            rest = rest.TrimStart(", \t");
            if (rest.IsEmpty) break;
            var end = rest.Span.IndexOfAny(", \t");
            var part = end < 0 ? rest : rest[..end];
            rest = end < 0 ? default : rest[end..];
            var equals = part.Span.IndexOf('=');
            if (equals < 0) throw SignatureErrors.NotKeyValue(header);
            var value = part[(equals + 1)..];
            switch (part.Span[..equals])
            {
                case "Credential": credential = value.ToString(); break;
                case "SignedHeaders": signedHeaders = value; break;
                case "Signature": signature = value; break;
            }
        }
        var date = First(request.Headers["x-amz-date"]) ?? First(request.Headers.Date);
        if (string.IsNullOrEmpty(credential) || signature.IsEmpty || signedHeaders.IsEmpty || date is null)
            throw SignatureErrors.MissingParts(header, string.IsNullOrEmpty(credential), signature.IsEmpty, signedHeaders.IsEmpty, date is null);
        CheckCredential(credential, algorithm);
        var time = ReadTime(date);
        return new RequestSignature
        {
            Presigned = false,
            Algorithm = algorithm,
            Credential = credential,
            SignedHeaders = signedHeaders,
            Signature = signature,
            Time = time,
            Timestamp = date.Length == 16 ? date : SignatureErrors.Iso(time),
            SessionToken = First(request.Headers["x-amz-security-token"]),
            RegionSet = algorithm == SignatureAlgorithm.EcdsaP256 ? request.Headers["x-amz-region-set"].ToString() : null,
        };
    }

    private static RequestSignature FromQuery(WireRequest request)
    {
        var parts = new Dictionary<string, string>(8, StringComparer.Ordinal);
        foreach (var range in request.Query.AsSpan().Split('&'))
        {
            var pair = request.Query.AsSpan()[range];
            if (!pair.StartsWith("X-Amz-", StringComparison.OrdinalIgnoreCase)) continue;
            var equals = pair.IndexOf('=');
            if (equals > 0) parts.TryAdd(pair[..equals].ToString(), PercentCoding.Decode(pair[(equals + 1)..]));
        }
        List<string>? missing = null;
        string Part(string name)
        {
            if (parts.TryGetValue(name, out var value) && value.Length > 0) return value;
            (missing ??= []).Add(name);
            return "";
        }
        var algorithmName = Part("X-Amz-Algorithm");
        var credential = Part("X-Amz-Credential");
        var signature = Part("X-Amz-Signature");
        var signedHeaders = Part("X-Amz-SignedHeaders");
        var date = Part("X-Amz-Date");
        if (missing is not null) throw SignatureErrors.MissingQueryParts(missing);
        var algorithm = AlgorithmOf(algorithmName);
        CheckCredential(credential, algorithm);
        return new RequestSignature
        {
            Presigned = true,
            Algorithm = algorithm,
            Credential = credential,
            SignedHeaders = signedHeaders.AsMemory(),
            Signature = signature.AsMemory(),
            Time = ReadTime(date),
            Timestamp = date,
            SessionToken = parts.GetValueOrDefault("X-Amz-Security-Token"),
            Lifetime = ReadLifetime(parts.GetValueOrDefault("X-Amz-Expires")),
            RegionSet = algorithm == SignatureAlgorithm.EcdsaP256 ? parts.GetValueOrDefault("X-Amz-Region-Set") ?? "" : null,
            QueryContentHash = parts.GetValueOrDefault("X-Amz-Content-Sha256"),
        };
    }

    private static SignatureAlgorithm AlgorithmOf(string name) => name switch
    {
        Hmac => SignatureAlgorithm.HmacSha256,
        Ecdsa => SignatureAlgorithm.EcdsaP256,
        _ => throw SignatureErrors.UnsupportedAlgorithm(name),
    };

    private static void CheckCredential(string credential, SignatureAlgorithm algorithm)
    {
        var slashes = credential.AsSpan().Count('/');
        if (slashes != (algorithm == SignatureAlgorithm.EcdsaP256 ? 3 : 4)) throw SignatureErrors.BadCredential(credential);
    }

    private static DateTimeOffset ReadTime(string date)
    {
        if (TryReadBasic(date, out var exact)) return exact;
        const DateTimeStyles utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (DateTimeOffset.TryParseExact(date, "r", CultureInfo.InvariantCulture, utc, out var time)) return time;
        throw SignatureErrors.BadDate(date);
    }

    /// <summary>Reads <c>20260301T100000Z</c>, the form of nearly every request, without the cost of a general parser.</summary>
    private static bool TryReadBasic(string text, out DateTimeOffset time)
    {
        time = default;
        if (text.Length != 16 || text[8] != 'T' || text[15] != 'Z') return false;
        Span<int> parts = stackalloc int[6];
        ReadOnlySpan<int> starts = [0, 4, 6, 9, 11, 13];
        for (var i = 0; i < parts.Length; i++)
        {
            for (var at = starts[i]; at < starts[i] + (i == 0 ? 4 : 2); at++)
            {
                if (!char.IsAsciiDigit(text[at])) return false;
                parts[i] = (parts[i] * 10) + text[at] - '0';
            }
        }
        if (parts[0] < 1 || parts[1] is < 1 or > 12 || parts[2] < 1 || parts[2] > DateTime.DaysInMonth(parts[0], parts[1]) || parts[3] > 23 || parts[4] > 59 || parts[5] > 59) return false;
        time = new DateTimeOffset(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5], TimeSpan.Zero);
        return true;
    }

    // AWS: without X-Amz-Expires a signed query holds as long as a signed header would.
    private static TimeSpan ReadLifetime(string? text)
    {
        if (text is null) return TimeSpan.Zero;
        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds))
            throw SignatureErrors.BadExpires("X-Amz-Expires should be a number");
        if (seconds < 0) throw SignatureErrors.BadExpires("X-Amz-Expires must be non-negative");
        // AWS: a week is the longest life of a presigned request.
        if (seconds > 604_800)
            throw SignatureErrors.BadExpires("X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds");
        return TimeSpan.FromSeconds(seconds);
    }

    private static string? First(Microsoft.Extensions.Primitives.StringValues values) => values.Count == 0 || string.IsNullOrEmpty(values[0]) ? null : values[0];

    private ReadOnlySpan<char> Element(int index)
    {
        var rest = Credential.AsSpan();
        for (; index > 0; index--) rest = rest[(rest.IndexOf('/') + 1)..];
        var end = rest.IndexOf('/');
        return end < 0 ? rest : rest[..end];
    }
}
