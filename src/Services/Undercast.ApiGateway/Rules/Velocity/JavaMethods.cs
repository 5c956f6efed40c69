using System.Globalization;
using System.Text.RegularExpressions;

namespace Undercast.ApiGateway;

/// <summary>The methods of Java's texts, lists, maps and numbers that templates may call. An unknown method gives nothing, as in Velocity.</summary>
internal static class JavaMethods
{
    private static readonly TimeSpan PatternTime = TimeSpan.FromMilliseconds(100);
    private const int MostText = 12 * 1024 * 1024;

    public static object? Call(VtlRun run, object target, string method, object?[] arguments)
    {
        try
        {
            return target switch
            {
                IVtlObject native => native.Call(method, arguments),
                string text => OfText(run, text, method, arguments),
                List<object?> list => OfList(run, list, method, arguments),
                JavaMap map => OfMap(map, method, arguments),
                _ => OfScalar(target, method, arguments),
            };
        }
        catch (RegexMatchTimeoutException)
        {
            throw new VtlException("A pattern takes too long.");
        }
        catch (Exception e) when (e is ArgumentException or FormatException or OverflowException)
        {
            // Java throws; the template fails as a whole.
            throw new VtlException($"{method} failed.");
        }
    }

    private static object? OfText(VtlRun run, string text, string method, object?[] arguments)
    {
        run.Step(1 + text.Length / 256);
        switch (method, arguments)
        {
            case ("length", []): return JavaValues.Box(text.Length);
            case ("isEmpty", []): return JavaValues.Box(text.Length == 0);
            case ("isBlank", []): return string.IsNullOrWhiteSpace(text);
            case ("substring", [long from]): return text[(int)from..];
            case ("substring", [long from, long to]): return text[(int)from..(int)to];
            case ("indexOf", [string part]): return (long)text.IndexOf(part, StringComparison.Ordinal);
            case ("indexOf", [string part, long from]): return (long)text.IndexOf(part, (int)Math.Clamp(from, 0, text.Length), StringComparison.Ordinal);
            case ("lastIndexOf", [string part]): return (long)text.LastIndexOf(part, StringComparison.Ordinal);
            case ("charAt", [long at]): return text[(int)at].ToString();
            case ("replace", [string old, var replacement]): return Bounded(old.Length == 0 ? text : text.Replace(old, JavaValues.Text(replacement), StringComparison.Ordinal));
            case ("replaceAll", [string pattern, var replacement]): return Bounded(Pattern(pattern).Replace(text, Replacement(replacement)));
            case ("replaceFirst", [string pattern, var replacement]): return Bounded(Pattern(pattern).Replace(text, Replacement(replacement), 1));
            case ("matches", [string pattern]): return Pattern($"\\A(?:{pattern})\\z").IsMatch(text);
            case ("split", [string pattern]): return Split(text, pattern, 0);
            case ("split", [string pattern, long limit]): return Split(text, pattern, (int)limit);
            case ("toLowerCase", []): return text.ToLowerInvariant();
            case ("toUpperCase", []): return text.ToUpperInvariant();
            case ("trim" or "strip", []): return text.Trim();
            case ("contains", [var part]): return JavaValues.Box(text.Contains(JavaValues.Text(part) ?? "", StringComparison.Ordinal));
            case ("startsWith", [string part]): return JavaValues.Box(text.StartsWith(part, StringComparison.Ordinal));
            case ("endsWith", [string part]): return JavaValues.Box(text.EndsWith(part, StringComparison.Ordinal));
            case ("equals", [var other]): return other is string same && same == text;
            case ("equalsIgnoreCase", [var other]): return other is string alike && alike.Equals(text, StringComparison.OrdinalIgnoreCase);
            case ("compareTo", [string other]): return (long)string.CompareOrdinal(text, other);
            case ("concat", [string other]): return Joined(text, other);
            case ("repeat", [long times]): return times * text.Length <= MostText ? string.Concat(Enumerable.Repeat(text, (int)times)) : throw new VtlException("A text is too long.");
            case ("hashCode", []): return (long)text.Aggregate(0, static (hash, c) => unchecked((hash * 31) + c));
            case ("toString" or "intern", []): return text;
            case ("valueOf", [var value]): return JavaValues.Text(value) ?? "null";
            default: return null;
        }
    }

    private static object? OfList(VtlRun run, List<object?> list, string method, object?[] arguments)
    {
        run.Step();
        switch (method, arguments)
        {
            case ("size", []): return JavaValues.Box(list.Count);
            case ("isEmpty", []): return JavaValues.Box(list.Count == 0);
            case ("get", [long at]): return list[checked((int)at)];
            case ("set", [long at, var value]):
                var old = list[checked((int)at)];
                list[(int)at] = value;
                return old;
            case ("add", [var value]):
                list.Add(value);
                return true;
            case ("add", [long at, var value]):
                list.Insert(checked((int)at), value);
                return "";
            case ("addAll", [List<object?> more]):
                run.Step(more.Count);
                list.AddRange(more.ToArray());
                return more.Count > 0;
            case ("remove", [long at]):
                var gone = list[checked((int)at)];
                list.RemoveAt((int)at);
                return gone;
            case ("remove", [var value]): return list.RemoveAll(v => JavaValues.AreEqual(v, value)) > 0;
            case ("contains", [var value]): return list.Exists(v => JavaValues.AreEqual(v, value));
            case ("containsAll", [List<object?> all]): return all.TrueForAll(a => list.Exists(v => JavaValues.AreEqual(v, a)));
            case ("indexOf", [var value]): return (long)list.FindIndex(v => JavaValues.AreEqual(v, value));
            case ("subList", [long from, long to]): return list.GetRange((int)from, (int)(to - from));
            case ("clear", []):
                list.Clear();
                return "";
            case ("equals", [var other]): return JavaValues.AreEqual(list, other);
            case ("toString", []): return JavaValues.Text(list);
            case ("iterator" or "toArray", []): return list;
            default: return null;
        }
    }

