using System.Globalization;

namespace Undercast.Logs;

/// <summary>Values of queries: text, numbers and moments; null for what is not there.</summary>
internal static class QueryValue
{
    public static double? Number(object? value) => value switch
    {
        double d => d,
        QueryTime t => t.Milliseconds,
        string s when double.TryParse(s, NumberStyles.Float, CultureInfo.InvariantCulture, out var n) => n,
        _ => null,
    };

    public static string? Text(object? value) => value switch
    {
        null => null,
        string s => s,
        double d => d.ToString("0.####", CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    public static bool IsTrue(object? value) => value switch
    {
        null => false,
        double d => d != 0,
        string s => s.Length > 0 && s != "0" && !s.Equals("false", StringComparison.OrdinalIgnoreCase),
        _ => true,
    };

    public static object Of(bool truth) => truth ? 1d : 0d;

    /// <summary>Numbers by size where both are, else text; what is not there comes first.</summary>
    public static int Compare(object? a, object? b)
    {
        if (a is null || b is null) return (a is null ? 0 : 1) - (b is null ? 0 : 1);
        return Number(a) is { } x && Number(b) is { } y ? x.CompareTo(y) : string.CompareOrdinal(Text(a), Text(b));
    }
}

/// <summary>The functions of expressions.</summary>
internal static class QueryFunctions
{
    private static readonly Dictionary<string, Func<object?[], DateTimeOffset, object?>> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["abs"] = (a, _) => Math1(a, Math.Abs), ["ceil"] = (a, _) => Math1(a, Math.Ceiling), ["floor"] = (a, _) => Math1(a, Math.Floor), ["log"] = (a, _) => Math1(a, Math.Log), ["sqrt"] = (a, _) => Math1(a, Math.Sqrt),
        ["greatest"] = (a, _) => a.Where(v => v is not null).DefaultIfEmpty().MaxBy(v => QueryValue.Number(v)), ["least"] = (a, _) => a.Where(v => v is not null).DefaultIfEmpty().MinBy(v => QueryValue.Number(v)),
        ["ispresent"] = (a, _) => QueryValue.Of(a.Length > 0 && a[0] is not null), ["coalesce"] = (a, _) => a.FirstOrDefault(v => v is not null),
        ["isempty"] = (a, _) => QueryValue.Of(string.IsNullOrEmpty(T(a, 0))), ["isblank"] = (a, _) => QueryValue.Of(string.IsNullOrWhiteSpace(T(a, 0))),
        ["concat"] = (a, _) => string.Concat(a.Select(QueryValue.Text)), ["strlen"] = (a, _) => T(a, 0) is { } s ? (double)s.Length : null,
        ["toupper"] = (a, _) => T(a, 0)?.ToUpperInvariant(), ["tolower"] = (a, _) => T(a, 0)?.ToLowerInvariant(),
        ["trim"] = (a, _) => T(a, 0)?.Trim(Cut(a)), ["ltrim"] = (a, _) => T(a, 0)?.TrimStart(Cut(a)), ["rtrim"] = (a, _) => T(a, 0)?.TrimEnd(Cut(a)),
        ["substr"] = (a, _) => Substring(a), ["replace"] = (a, _) => T(a, 0) is { } s && T(a, 1) is { Length: > 0 } from ? s.Replace(from, T(a, 2) ?? "", StringComparison.Ordinal) : T(a, 0),
        ["strcontains"] = (a, _) => QueryValue.Of(T(a, 0)?.Contains(T(a, 1) ?? "\0", StringComparison.Ordinal) == true),
        ["frommillis"] = (a, _) => N(a, 0) is { } n ? new QueryTime(n) : null, ["tomillis"] = (a, _) => N(a, 0), ["now"] = (_, now) => (double)now.ToUnixTimeSeconds(),
        ["datefloor"] = (a, _) => Round(a, Math.Floor), ["dateceil"] = (a, _) => Round(a, Math.Ceiling),
        ["isvalidip"] = (a, _) => QueryValue.Of(System.Net.IPAddress.TryParse(T(a, 0), out var _)),
        ["isvalidipv4"] = (a, _) => QueryValue.Of(System.Net.IPAddress.TryParse(T(a, 0), out var ip) && ip.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork),
        ["isvalidipv6"] = (a, _) => QueryValue.Of(System.Net.IPAddress.TryParse(T(a, 0), out var ip) && ip.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6),
        ["isipinsubnet"] = (a, _) => QueryValue.Of(System.Net.IPAddress.TryParse(T(a, 0), out var ip) && System.Net.IPNetwork.TryParse(T(a, 1), out var network) && network.Contains(ip)),
    };

    public static Func<object?[], DateTimeOffset, object?>? Find(string name) => Known.GetValueOrDefault(name);

    /// <summary>A span of time such as <c>5m</c> or <c>1h</c>, in milliseconds.</summary>
    public static double? Period(string text)
    {
        var digits = text.TakeWhile(c => char.IsAsciiDigit(c) || c == '.').Count();
        if (digits == 0 || !double.TryParse(text.AsSpan(0, digits), NumberStyles.Float, CultureInfo.InvariantCulture, out var count)) return null;
        return text[digits..].ToLowerInvariant() switch
        {
            "ms" or "msec" => count, "s" or "sec" or "second" or "seconds" => count * 1000, "m" or "min" or "minute" or "minutes" => count * 60_000, "h" or "hr" or "hour" or "hours" => count * 3_600_000,
            "d" or "day" or "days" => count * 86_400_000, "w" or "week" or "weeks" => count * 7 * 86_400_000, "mo" or "mon" or "month" or "months" => count * 30 * 86_400_000, "y" or "yr" or "year" or "years" => count * 365 * 86_400_000,
            _ => null,
        };
    }

    private static string? T(object?[] a, int i) => i < a.Length ? QueryValue.Text(a[i]) : null;

    private static double? N(object?[] a, int i) => i < a.Length ? QueryValue.Number(a[i]) : null;

    private static double? Math1(object?[] a, Func<double, double> f) => N(a, 0) is { } n ? f(n) : null;

    private static char[] Cut(object?[] a) => a.Length > 1 ? (T(a, 1) ?? "").ToCharArray() : [' ', '\t', '\n', '\r'];

    private static string? Substring(object?[] a)
    {
        if (T(a, 0) is not { } text || N(a, 1) is not { } from) return null;
        var start = Math.Clamp((int)from, 0, text.Length);
        return N(a, 2) is { } length ? text.Substring(start, Math.Clamp((int)length, 0, text.Length - start)) : text[start..];
    }

    private static QueryTime? Round(object?[] a, Func<double, double> round) =>
        N(a, 0) is { } at && Period(T(a, 1) ?? "") is { } period ? new QueryTime(round(at / period) * period) : null;
}
