using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Undercast.Protocol.Conformance;

/// <summary>Turns records into the corpus's JSON and back: blobs are their text, times seconds since 1970.</summary>
internal static class Values
{
    public static JsonNode? Show(object? value) => value switch
    {
        null => null,
        string text => text,
        bool flag => flag,
        byte[] bytes => Encoding.UTF8.GetString(bytes),
        DateTimeOffset time => Number(time.ToUnixTimeMilliseconds() / 1000.0),
        float f => Number(float.IsFinite(f) ? double.Parse(f.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : f),
        double d => Number(d),
        int i => Number(i),
        long l => Number(l),
        JsonElement element => Plain(JsonNode.Parse(element.GetRawText())),
        IDictionary map => Map(map),
        IEnumerable list => new JsonArray([.. list.Cast<object?>().Select(Show)]),
        _ => Record(value),
    };

    public static object? Build(JsonElement json, Type type)
    {
        if (json.ValueKind == JsonValueKind.Null) return null;
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string)) return json.ValueKind == JsonValueKind.String ? json.GetString() : json.GetRawText();
        if (type == typeof(bool)) return json.GetBoolean();
        if (type == typeof(int)) return json.GetInt32();
        if (type == typeof(long)) return json.GetInt64();
        if (type == typeof(float)) return (float)Double(json);
        if (type == typeof(double)) return Double(json);
        if (type == typeof(byte[])) return Encoding.UTF8.GetBytes(json.GetString()!);
        if (type == typeof(DateTimeOffset)) return DateTimeOffset.UnixEpoch.AddMilliseconds(Math.Round(json.GetDouble() * 1000));
        if (type == typeof(JsonElement)) return json.Clone();
        if (type.IsGenericType)
        {
            var held = type.GetGenericArguments()[^1];
            if (type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
            {
                var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(held))!;
                foreach (var item in json.EnumerateArray()) list.Add(Build(item, held));
                return list;
            }
            var map = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(typeof(string), held))!;
            foreach (var entry in json.EnumerateObject()) map[entry.Name] = Build(entry.Value, held);
            return map;
        }
        return Fill(Activator.CreateInstance(type)!, json);
    }

    public static object Fill(object target, JsonElement json)
    {
        foreach (var member in json.EnumerateObject())
        {
            if (target.GetType().GetProperty(ContractText.Property(member.Name)) is { } property) property.SetValue(target, Build(member.Value, property.PropertyType));
        }
        return target;
    }

    /// <summary>A form in which equal values have equal text: members in order, numbers as doubles.</summary>
    public static string Canonical(JsonNode? node) => Plain(node)?.ToJsonString() ?? "null";

    private static JsonNode? Plain(JsonNode? node) => node switch
    {
        JsonObject o => new JsonObject(o.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => KeyValuePair.Create(p.Key, Plain(p.Value)))),
        JsonArray a => new JsonArray([.. a.Select(Plain)]),
        JsonValue v when v.GetValueKind() == JsonValueKind.Number => Number(double.Parse(v.ToJsonString(), CultureInfo.InvariantCulture)),
        null => null,
        _ => node.DeepClone(),
    };

    private static JsonObject Map(IDictionary map)
    {
        var shown = new JsonObject();
        foreach (DictionaryEntry entry in map) shown[(string)entry.Key] = Show(entry.Value);
        return shown;
    }

    private static JsonObject Record(object record)
    {
        var shown = new JsonObject();
        foreach (var property in record.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.Name.StartsWith('P') && property.GetValue(record) is { } value) shown[property.Name[1..]] = Show(value);
        }
        return shown;
    }

    private static JsonValue Number(double value) => double.IsFinite(value) ? JsonValue.Create(value) : JsonValue.Create(double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity");

    private static double Double(JsonElement json) => json.ValueKind == JsonValueKind.Number ? json.GetDouble() : json.GetString() switch
    {
        "NaN" => double.NaN,
        "Infinity" => double.PositiveInfinity,
        _ => double.NegativeInfinity,
    };
}