    private static object? OfMap(JavaMap map, string method, object?[] arguments)
    {
        switch (method, arguments)
        {
            case ("get", [var key]): return map.GetValueOrDefault(Key(key));
            case ("getOrDefault", [var key, var otherwise]): return map.TryGetValue(Key(key), out var found) ? found : otherwise;
            case ("put", [var key, var value]):
                var old = map.GetValueOrDefault(Key(key));
                map[Key(key)] = value;
                return old;
            case ("putAll", [JavaMap more]):
                foreach (var (key, value) in more.Entries.ToArray()) map[key] = value;
                return "";
            case ("remove", [var key]): return map.Remove(Key(key), out var gone) ? gone : null;
            case ("containsKey", [var key]): return map.ContainsKey(Key(key));
            case ("containsValue", [var value]): return map.Values().Exists(v => JavaValues.AreEqual(v, value));
            case ("keySet", []): return map.Keys();
            case ("values", []): return map.Values();
            case ("entrySet", []): return map.Entries.ToArray().Select(static e => (object?)new JavaEntry(e.Key, e.Value)).ToList();
            case ("size", []): return JavaValues.Box(map.Count);
            case ("isEmpty", []): return JavaValues.Box(map.Count == 0);
            case ("clear", []):
                map.Clear();
                return "";
            case ("equals", [var other]): return JavaValues.AreEqual(map, other);
            case ("toString", []): return JavaValues.Text(map);
            default: return null;
        }
    }

    private static object? OfScalar(object value, string method, object?[] arguments)
    {
        switch (method, arguments)
        {
            case ("toString", []): return JavaValues.Text(value);
            case ("equals", [var other]): return JavaValues.AreEqual(value, other);
            case ("booleanValue", []) when value is bool: return value;
        }
        if (JavaValues.Number(value) is not { } number) return null;
        return (method, arguments) switch
        {
            // Java's static methods are reached through any number: #set($Integer = 0) $Integer.parseInt("5").
            ("parseInt" or "parseLong" or "valueOf", [string text]) => long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture),
            ("parseDouble" or "parseFloat", [string text]) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
            ("valueOf", [long whole]) => whole,
            ("toString", [var other]) => JavaValues.Text(other),
            ("intValue" or "longValue", []) => value is long ? value : (long)number,
            ("doubleValue" or "floatValue", []) => number,
            ("compareTo", [var other]) when JavaValues.Number(other) is { } second => (long)number.CompareTo(second),
            _ => null,
        };
    }

    /// <summary>Two texts as one, within the bound of texts.</summary>
    public static string Joined(string? first, string? second) => (first?.Length ?? 0) + (second?.Length ?? 0) <= MostText ? first + second : throw new VtlException("A text is too long.");

    private static string Key(object? key) => JavaValues.Text(key) ?? "null";

    private static string Bounded(string text) => text.Length <= MostText ? text : throw new VtlException("A text is too long.");

    private static Regex Pattern(string pattern) => new(pattern, RegexOptions.CultureInvariant, PatternTime);

    // Java: groups are $1, a backslash makes a sign plain.
    private static string Replacement(object? value) => Regex.Replace(JavaValues.Text(value) ?? "null", @"\\(.)", static m => m.Groups[1].Value == "$" ? "$$" : m.Groups[1].Value, RegexOptions.Singleline, PatternTime);

    private static List<object?> Split(string text, string pattern, int limit)
    {
        var parts = (limit > 0 ? Pattern(pattern).Split(text, limit) : Pattern(pattern).Split(text)).ToList();
        // Java: nothing before a match of no width at the start, and no empty parts at the end.
        if (parts.Count > 1 && parts[0].Length == 0 && Pattern(pattern).Match(text) is { Index: 0, Length: 0 }) parts.RemoveAt(0);
        while (limit == 0 && parts.Count > 1 && parts[^1].Length == 0) parts.RemoveAt(parts.Count - 1);
        return [.. parts];
    }

    /// <summary>An entry of a map.</summary>
    private sealed class JavaEntry(string key, object? value) : IVtlObject
    {
        public object? Get(string member) => member switch { "key" => key, "value" => value, _ => null };

        public object? Call(string method, object?[] arguments) => method switch { "getKey" => key, "getValue" => value, _ => null };

        public void Set(string member, object? value) { }

        public override string ToString() => $"{key}={JavaValues.Text(value)}";
    }
}
