using System.Globalization;
using System.Text.Json;

namespace Undercast.Logs;

/// <summary>A row of a query: an event with the fields that are found in it, or what commands have made.</summary>
internal sealed class QueryRow
{
    private readonly Dictionary<string, object?> _values = new(StringComparer.Ordinal);
    private readonly QueryEvent? _event;
    private bool _parsed;
    private JsonElement _json;

    public QueryRow(QueryEvent? source = null) => _event = source;

    /// <summary>The event of a row that stands for one.</summary>
    public QueryEvent? Event => _event;

    /// <summary>What commands have set.</summary>
    public IReadOnlyDictionary<string, object?> Values => _values;

    /// <summary>A field: text or a number, or null for none.</summary>
    public object? this[string name]
    {
        get => _values.TryGetValue(name, out var value) ? value : _event is { } e ? Discovered(e, name) : null;
        set => _values[name] = value;
    }

    private object? Discovered(QueryEvent e, string name)
    {
        switch (name)
        {
            case "@timestamp": return QueryTime.Of(e.Time);
            case "@ingestionTime": return QueryTime.Of(e.Ingested);
            case "@message": return e.Message.TrimEnd('\n');
            case "@logStream": return e.Stream;
            case "@log": return $"{e.Group.Account}:{e.Group.Name}";
            case "@ptr": return e.Pointer;
        }
        if (name.StartsWith('@') && LambdaFields.Find(e.Message, name) is { } found) return found;
        if (!_parsed)
        {
            _parsed = true;
            _json = Parse(e.Message);
        }
        return _json.ValueKind == JsonValueKind.Undefined ? null : Walk(_json, name);
    }

    // AWS: the first JSON of a message is looked into.
    private static JsonElement Parse(string message)
    {
        var start = message.IndexOf('{', StringComparison.Ordinal);
        if (start < 0) return default;
        try
        {
            var reader = new Utf8JsonReader(System.Text.Encoding.UTF8.GetBytes(message[start..]));
            return JsonElement.ParseValue(ref reader);
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private static object? Walk(JsonElement at, string path)
    {
        // A field's own name may hold dots.
        if (at.ValueKind == JsonValueKind.Object && at.TryGetProperty(path, out var direct)) return ValueOf(direct);
        var dot = path.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0) return at.ValueKind == JsonValueKind.Array && int.TryParse(path, NumberStyles.None, CultureInfo.InvariantCulture, out var last) && last < at.GetArrayLength() ? ValueOf(at[last]) : null;
        var (head, rest) = (path[..dot], path[(dot + 1)..]);
        if (at.ValueKind == JsonValueKind.Object && at.TryGetProperty(head, out var inner)) return Walk(inner, rest);
        return at.ValueKind == JsonValueKind.Array && int.TryParse(head, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < at.GetArrayLength() ? Walk(at[index], rest) : null;
    }

    private static object? ValueOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetDouble(),
        // AWS: booleans are the numbers 1 and 0.
        JsonValueKind.True => 1d,
        JsonValueKind.False => 0d,
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        _ => value.GetRawText(),
    };
}

/// <summary>An event as queries see it.</summary>
internal sealed record QueryEvent(GroupKey Group, string Stream, DateTimeOffset Time, DateTimeOffset Ingested, string Message, string Pointer);

/// <summary>A moment in a query: a number to compute with, shown as a time.</summary>
internal readonly record struct QueryTime(double Milliseconds)
{
    public static object Of(DateTimeOffset at) => new QueryTime(at.ToUnixTimeMilliseconds());

    public override string ToString() => DateTimeOffset.FromUnixTimeMilliseconds((long)Milliseconds).UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);
}

/// <summary>What functions' START, END and REPORT lines say, as fields.</summary>
internal static class LambdaFields
{
    // AWS: durations in milliseconds, memory in bytes of a million to the megabyte.
    private static readonly Dictionary<string, (string Label, double Factor)> Numbers = new(StringComparer.Ordinal)
    {
        ["@duration"] = ("\tDuration: ", 1), ["@billedDuration"] = ("\tBilled Duration: ", 1), ["@initDuration"] = ("\tInit Duration: ", 1),
        ["@memorySize"] = ("\tMemory Size: ", 1_000_000), ["@maxMemoryUsed"] = ("\tMax Memory Used: ", 1_000_000),
    };

    public static object? Find(string message, string name)
    {
        if (name == "@type") return message.StartsWith("START RequestId", StringComparison.Ordinal) ? "START" : message.StartsWith("END RequestId", StringComparison.Ordinal) ? "END" : message.StartsWith("REPORT RequestId", StringComparison.Ordinal) ? "REPORT" : null;
        if (name == "@requestId")
        {
            var at = message.IndexOf("RequestId: ", StringComparison.Ordinal);
            if (at >= 0) return message[(at + 11)..].Split(' ', '\t', '\n')[0];
            // Lines of functions carry it behind their time.
            var parts = message.Split('\t', 3);
            return parts.Length == 3 && Guid.TryParse(parts[1], out _) ? parts[1] : null;
        }
        if (!Numbers.TryGetValue(name, out var number) || !message.StartsWith("REPORT ", StringComparison.Ordinal)) return null;
        var start = message.IndexOf(number.Label, StringComparison.Ordinal);
        if (start < 0) return null;
        var text = message[(start + number.Label.Length)..].Split(' ')[0];
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value * number.Factor : null;
    }
}
