using System.Globalization;
using System.Text.Json;
using Undercast.Kernel;

namespace Undercast.Protocol;

/// <summary>Reads shapes from JSON. An empty body is an empty structure.</summary>
/// <remarks>
/// AWS: the texts of type mismatches are those that the JSON services answer. Of two members with one name the last counts; that is what the
/// common JSON libraries do, and a guess as far as the services go.
/// </remarks>
public ref struct JsonShapeReader : IShapeReader
{
    /// <summary>How deep a request may nest. AWS: an item of DynamoDB nests 32 levels, each of which is two here, beside what stands around it.</summary>
    public const int MaxDepth = 128;

    private Utf8JsonReader _json;
    private readonly bool _empty;
    private bool _started;
    private int _hint;

    /// <summary>Starts before the first token.</summary>
    public JsonShapeReader(ReadOnlySpan<byte> body)
    {
        _empty = body.IsEmpty;
        _json = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = MaxDepth });
    }

    /// <summary>Refuses what follows the root value.</summary>
    public void Finish()
    {
        if (_started && _json.Read()) throw WireFaults.Malformed();
    }

    /// <inheritdoc/>
    public void BeginStructure(StructSchema schema, MemberSchema? member)
    {
        _hint = 0;
        if (_empty) return;
        Start();
        if (_json.TokenType != JsonTokenType.StartObject)
            throw WireFaults.Serialization(_json.TokenType == JsonTokenType.StartArray ? "Start of list found where not expected" : "Expected map or null");
    }

    /// <inheritdoc/>
    public bool NextMember(StructSchema schema, out int index)
    {
        index = -1;
        if (_empty) return false;
        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            index = _json.ValueIsEscaped ? schema.Find(System.Text.Encoding.UTF8.GetBytes(_json.GetString()!)) : schema.Find(_json.ValueSpan, _hint);
            if (index >= 0)
            {
                _json.Read();
                _hint = index + 1 == schema.Members.Length ? 0 : index + 1;
                return true;
            }
            if (schema.NotSupported.Length > 0) Refuse(schema);
            _json.Read();
            _json.Skip();
        }
        _hint = 0;
        return false;
    }

    /// <inheritdoc/>
    public bool TryNull(MemberSchema member)
    {
        if (_empty) return false;
        Start();
        return _json.TokenType == JsonTokenType.Null;
    }

    /// <inheritdoc/>
    public readonly string String(MemberSchema member) => _json.TokenType == JsonTokenType.String ? _json.GetString()! : throw Mismatch("a String");

    /// <inheritdoc/>
    public readonly bool Boolean(MemberSchema member) => _json.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        _ => throw Mismatch("a Boolean"),
    };

    /// <inheritdoc/>
    public readonly sbyte Byte(MemberSchema member) => (sbyte)Integer("a Byte", sbyte.MinValue, sbyte.MaxValue);

    /// <inheritdoc/>
    public readonly short Short(MemberSchema member) => (short)Integer("a Short", short.MinValue, short.MaxValue);

    /// <inheritdoc/>
    public readonly int Integer(MemberSchema member) => (int)Integer("an Integer", int.MinValue, int.MaxValue);

    /// <inheritdoc/>
    public readonly long Long(MemberSchema member) => Integer("a Long", long.MinValue, long.MaxValue);

    /// <inheritdoc/>
    public readonly float Float(MemberSchema member)
    {
        var value = Number("a Float");
        return double.IsFinite(value) && !float.IsFinite((float)value) ? throw OutOfRange("a Float") : (float)value;
    }

    /// <inheritdoc/>
    public readonly double Double(MemberSchema member) => Number("a Double");

    /// <inheritdoc/>
    public readonly byte[] Blob(MemberSchema member)
    {
        if (_json.TokenType != JsonTokenType.String) throw Mismatch("a Blob");
        return _json.TryGetBytesFromBase64(out var bytes) ? bytes : throw WireFaults.Serialization("The value is not valid base64.");
    }

    /// <inheritdoc/>
    public readonly DateTimeOffset Timestamp(MemberSchema member)
    {
        if (_json.TokenType == JsonTokenType.Number && Timestamps.TryFromSeconds(_json.GetDouble(), out var time)) return time;
        if (_json.TokenType == JsonTokenType.String && Timestamps.TryParse(_json.GetString()!, member.Timestamp, out time)) return time;
        throw Mismatch("a Timestamp");
    }

    /// <inheritdoc/>
    public JsonElement Document(MemberSchema member)
    {
        Start();
        using var document = JsonDocument.ParseValue(ref _json);
        return document.RootElement.Clone();
    }

    /// <inheritdoc/>
    public readonly Stream Stream(MemberSchema member) => new MemoryStream(Blob(member), writable: false);

    /// <inheritdoc/>
    public readonly IAsyncEnumerable<T> Events<T>(MemberSchema member, ShapeCodec union) where T : class => throw WireFaults.Serialization("Events cannot travel in JSON.");

    /// <inheritdoc/>
    public void Skip() => _json.Skip();

    /// <inheritdoc/>
    public readonly void BeginList(MemberSchema member)
    {
        if (_json.TokenType != JsonTokenType.StartArray)
            throw WireFaults.Serialization(_json.TokenType == JsonTokenType.StartObject ? "Start of structure or map found where not expected." : "Expected list or null");
    }

    /// <inheritdoc/>
    public bool NextElement(MemberSchema member) => _json.Read() && _json.TokenType != JsonTokenType.EndArray;

    /// <inheritdoc/>
    public readonly void BeginMap(MemberSchema member)
    {
        if (_json.TokenType != JsonTokenType.StartObject)
            throw WireFaults.Serialization(_json.TokenType == JsonTokenType.StartArray ? "Start of list found where not expected" : "Expected map or null");
    }

    /// <inheritdoc/>
    public bool NextEntry(MemberSchema member, out string key)
    {
        key = "";
        if (!_json.Read() || _json.TokenType != JsonTokenType.PropertyName) return false;
        key = _json.GetString()!;
        _json.Read();
        return true;
    }

    // The first token is read when it is asked for: a body that is a blob is no JSON.
    private void Start()
    {
        if (_started) return;
        _started = true;
        _json.Read();
    }

    private void Refuse(StructSchema schema)
    {
        var probe = _json;
        probe.Read();
        // A null is as good as nothing sent.
        if (probe.TokenType != JsonTokenType.Null) schema.RefuseIfNotSupported(System.Text.Encoding.UTF8.GetBytes(_json.GetString()!));
    }

    private readonly long Integer(string what, long min, long max)
    {
        if (_json.TokenType != JsonTokenType.Number) throw Mismatch(what);
        if (_json.TryGetInt64(out var value)) return value >= min && value <= max ? value : throw OutOfRange(what);
        // AWS: 1.0 and 1e3 are integers to the services; a fraction is cut (seen from the JSON services).
        if (!_json.TryGetDouble(out var number) || !double.IsFinite(number) || number < min || number > max || Math.Abs(number) >= 9.3e18) throw OutOfRange(what);
        return (long)number;
    }

    private readonly double Number(string what)
    {
        if (_json.TokenType == JsonTokenType.Number) return _json.TryGetDouble(out var number) && double.IsFinite(number) ? number : throw OutOfRange(what);
        if (_json.TokenType == JsonTokenType.String)
        {
            switch (_json.GetString())
            {
                case "NaN": return double.NaN;
                case "Infinity": return double.PositiveInfinity;
                case "-Infinity": return double.NegativeInfinity;
            }
        }
        throw Mismatch(what);
    }

    private readonly CommonException OutOfRange(string what) =>
        WireFaults.Serialization(string.Create(CultureInfo.InvariantCulture, $"NUMBER_VALUE can not be converted to {what}"));

    private readonly CommonException Mismatch(string wanted) => WireFaults.Serialization(_json.TokenType switch
    {
        JsonTokenType.StartObject => "Start of structure or map found where not expected.",
        JsonTokenType.StartArray => "Start of list found where not expected",
        JsonTokenType.String => $"STRING_VALUE can not be converted to {wanted}",
        JsonTokenType.Number => $"NUMBER_VALUE can not be converted to {wanted}",
        JsonTokenType.True => $"TRUE_VALUE can not be converted to {wanted}",
        JsonTokenType.False => $"FALSE_VALUE can not be converted to {wanted}",
        _ => "The request body is not well-formed.",
    });
}
