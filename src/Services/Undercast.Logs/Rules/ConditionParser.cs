using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Undercast.Logs;

/// <summary>Reads conditions: comparisons joined by <c>&amp;&amp;</c>, <c>||</c> and parentheses.</summary>
/// <param name="text">The condition.</param>
/// <param name="field">The only name that may be compared, for fields; null for JSON paths that begin with <c>$</c>.</param>
internal sealed class ConditionParser(string text, string? field = null)
{
    private const int MostDepth = 32;
    private int _at;
    private int _depth;
    private readonly HashSet<string> _paths = new(StringComparer.Ordinal);

    /// <summary>What the condition looks at.</summary>
    public IReadOnlyCollection<string> Paths => _paths;

    public Condition Parse()
    {
        var condition = Or();
        Skip();
        return _at == text.Length ? condition : throw FilterPattern.Invalid();
    }

    private Condition Or()
    {
        var left = And();
        while (Take("||"))
        {
            var (a, b) = (left, And());
            left = select => a(select) || b(select);
        }
        return left;
    }

    private Condition And()
    {
        var left = One();
        while (Take("&&"))
        {
            var (a, b) = (left, One());
            left = select => a(select) && b(select);
        }
        return left;
    }

    private Condition One()
    {
        if (Take("("))
        {
            if (++_depth > MostDepth) throw FilterPattern.Invalid();
            var inner = Or();
            _depth--;
            return Take(")") ? inner : throw FilterPattern.Invalid();
        }
        var path = Path();
        _paths.Add(path);
        if (Word("NOT") && Word("EXISTS")) return select => !select(path).Exists;
        if (Word("IS"))
        {
            if (Word("NULL")) return select => select(path) is { Exists: true, Kind: "null" };
            if (Word("TRUE")) return select => select(path).Kind == "true";
            if (Word("FALSE")) return select => select(path).Kind == "false";
            throw FilterPattern.Invalid();
        }
        foreach (var sign in (string[])["!=", "<=", ">=", "=", "<", ">"])
        {
            if (Take(sign)) return Compare(path, sign);
        }
        throw FilterPattern.Invalid();
    }

    private Condition Compare(string path, string sign)
    {
        Skip();
        if (_at < text.Length && text[_at] == '%')
        {
            var end = text.IndexOf('%', _at + 1);
            if (end < 0 || sign is not ("=" or "!=")) throw FilterPattern.Invalid();
            var regex = FilterPattern.Expression(text[(_at + 1)..end]);
            _at = end + 1;
            return select => select(path) is { Exists: true, Text: { } t } && FilterPattern.IsMatch(regex, t) == (sign == "=");
        }
        var (value, quoted) = Value();
        if (!quoted && double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            return select => select(path) is { Text: { } t, Kind: "number" } && double.TryParse(t, NumberStyles.Float, CultureInfo.InvariantCulture, out var actual) && sign switch
            {
                "=" => actual.Equals(number),
                "!=" => !actual.Equals(number),
                "<" => actual < number,
                "<=" => actual <= number,
                ">" => actual > number,
                _ => actual >= number,
            };
        }
        if (sign is not ("=" or "!=")) throw FilterPattern.Invalid();
        if (!value.Contains('*')) return select => select(path) is { Exists: true, Text: { } t } && t.Equals(value, StringComparison.Ordinal) == (sign == "=");
        var wildcard = FilterPattern.Expression($"^{Regex.Escape(value).Replace("\\*", ".*", StringComparison.Ordinal)}$");
        return select => select(path) is { Exists: true, Text: { } t } && FilterPattern.IsMatch(wildcard, t) == (sign == "=");
    }

    private string Path()
    {
        Skip();
        var start = _at;
        if (field is not null)
        {
            while (_at < text.Length && (char.IsLetterOrDigit(text[_at]) || text[_at] is '_' or '-' or '.')) _at++;
            return text[start.._at] == field ? field : throw FilterPattern.Invalid();
        }
        if (_at >= text.Length || text[_at] != '$') throw FilterPattern.Invalid();
        var bracket = false;
        while (_at < text.Length && (bracket || (!char.IsWhiteSpace(text[_at]) && text[_at] is not ('=' or '!' or '<' or '>' or ')' or '&' or '|'))))
        {
            if (text[_at] == '[') bracket = true;
            if (text[_at] == ']') bracket = false;
            _at++;
        }
        return _at - start > 1 ? text[start.._at] : throw FilterPattern.Invalid();
    }

    private (string Value, bool Quoted) Value()
    {
        if (_at < text.Length && text[_at] == '"')
        {
            var quoted = new StringBuilder();
            for (_at++; _at < text.Length && text[_at] != '"'; _at++)
            {
                if (text[_at] == '\\' && _at + 1 < text.Length) _at++;
                quoted.Append(text[_at]);
            }
            return _at++ < text.Length ? (quoted.ToString(), true) : throw FilterPattern.Invalid();
        }
        var start = _at;
        while (_at < text.Length && !char.IsWhiteSpace(text[_at]) && text[_at] is not (')' or '&' or '|')) _at++;
        return _at > start ? (text[start.._at], false) : throw FilterPattern.Invalid();
    }

    private bool Take(string sign)
    {
        Skip();
        if (!text.AsSpan(_at).StartsWith(sign, StringComparison.Ordinal)) return false;
        _at += sign.Length;
        return true;
    }

    private bool Word(string word)
    {
        Skip();
        if (!text.AsSpan(_at).StartsWith(word, StringComparison.Ordinal) || (_at + word.Length < text.Length && char.IsLetterOrDigit(text[_at + word.Length]))) return false;
        _at += word.Length;
        return true;
    }

    private void Skip()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at])) _at++;
    }
}
