using System.Text;

namespace Undercast.Cloud;

/// <summary>A text of a policy, ready to be compared: with <c>*</c> and <c>?</c> where they mean something, and with policy variables.</summary>
/// <remarks>Between two stars the leftmost occurrence is taken and never given back, so there is no pattern that takes long.</remarks>
internal sealed class TextPattern
{
    // Two characters that no text can have stand for the wildcards, so that an escaped or substituted star stays a star.
    private const char Any = '\uFFFF';
    private const char One = '\uFFFE';

    private readonly string _text;
    private readonly Part[]? _parts;
    private readonly bool _isGlob;

    private TextPattern(string text, Part[]? parts)
    {
        _text = text;
        _parts = parts;
        _isGlob = text.AsSpan().ContainsAny(Any, One);
        IsEverything = parts is null && text is [Any];
    }

    /// <summary>Whether it is a lone star.</summary>
    public bool IsEverything { get; }

    /// <summary>Reads a text of a policy.</summary>
    /// <param name="text">The text.</param>
    /// <param name="wildcards">Whether <c>*</c> and <c>?</c> are wildcards.</param>
    /// <param name="variables">Whether <c>${…}</c> is replaced; AWS: in policies of version 2012-10-17.</param>
    public static TextPattern Parse(ReadOnlySpan<char> text, bool wildcards, bool variables)
    {
        List<Part>? parts = null;
        var literal = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (variables && c == '$' && i + 1 < text.Length && text[i + 1] == '{' && text[i..].IndexOf('}') is > 0 and var length)
            {
                var name = text.Slice(i + 2, length - 2).Trim();
                i += length;
                // AWS: ${*}, ${?} and ${$} are the characters themselves.
                if (name is "*" or "?" or "$") literal.Append(name);
                else
                {
                    (parts ??= []).Add(new Part(literal.ToString(), null, null));
                    parts.Add(Variable(name));
                    literal.Clear();
                }
                continue;
            }
            literal.Append(c switch { '*' when wildcards => Any, '?' when wildcards => One, Any or One => '\uFFFD', _ => c });
        }
        if (parts is null) return new TextPattern(literal.ToString(), null);
        parts.Add(new Part(literal.ToString(), null, null));
        return new TextPattern("", [.. parts]);
    }

    // AWS: ${key, 'default'}.
    private static Part Variable(ReadOnlySpan<char> name)
    {
        var comma = name.IndexOf(',');
        if (comma < 0) return new Part("", name.ToString().ToLowerInvariant(), null);
        return new Part("", name[..comma].Trim().ToString().ToLowerInvariant(), name[(comma + 1)..].Trim().Trim('\'').ToString());
    }

    /// <summary>Whether the whole of <paramref name="value"/> matches. A variable without a value matches nothing.</summary>
    public bool Matches(ReadOnlySpan<char> value, ConditionKeys keys, StringComparison comparison = StringComparison.Ordinal)
    {
        if (IsEverything) return true;
        if (_parts is null) return _isGlob ? GlobMatches(_text, value, comparison) : value.Equals(_text, comparison);
        return Resolve(keys) is { } resolved && GlobMatches(resolved, value, comparison);
    }

    /// <summary>The text with its variables replaced, or null when one has no value. Wildcards in values are plain characters.</summary>
    public string? Resolve(ConditionKeys keys)
    {
        if (_parts is null) return _text;
        var resolved = new StringBuilder();
        foreach (var (literal, variable, otherwise) in _parts)
        {
            resolved.Append(literal);
            if (variable is null) continue;
            // AWS: only keys with one value can be variables.
            if (keys.TryGet(variable, out var values) && values.Count == 1) resolved.Append(values[0]);
            else if (otherwise is not null) resolved.Append(otherwise);
            else return null;
        }
        return resolved.ToString();
    }

    private static bool GlobMatches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text, StringComparison comparison)
    {
        var star = pattern.IndexOf(Any);
        if (star < 0) return text.Length == pattern.Length && PieceEquals(pattern, text, comparison);
        if (text.Length < star || !PieceEquals(pattern[..star], text[..star], comparison)) return false;
        pattern = pattern[(star + 1)..];
        text = text[star..];
        while ((star = pattern.IndexOf(Any)) >= 0)
        {
            var at = PieceIndex(pattern[..star], text, comparison);
            if (at < 0) return false;
            text = text[(at + star)..];
            pattern = pattern[(star + 1)..];
        }
        return text.Length >= pattern.Length && PieceEquals(pattern, text[^pattern.Length..], comparison);
    }

    private static int PieceIndex(ReadOnlySpan<char> piece, ReadOnlySpan<char> text, StringComparison comparison)
    {
        if (!piece.Contains(One)) return text.IndexOf(piece, comparison);
        for (var i = 0; i + piece.Length <= text.Length; i++)
        {
            if (PieceEquals(piece, text.Slice(i, piece.Length), comparison)) return i;
        }
        return -1;
    }

    private static bool PieceEquals(ReadOnlySpan<char> piece, ReadOnlySpan<char> text, StringComparison comparison)
    {
        for (int one; (one = piece.IndexOf(One)) >= 0; piece = piece[(one + 1)..], text = text[(one + 1)..])
        {
            if (!text[..one].Equals(piece[..one], comparison)) return false;
        }
        return text.Equals(piece, comparison);
    }

    private readonly record struct Part(string Literal, string? Variable, string? Default);
}
