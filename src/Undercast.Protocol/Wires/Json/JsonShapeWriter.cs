using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Undercast.Protocol;

/// <summary>Writes shapes as JSON.</summary>
public readonly ref struct JsonShapeWriter : IShapeWriter
{
    private static readonly JsonWriterOptions Options = new()
    {
        // The answer is never part of a page; quotes and controls are all that must be escaped.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    [ThreadStatic]
    private static Utf8JsonWriter? _spare;

    private readonly Utf8JsonWriter _json;

    /// <summary>Writes into <paramref name="output"/>; <see cref="Finish"/> ends it.</summary>
    public JsonShapeWriter(IBufferWriter<byte> output)
    {
        _json = _spare ?? new Utf8JsonWriter(output, Options);
        _spare = null;
        _json.Reset(output);
    }

    /// <summary>The writer below, for envelopes.</summary>
    public Utf8JsonWriter Json => _json;

    /// <summary>Passes what is written on to the output.</summary>
    public void Finish()
    {
        _json.Flush();
        _spare = _json;
    }

    /// <inheritdoc/>
    public void BeginStructure(StructSchema schema, MemberSchema? member)
    {
        Name(member);
        _json.WriteStartObject();
    }

    /// <inheritdoc/>
    public void EndStructure(StructSchema schema, MemberSchema? member) => _json.WriteEndObject();

    /// <inheritdoc/>
    public void Null(MemberSchema member)
    {
        Name(member);
        _json.WriteNullValue();
    }

    /// <inheritdoc/>
    public void String(MemberSchema member, string value)
    {
        Name(member);
        _json.WriteStringValue(value);
    }

    /// <inheritdoc/>
    public void Boolean(MemberSchema member, bool value)
    {
        Name(member);
        _json.WriteBooleanValue(value);
    }

    /// <inheritdoc/>
    public void Long(MemberSchema member, long value)
    {
        Name(member);
        _json.WriteNumberValue(value);
    }

    /// <inheritdoc/>
    public void Float(MemberSchema member, float value)
    {
        Name(member);
        if (float.IsFinite(value)) _json.WriteNumberValue(value);
        else _json.WriteStringValue(NonFinite(value));
    }

    /// <inheritdoc/>
    public void Double(MemberSchema member, double value)
    {
        Name(member);
        if (double.IsFinite(value)) _json.WriteNumberValue(value);
        else _json.WriteStringValue(NonFinite(value));
    }

    /// <inheritdoc/>
    public void Blob(MemberSchema member, ReadOnlyMemory<byte> value)
    {
        Name(member);
        _json.WriteBase64StringValue(value.Span);
    }

    /// <inheritdoc/>
    public void Timestamp(MemberSchema member, DateTimeOffset value)
    {
        Name(member);
        if (member.Timestamp is TimestampFormat.Default or TimestampFormat.EpochSeconds)
        {
            var milliseconds = value.ToUnixTimeMilliseconds();
            if (milliseconds % 1000 == 0) _json.WriteNumberValue(milliseconds / 1000);
            else _json.WriteNumberValue(Timestamps.Seconds(value));
        }
        else
        {
            _json.WriteStringValue(Timestamps.Format(value, member.Timestamp));
        }
    }

    /// <inheritdoc/>
    public void Document(MemberSchema member, JsonElement value)
    {
        Name(member);
        value.WriteTo(_json);
    }

    /// <inheritdoc/>
    public void Stream(MemberSchema member, Stream value) => throw new NotSupportedException("A stream cannot travel in JSON.");

    /// <inheritdoc/>
    public void BeginList(MemberSchema member, int count)
    {
        Name(member);
        _json.WriteStartArray();
    }

    /// <inheritdoc/>
    public void EndList(MemberSchema member) => _json.WriteEndArray();

    /// <inheritdoc/>
    public void BeginMap(MemberSchema member, int count)
    {
        Name(member);
        _json.WriteStartObject();
    }

    /// <inheritdoc/>
    public void MapKey(MemberSchema member, string key) => _json.WritePropertyName(key);

    /// <inheritdoc/>
    public void EndMap(MemberSchema member) => _json.WriteEndObject();

    internal static string NonFinite(double value) => double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";

    // What a list or map holds has no name of its own.
    private void Name(MemberSchema? member)
    {
        if (member is { Index: >= 0 }) _json.WritePropertyName(member.Utf8Name);
    }
}
