using System.Globalization;
using System.Text;

namespace Undercast.ApiGateway;

/// <summary>An object with members of its own, such as <c>$input</c>.</summary>
internal interface IVtlObject
{
    object? Get(string member);

    object? Call(string method, object?[] arguments);

    void Set(string member, object? value);
}

/// <summary>Values of templates: texts, truth values, long and double numbers, lists, maps, and null; and how Java writes and compares them.</summary>
internal static class JavaValues
{
    private const int LeastBoxed = -128;

    /// <summary>Truth and small numbers are made once: nearly every step of a template has one of them.</summary>
    public static readonly object True = true;
    public static readonly object False = false;
    private static readonly object[] Boxed = [.. Enumerable.Range(LeastBoxed, 1280).Select(static n => (object)(long)n)];

    public static object Box(bool truth) => truth ? True : False;

    public static object Box(long number) => (ulong)(number - LeastBoxed) < (ulong)Boxed.Length ? Boxed[number - LeastBoxed] : number;

    // Velocity 1: only null and false are false.
    public static bool IsTrue(object? value) => value is not (null or false);

    public static double? Number(object? value) => value switch { long whole => whole, double number => number, _ => null };

    public static bool AreEqual(object? a, object? b)
    {
        if (a is null || b is null) return a is null && b is null;
        if (a is long x && b is long y) return x == y;
        if (Number(a) is { } p && Number(b) is { } q) return p.Equals(q);
        return Text(a) == Text(b);
    }

    public static IReadOnlyList<object?> Items(object? value) => value switch
    {
        List<object?> list => list.ToArray(),
        JavaMap map => map.Values(),
        _ => [],
    };

    public static object? Get(object value, object? member) => value is List<object?> list && member is long index ? list[At(list, index)] : Get(value, Text(member) ?? (value is JavaMap ? "null" : ""));

    public static object? Get(object value, string member) => value switch
    {
        JavaMap map => map.GetValueOrDefault(member) ?? (member is "size" && !map.ContainsKey("size") ? Box(map.Count) : member is "empty" && !map.ContainsKey("empty") ? Box(map.Count == 0) : null),
        string text => member is "empty" ? Box(text.Length == 0) : null,
        List<object?> list => member switch { "size" => Box(list.Count), "empty" => Box(list.Count == 0), _ => null },
        IVtlObject native => native.Get(member),
        _ => null,
    };

    public static void Set(object? owner, object? member, object? value)
    {
        switch (owner)
        {
            case IVtlObject native:
                native.Set(Text(member) ?? "", value);
                break;
            case JavaMap map:
                map[Text(member) ?? "null"] = value;
                break;
            case List<object?> list when member is long index:
                list[At(list, index)] = value;
                break;
        }
    }

    private static int At(List<object?> list, long index)
    {
        // Velocity: a negative index counts from the end.
        var at = index < 0 ? list.Count + index : index;
        return at >= 0 && at < list.Count ? (int)at : throw new VtlException("An index is out of bounds.");
    }

    /// <summary>What Java's toString gives.</summary>
    public static string? Text(object? value)
    {
        switch (value)
        {
            case null: return null;
            case string text: return text;
            case bool truth: return truth ? "true" : "false";
            case long whole: return whole.ToString(CultureInfo.InvariantCulture);
            case double number: return Text(number);
            case List<object?> or JavaMap:
                var output = new StringBuilder();
                Append(output, value, 0);
                return output.ToString();
            default: return value.ToString();
        }
    }

    private static void Append(StringBuilder output, object? value, int depth)
    {
        // A map that holds itself would never end.
        if (depth > 100) throw new VtlException("A value nests too deeply.");
        switch (value)
        {
            case List<object?> list:
                output.Append('[');
                for (var i = 0; i < list.Count; i++)
                {
                    if (i > 0) output.Append(", ");
                    Append(output, list[i], depth + 1);
                }
                output.Append(']');
                break;
            case JavaMap map:
                output.Append('{');
                var first = true;
                foreach (var (key, item) in map.Entries)
                {
                    if (!first) output.Append(", ");
                    first = false;
                    output.Append(key).Append('=');
                    Append(output, item, depth + 1);
                }
                output.Append('}');
                break;
            default:
                output.Append(Text(value) ?? "null");
                break;
        }
        if (output.Length > 12 * 1024 * 1024) throw new VtlException("The template's output is too long.");
    }

    private static string Text(double number)
    {
        Span<char> text = stackalloc char[LongestNumber];
        return text[..Format(number, text)].ToString();
    }

    /// <summary>The most characters that <see cref="Format"/> writes.</summary>
    public const int LongestNumber = 40;

    /// <summary>Writes a number as Java does; gives its length.</summary>
    public static int Format(double number, Span<char> into)
    {
        if (!double.IsFinite(number))
        {
            var name = double.IsNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity";
            name.CopyTo(into);
            return name.Length;
        }
        var size = Math.Abs(number);
        // Java: 1.0E10
        var isLong = size != 0 && size is < 1e-3 or >= 1e7;
        number.TryFormat(into, out var length, isLong ? "0.0################E0" : "R", CultureInfo.InvariantCulture);
        if (isLong || into[..length].Contains('.')) return length;
        ".0".CopyTo(into[length..]);
        return length + 2;
    }
}
