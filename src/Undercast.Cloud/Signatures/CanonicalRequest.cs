using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Undercast.Protocol;

namespace Undercast.Cloud;

/// <summary>The form of a request over which both sides compute the signature.</summary>
/// <remarks>
/// <code>
/// METHOD \n path \n sorted query \n header:value \n … \n \n signed;headers \n hash of the body
/// </code>
/// </remarks>
internal static class CanonicalRequest
{
    /// <summary>Appends the canonical form. Every name of <paramref name="signedHeaders"/> must be present (checked before).</summary>
    /// <param name="request">The head.</param>
    /// <param name="rawPath">Whether the path is taken as it is (<see cref="AwsApiAttribute.RawSigningPath"/>).</param>
    /// <param name="signedHeaders">Lower-case names joined by semicolons, in the client's order.</param>
    /// <param name="omitSignature">Whether <c>X-Amz-Signature</c> is left out of the query (presigned requests).</param>
    /// <param name="payloadHash">The last line.</param>
    /// <param name="to">Where to write.</param>
    public static void Write(WireRequest request, bool rawPath, ReadOnlySpan<char> signedHeaders, bool omitSignature, ReadOnlySpan<char> payloadHash, ref Utf8Scratch to)
    {
        to.Append(request.Method);
        to.Append((byte)'\n');
        WritePath(request.SignedPath, rawPath, ref to);
        to.Append((byte)'\n');
        WriteQuery(request.Query, omitSignature, ref to);
        to.Append((byte)'\n');
        foreach (var range in signedHeaders.Split(';'))
        {
            // AWS: names in the canonical form are lower case; the list itself is used as sent.
            var name = signedHeaders[range];
            WriteHeader(name, request.Headers, ref to);
        }
        to.Append((byte)'\n');
        to.Append(signedHeaders);
        to.Append((byte)'\n');
        to.Append(payloadHash);
    }

    public static void WritePath(ReadOnlySpan<char> path, bool rawPath, ref Utf8Scratch to)
    {
        if (path.IsEmpty)
        {
            to.Append((byte)'/');
            return;
        }
        if (rawPath)
        {
            PercentCoding.Recode(path, keepSlash: true, plusIsSpace: false, ref to);
            return;
        }
        if (path.IndexOf("//", StringComparison.Ordinal) < 0 && path.IndexOf("/.", StringComparison.Ordinal) < 0)
        {
            PercentCoding.Encode(path, keepSlash: true, ref to);
            return;
        }
        PercentCoding.Encode(Normalise(path), keepSlash: true, ref to);
    }

    /// <summary>Removes empty and dot segments (RFC 3986, section 5.2.4, plus the doubled slashes).</summary>
    private static string Normalise(ReadOnlySpan<char> path)
    {
        var kept = new List<Range>();
        var directory = false;
        foreach (var range in path.Split('/'))
        {
            var segment = path[range];
            directory = segment is "" or "." or "..";
            if (segment is "..")
            {
                if (kept.Count > 0) kept.RemoveAt(kept.Count - 1);
            }
            else if (!directory) kept.Add(range);
        }
        var text = new System.Text.StringBuilder(path.Length);
        foreach (var range in kept) text.Append('/').Append(path[range]);
        if (directory || text.Length == 0) text.Append('/');
        return text.ToString();
    }

