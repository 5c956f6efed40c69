using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Undercast.Logs;

/// <summary>The filter-pattern language: terms, regular expressions, JSON selectors and space-delimited fields.</summary>
internal abstract class FilterPattern
{
    private static readonly TimeSpan RegexLimit = TimeSpan.FromMilliseconds(50);

    /// <summary>Whether a message matches.</summary>
    public abstract bool Matches(string message);

    /// <summary>Bytes that every matching event has, the longest first: what lacks any of them need not be decoded.</summary>
    public virtual IReadOnlyList<byte[]> Needles => [];

    /// <summary>What a matching message has where the pattern looks: by <c>$name</c> or <c>$.path</c>.</summary>
    public virtual IReadOnlyDictionary<string, string> Extract(string message) => new Dictionary<string, string>();

    /// <exception cref="InvalidParameterException">It is no pattern.</exception>
    public static FilterPattern Parse(string? text)
    {
        var pattern = text?.Trim() ?? "";
        if (pattern.Length == 0) return new Everything();
        try
        {
            if (pattern[0] == '{') return pattern[^1] == '}' ? JsonPattern.Of(pattern[1..^1]) : throw Invalid();
            if (pattern[0] == '[') return pattern[^1] == ']' ? new FieldPattern(pattern[1..^1]) : throw Invalid();
            return new TermPattern(pattern);
        }
        catch (ArgumentException)
        {
            throw Invalid();
        }
    }

    internal static InvalidParameterException Invalid() => new("Invalid filter pattern");

    internal static Regex Expression(string body) => new(body, RegexOptions.CultureInvariant, RegexLimit);

    private sealed class Everything : FilterPattern
    {
        public override bool Matches(string message) => true;
    }

    /// <summary>Terms that must all occur; <c>?term</c> makes alternatives, <c>-term</c> excludes, quotes keep words together, <c>%…%</c> is a regular expression.</summary>
    private sealed class TermPattern : FilterPattern
    {
        private readonly List<Predicate<string>> _all = [];
        private readonly List<byte[]> _needles = [];
        private readonly List<Predicate<string>> _any = [];
        private readonly List<Predicate<string>> _none = [];

        public TermPattern(string text)
        {
            var at = 0;
            while (at < text.Length)
            {
                if (char.IsWhiteSpace(text[at]))
                {
                    at++;
                    continue;
                }
                var list = text[at] switch { '?' => _any, '-' => _none, _ => _all };
                if (list != _all) at++;
                list.Add(Term(text, ref at, out var literal));
                if (list == _all && !string.IsNullOrEmpty(literal)) _needles.Add(Encoding.UTF8.GetBytes(literal));
            }
            // AWS: a required term makes the optional ones meaningless.
            if (_all.Count > 0) _any.Clear();
            _needles.Sort(static (a, b) => b.Length.CompareTo(a.Length));
        }

        public override bool Matches(string message) =>
            _all.TrueForAll(t => t(message)) && (_any.Count == 0 || _any.Exists(t => t(message))) && !_none.Exists(t => t(message));

        public override IReadOnlyList<byte[]> Needles => _needles;

        private static Predicate<string> Term(string text, ref int at, out string? literal)
        {
            literal = null;
            if (at >= text.Length) throw Invalid();
            if (text[at] is '"' or '%')
            {
                var quote = text[at++];
                var value = new StringBuilder();
                while (at < text.Length && text[at] != quote)
                {
                    if (text[at] == '\\' && quote == '"' && at + 1 < text.Length) at++;
                    value.Append(text[at++]);
                }
                if (at++ >= text.Length) throw Invalid();
                var body = value.ToString();
                if (quote == '"')
                {
                    literal = body;
                    return m => m.Contains(body, StringComparison.Ordinal);
                }
                var regex = Expression(body);
                return m => IsMatch(regex, m);
            }
            var start = at;
            while (at < text.Length && !char.IsWhiteSpace(text[at]))
            {
                // AWS: what is not alphanumeric must stand in quotes.
                if (!char.IsLetterOrDigit(text[at]) && text[at] is not ('_' or '-' or '.' or '/' or ':' or '#' or '@' or '*' or '$')) throw Invalid();
                at++;
            }
            var term = literal = text[start..at];
            return m => m.Contains(term, StringComparison.Ordinal);
        }
    }

