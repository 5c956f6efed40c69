namespace Undercast.Protocol;

/// <summary>A pattern of paths such as <c>/{Bucket}/{Key+}?uploads</c>, taken apart once.</summary>
internal sealed class RoutePattern
{
    private RoutePattern(string method, List<Segment> segments, List<(string Name, string? Value)> query)
    {
        Method = method;
        Segments = segments;
        Query = query;
    }

    /// <summary>A piece between slashes.</summary>
    /// <param name="Text">The literal, or the label's name.</param>
    /// <param name="IsLabel">Whether it stands for any text.</param>
    /// <param name="IsGreedy">Whether it stands for several pieces.</param>
    public readonly record struct Segment(string Text, bool IsLabel, bool IsGreedy);

    public string Method { get; }

    public IReadOnlyList<Segment> Segments { get; }

    /// <summary>The parameters that a request must have; without a value, any will do.</summary>
    public IReadOnlyList<(string Name, string? Value)> Query { get; }

    public static RoutePattern Parse(string method, string uri)
    {
        var question = uri.IndexOf('?');
        var segments = new List<Segment>();
        foreach (var text in Split(question < 0 ? uri : uri[..question]))
        {
            var isLabel = text.StartsWith('{') && text.EndsWith('}');
            var isGreedy = isLabel && text.EndsWith("+}", StringComparison.Ordinal);
            segments.Add(isLabel ? new Segment(text[1..(isGreedy ? ^2 : ^1)], true, isGreedy) : new Segment(text, false, false));
        }
        var query = new List<(string, string?)>();
        if (question >= 0)
        {
            foreach (var literal in uri[(question + 1)..].Split('&', StringSplitOptions.RemoveEmptyEntries))
            {
                var equals = literal.IndexOf('=');
                query.Add(equals < 0 ? (literal, null) : (literal[..equals], equals == literal.Length - 1 ? null : literal[(equals + 1)..]));
            }
        }
        return new RoutePattern(method, segments, query);
    }

    /// <summary>Whether a query string has what the pattern requires.</summary>
    public bool MatchesQuery(string query)
    {
        foreach (var (name, value) in Query)
        {
            if (!HasParameter(query, name, value)) return false;
        }
        return true;
    }

    /// <summary>Whether a query string has a parameter; without a value, any will do.</summary>
    public static bool HasParameter(string query, string name, string? value)
    {
        foreach (var range in query.AsSpan().Split('&'))
        {
            var pair = query.AsSpan()[range];
            var equals = pair.IndexOf('=');
            if (!(equals < 0 ? pair : pair[..equals]).SequenceEqual(name)) continue;
            if (value is null || (equals >= 0 && pair[(equals + 1)..].SequenceEqual(value))) return true;
        }
        return false;
    }

    /// <summary>The values of the labels in a path that the pattern fits.</summary>
    public Dictionary<string, string> Labels(string path)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        var pieces = Split(path);
        var greedy = pieces.Count - Segments.Count;
        var at = 0;
        foreach (var segment in Segments)
        {
            if (at >= pieces.Count) break;
            if (!segment.IsGreedy)
            {
                if (segment.IsLabel) labels[segment.Text] = PercentText.Decode(pieces[at], plusIsSpace: false);
                at++;
                continue;
            }
            var count = greedy + 1;
            labels[segment.Text] = PercentText.Decode(string.Join('/', pieces.GetRange(at, count)), plusIsSpace: false);
            at += count;
        }
        return labels;
    }

    /// <summary>The pieces of a path. Empty ones stay within it, since keys may hold them; one slash at the end of a pattern without greedy label means nothing.</summary>
    public static List<string> Split(string path)
    {
        var trimmed = path.AsSpan();
        if (trimmed.StartsWith("/")) trimmed = trimmed[1..];
        var pieces = new List<string>();
        if (trimmed.IsEmpty) return pieces;
        foreach (var range in trimmed.Split('/')) pieces.Add(trimmed[range].ToString());
        return pieces;
    }
}
