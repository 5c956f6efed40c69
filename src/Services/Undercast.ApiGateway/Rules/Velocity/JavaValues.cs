using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Undercast.ApiGateway;

/// <summary>A map that keeps the order in which its keys came, as the maps of AWS's templates do.</summary>
internal sealed class JavaMap : OrderedDictionary<string, object?>
{
    public JavaMap() : base(StringComparer.Ordinal) { }
}

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
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

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
        JavaMap map => [.. map.Values],
        _ => [],
    };

    public static object? Get(object value, object? member) => value switch
    {
        IVtlObject native => native.Get(Text(member) ?? ""),
        JavaMap map => map.GetValueOrDefault(Text(member) ?? "null") ?? (member is "size" && !map.ContainsKey("size") ? (long)map.Count : member is "empty" && !map.ContainsKey("empty") ? map.Count == 0 : null),
        List<object?> list when member is long index => list[At(list, index)],
        List<object?> list => member switch { "size" => (long)list.Count, "empty" => list.Count == 0, _ => null },
        string text when member is "empty" => text.Length == 0,
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
                foreach (var (key, item) in map)
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
        if (double.IsNaN(number)) return "NaN";
        if (double.IsInfinity(number)) return number > 0 ? "Infinity" : "-Infinity";
        var size = Math.Abs(number);
        if (size != 0 && size is < 1e-3 or >= 1e7)
        {
            // Java: 1.0E10
            var text = number.ToString("0.0################E0", CultureInfo.InvariantCulture);
            return text;
        }
        var plain = number.ToString("R", CultureInfo.InvariantCulture);
        return plain.Contains('.', StringComparison.Ordinal) ? plain : plain + ".0";
    }

    public static object? FromJson(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return From(document.RootElement);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static object? From(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var map = new JavaMap();
                foreach (var member in element.EnumerateObject()) map[member.Name] = From(member.Value);
                return map;
            case JsonValueKind.Array:
                var list = new List<object?>(element.GetArrayLength());
                foreach (var item in element.EnumerateArray()) list.Add(From(item));
                return list;
            case JsonValueKind.String: return element.GetString();
            case JsonValueKind.Number: return element.TryGetInt64(out var whole) ? (object)whole : element.GetDouble();
            case JsonValueKind.True: return true;
            case JsonValueKind.False: return false;
            default: return null;
        }
    }

    public static string ToJson(object? value)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Compact)) Write(writer, value, 0);
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static void Write(Utf8JsonWriter writer, object? value, int depth)
    {
        if (depth > 100) throw new VtlException("A value nests too deeply.");
        switch (value)
        {
            case null: writer.WriteNullValue(); break;
            case bool truth: writer.WriteBooleanValue(truth); break;
            case long whole: writer.WriteNumberValue(whole); break;
            case double number when double.IsFinite(number): writer.WriteRawValue(number == Math.Floor(number) && Math.Abs(number) < 1e15 ? number.ToString("0.0", CultureInfo.InvariantCulture) : number.ToString("R", CultureInfo.InvariantCulture)); break;
            case List<object?> list:
                writer.WriteStartArray();
                foreach (var item in list) Write(writer, item, depth + 1);
                writer.WriteEndArray();
                break;
            case JavaMap map:
                writer.WriteStartObject();
                foreach (var (key, item) in map)
                {
                    writer.WritePropertyName(key);
                    Write(writer, item, depth + 1);
                }
                writer.WriteEndObject();
                break;
            default: writer.WriteStringValue(Text(value)); break;
        }
    }
}