    internal static bool IsMatch(Regex regex, string text)
    {
        try
        {
            return regex.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    private sealed class JsonPattern(Condition condition, IReadOnlyCollection<string> paths) : FilterPattern
    {
        public static JsonPattern Of(string text)
        {
            var parser = new ConditionParser(text);
            return new JsonPattern(parser.Parse(), parser.Paths);
        }

        public override IReadOnlyDictionary<string, string> Extract(string message)
        {
            using var document = JsonDocument.Parse(message);
            return paths.Select(p => (Path: p, Field: Select(document.RootElement, p))).Where(p => p.Field.Text is not null).ToDictionary(p => p.Path, p => p.Field.Text!);
        }

        public override bool Matches(string message)
        {
            var text = message.AsSpan().TrimStart();
            if (text.IsEmpty || text[0] is not ('{' or '[')) return false;
            try
            {
                using var document = JsonDocument.Parse(message);
                return condition(path => Select(document.RootElement, path));
            }
            catch (JsonException)
            {
                return false;
            }
        }

        private static Field Select(JsonElement root, string path)
        {
            var at = root;
            foreach (var step in JsonSteps.Of(path))
            {
                if (step.Index is { } index)
                {
                    if (at.ValueKind != JsonValueKind.Array || index >= at.GetArrayLength()) return default;
                    at = at[index];
                }
                else
                {
                    if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(step.Name!, out var next)) return default;
                    at = next;
                }
            }
            return at.ValueKind switch
            {
                JsonValueKind.String => new Field(true, at.GetString(), null),
                JsonValueKind.Null => new Field(true, null, "null"),
                JsonValueKind.True => new Field(true, "true", "true"),
                JsonValueKind.False => new Field(true, "false", "false"),
                JsonValueKind.Number => new Field(true, at.GetRawText(), "number"),
                _ => new Field(true, null, "other"),
            };
        }
    }

    /// <summary>Space-delimited fields by name; brackets and quotes keep a field together, an ellipsis stands for any number of them.</summary>
    private sealed class FieldPattern : FilterPattern
    {
        private readonly List<(string? Name, Condition? Condition)> _fields = [];

        public FieldPattern(string text)
        {
            foreach (var part in text.Split(','))
            {
                var field = part.Trim();
                if (field == "...") _fields.Add((null, null));
                else if (field.IndexOfAny(['=', '<', '>', '!']) is var at && at > 0)
                {
                    var name = field[..at].Trim();
                    _fields.Add((name, new ConditionParser(field, name).Parse()));
                }
                else _fields.Add((field.Length == 0 ? "*" : field, null));
            }
            if (_fields.Count(f => f.Name is null) > 1) throw Invalid();
        }

        public override IReadOnlyDictionary<string, string> Extract(string message)
        {
            var values = Split(message);
            var gap = _fields.FindIndex(f => f.Name is null);
            var found = new Dictionary<string, string>();
            for (var i = 0; i < _fields.Count; i++)
            {
                var at = gap >= 0 && i > gap ? values.Count - (_fields.Count - i) : i;
                if (_fields[i].Name is { } name && name != "*" && at < values.Count) found["$" + name] = values[at];
            }
            return found;
        }

        public override bool Matches(string message)
        {
            var values = Split(message);
            var gap = _fields.FindIndex(f => f.Name is null);
            if (gap < 0 ? values.Count != _fields.Count : values.Count < _fields.Count - 1) return false;
            for (var i = 0; i < _fields.Count; i++)
            {
                if (_fields[i].Condition is not { } condition) continue;
                var value = values[gap >= 0 && i > gap ? values.Count - (_fields.Count - i) : i];
                if (!condition(_ => new Field(true, value, double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var _) ? "number" : null))) return false;
            }
            return true;
        }

        private static List<string> Split(string message)
        {
            var values = new List<string>();
            var at = 0;
            var text = message.TrimEnd();
            while (at < text.Length)
            {
                if (char.IsWhiteSpace(text[at]))
                {
                    at++;
                    continue;
                }
                var close = text[at] switch { '"' => '"', '[' => ']', _ => '\0' };
                var end = close == '\0' ? text.AsSpan(at).IndexOfAny(' ', '\t', '\n') : text.IndexOf(close, at + 1) - at;
                if (end < 0) end = text.Length - at;
                values.Add(close == '\0' ? text.Substring(at, end) : text.Substring(at + 1, end - 1));
                at += end + (close == '\0' ? 0 : 1);
            }
            return values;
        }
    }
}

/// <summary>A value that a condition looks at.</summary>
/// <param name="Exists">Whether it is there.</param>
/// <param name="Text">Its text; null for what has none.</param>
/// <param name="Kind"><c>null</c>, <c>true</c>, <c>false</c>, <c>number</c>, <c>other</c>, or null for text.</param>
internal readonly record struct Field(bool Exists, string? Text, string? Kind);

/// <summary>Whether what is found at paths fulfils it.</summary>
internal delegate bool Condition(Func<string, Field> select);

internal readonly record struct JsonStep(string? Name, int? Index);

internal static class JsonSteps
{
    /// <summary>The steps of <c>$.a.b[0]["c"]</c>.</summary>
    public static IEnumerable<JsonStep> Of(string path)
    {
        var at = 1;
        while (at < path.Length)
        {
            if (path[at] == '.')
            {
                var end = path.AsSpan(at + 1).IndexOfAny('.', '[');
                end = end < 0 ? path.Length : at + 1 + end;
                yield return new JsonStep(path[(at + 1)..end], null);
                at = end;
            }
            else
            {
                var end = path.IndexOf(']', at);
                if (end < 0) yield break;
                var inner = path[(at + 1)..end].Trim('"', '\'');
                yield return int.TryParse(inner, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? new JsonStep(null, index) : new JsonStep(inner, null);
                at = end + 1;
            }
        }
    }
}
