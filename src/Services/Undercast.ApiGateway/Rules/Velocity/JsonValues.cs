using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Undercast.ApiGateway;

/// <summary>Values of templates from JSON and as JSON.</summary>
internal static class JsonValues
{
    private const int MostKept = 64 * 1024;
    private const int MostNames = 256;
    private const int LongestName = 32;
    private static readonly UTF8Encoding Strict = new(false, true);
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // Names of members come again and again, in one body and from one request to the next.
    [ThreadStatic] private static string?[]? _names;
    [ThreadStatic] private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Writer)? _writer;

    /// <summary>The value, or null where it is none.</summary>
    public static object? Read(string json)
    {
        var rented = ArrayPool<byte>.Shared.Rent(Strict.GetMaxByteCount(json.Length));
        try
        {
            return Parse(rented.AsSpan(0, Strict.GetBytes(json, rented)));
        }
        catch (Exception e) when (IsNoJson(e))
        {
            return null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    /// <summary>The value, or null where it is none. What is not UTF-8 is read as its text would be.</summary>
    public static object? Read(ReadOnlySpan<byte> json) => Utf8.IsValid(json) ? Parse(json) : Read(Encoding.UTF8.GetString(json));

    private static object? Parse(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        try
        {
            reader.Read();
            var value = Value(ref reader);
            // Nothing may follow; the reader refuses what does.
            reader.Read();
            return value;
        }
        catch (Exception e) when (IsNoJson(e))
        {
            return null;
        }
    }

    /// <summary>One member of an object, read past all others; null where there is none, or no object.</summary>
    public static object? Member(ReadOnlySpan<byte> json, string name)
    {
        var reader = new Utf8JsonReader(json);
        try
        {
            object? found = null;
            reader.Read();
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    var isIt = reader.ValueTextEquals(name);
                    reader.Read();
                    // The last of several of one name is it, as in a map.
                    if (isIt) found = Value(ref reader);
                    else reader.Skip();
                }
            }
            reader.Skip();
            reader.Read();
            return found;
        }
        catch (Exception e) when (IsNoJson(e))
        {
            return null;
        }
    }

    // Half of a surrogate pair, escaped or not, is no text here.
    private static bool IsNoJson(Exception e) => e is JsonException or InvalidOperationException or EncoderFallbackException;

    private static object? Value(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                var map = new JavaMap();
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    var name = Name(ref reader);
                    reader.Read();
                    map[name] = Value(ref reader);
                }
                return map;
            case JsonTokenType.StartArray:
                var list = new List<object?>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) list.Add(Value(ref reader));
                return list;
            case JsonTokenType.String: return reader.GetString();
            case JsonTokenType.Number: return reader.TryGetInt64(out var whole) ? JavaValues.Box(whole) : reader.GetDouble();
            case JsonTokenType.True: return JavaValues.True;
            case JsonTokenType.False: return JavaValues.False;
            default: return null;
        }
    }

    private static string Name(ref Utf8JsonReader reader)
    {
        var bytes = reader.ValueSpan;
        if (bytes.Length is 0 or > LongestName || reader.ValueIsEscaped) return reader.GetString()!;
        var place = ((bytes.Length * 31) + (bytes[0] * 7) + (bytes[^1] * 3) + bytes[bytes.Length / 2]) % MostNames;
        ref var known = ref (_names ??= new string?[MostNames])[place];
        return known is not null && reader.ValueTextEquals(known) ? known : known = reader.GetString()!;
    }

    public static string Write(object? value)
    {
        // A value that renders a part of the template while it is written may come here again: it gets a writer of its own.
        var (buffer, writer) = _writer ?? Fresh();
        _writer = null;
        Write(writer, value, 0);
        writer.Flush();
        var text = Encoding.UTF8.GetString(buffer.WrittenSpan);
        if (buffer.Capacity <= MostKept)
        {
            buffer.ResetWrittenCount();
            writer.Reset();
            _writer = (buffer, writer);
        }
        return text;
    }

    private static (ArrayBufferWriter<byte>, Utf8JsonWriter) Fresh()
    {
        var buffer = new ArrayBufferWriter<byte>();
        return (buffer, new Utf8JsonWriter(buffer, Compact));
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
                foreach (var (key, item) in map.Entries)
                {
                    writer.WritePropertyName(key);
                    Write(writer, item, depth + 1);
                }
                writer.WriteEndObject();
                break;
            default: writer.WriteStringValue(JavaValues.Text(value)); break;
        }
    }
}