    public static void WriteQuery(ReadOnlySpan<char> query, bool omitSignature, ref Utf8Scratch to)
    {
        if (query.IsEmpty) return;
        var count = query.Count('&') + 1;
        var scratch = new Utf8Scratch(stackalloc byte[512]);
        var pairs = ArrayPool<Pair>.Shared.Rent(count);
        try
        {
            var n = 0;
            foreach (var range in query.Split('&'))
            {
                var pair = query[range];
                if (pair.IsEmpty) continue;
                var equals = pair.IndexOf('=');
                var name = equals < 0 ? pair : pair[..equals];
                if (omitSignature && name is "X-Amz-Signature") continue;
                var start = scratch.Length;
                PercentCoding.Recode(name, keepSlash: false, plusIsSpace: true, ref scratch);
                var middle = scratch.Length;
                if (equals >= 0) PercentCoding.Recode(pair[(equals + 1)..], keepSlash: false, plusIsSpace: true, ref scratch);
                pairs[n++] = new Pair(start, middle - start, scratch.Length - middle);
            }
            var bytes = scratch.Written;
            if (n > 1) Sort(pairs.AsSpan(0, n), bytes);
            for (var i = 0; i < n; i++)
            {
                if (i > 0) to.Append((byte)'&');
                to.Append(pairs[i].Name(bytes));
                to.Append((byte)'=');
                to.Append(pairs[i].Value(bytes));
            }
        }
        finally
        {
            ArrayPool<Pair>.Shared.Return(pairs);
            scratch.Dispose();
        }
    }

    private static void Sort(Span<Pair> pairs, ReadOnlySpan<byte> bytes)
    {
        if (pairs.Length <= 32)
        {
            for (var i = 1; i < pairs.Length; i++)
            {
                for (var j = i; j > 0 && pairs[j - 1].CompareTo(pairs[j], bytes) > 0; j--) (pairs[j - 1], pairs[j]) = (pairs[j], pairs[j - 1]);
            }
            return;
        }
        // A comparer cannot hold a span, and a long query may not cost quadratic time.
        var copy = bytes.ToArray();
        pairs.Sort((a, b) => a.CompareTo(b, copy));
    }

    private static void WriteHeader(ReadOnlySpan<char> name, IHeaderDictionary headers, ref Utf8Scratch to)
    {
        to.Append(name);
        to.Append((byte)':');
        var values = Find(headers, name);
        for (var i = 0; i < values.Count; i++)
        {
            if (i > 0) to.Append((byte)',');
            WriteTrimmed(values[i], ref to);
        }
        to.Append((byte)'\n');
    }

    /// <summary>The values of a header, by the spellings that need no new string where possible.</summary>
    public static StringValues Find(IHeaderDictionary headers, ReadOnlySpan<char> name) => name switch
    {
        "host" => headers.Host,
        "content-type" => headers.ContentType,
        "content-length" => headers.ContentLength is { } length ? length.ToString(System.Globalization.CultureInfo.InvariantCulture) : headers["content-length"],
        "x-amz-date" => headers["x-amz-date"],
        "x-amz-target" => headers["x-amz-target"],
        "x-amz-content-sha256" => headers["x-amz-content-sha256"],
        "x-amz-security-token" => headers["x-amz-security-token"],
        _ => headers[name.ToString()],
    };

    /// <summary>AWS: outer white space goes, inner runs become one space, also inside quotes.</summary>
    private static void WriteTrimmed(ReadOnlySpan<char> value, ref Utf8Scratch to)
    {
        value = value.Trim(" \t\r\n");
        while (true)
        {
            var gap = value.IndexOfAny(" \t\r\n");
            if (gap < 0)
            {
                to.Append(value);
                return;
            }
            to.Append(value[..gap]);
            to.Append((byte)' ');
            value = value[gap..].TrimStart(" \t\r\n");
        }
    }

    private readonly record struct Pair(int Start, int NameLength, int ValueLength)
    {
        public ReadOnlySpan<byte> Name(ReadOnlySpan<byte> bytes) => bytes.Slice(Start, NameLength);

        public ReadOnlySpan<byte> Value(ReadOnlySpan<byte> bytes) => bytes.Slice(Start + NameLength, ValueLength);

        // The names decide first: "a-b=1" would precede "a=2" if the pairs were compared as text.
        public int CompareTo(Pair other, ReadOnlySpan<byte> bytes)
        {
            var byName = Name(bytes).SequenceCompareTo(other.Name(bytes));
            return byName != 0 ? byName : Value(bytes).SequenceCompareTo(other.Value(bytes));
        }
    }
}
