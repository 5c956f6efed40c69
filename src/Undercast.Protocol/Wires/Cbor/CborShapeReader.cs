using System.Text.Json;

namespace Undercast.Protocol;

/// <summary>Reads shapes from CBOR. An empty body is an empty structure.</summary>
public ref struct CborShapeReader : IShapeReader
{
    private readonly bool _empty;
    private CborInput _input;
    // What is left of each open array or map; -1 for indefinite length.
    private readonly Stack<int> _left = new();

    /// <summary>Starts before the first item.</summary>
    public CborShapeReader(ReadOnlySpan<byte> body)
    {
        _empty = body.IsEmpty;
        _input = new CborInput(body);
    }

    /// <summary>Refuses what follows the root item.</summary>
    public readonly void Finish()
    {
        if (!_input.IsAtEnd) throw WireFaults.Malformed();
    }

    /// <inheritdoc/>
    public void BeginStructure(StructSchema schema, MemberSchema? member)
    {
        if (!_empty) Begin(5, "A structure");
    }

    /// <inheritdoc/>
    public bool NextMember(StructSchema schema, out int index)
    {
        index = -1;
        if (_empty) return false;
        while (Next())
        {
            if (_input.Major != 3) throw WireFaults.Serialization("The name of a member must be text.");
            var name = _input.ReadChunks(3);
            if (_input.TryNull()) continue;
            index = schema.Find(name);
            if (index >= 0) return true;
            schema.RefuseIfNotSupported(name);
            _input.Skip(_left.Count);
        }
        index = -1;
        return false;
    }

    /// <inheritdoc/>
    public bool TryNull(MemberSchema member) => _input.TryNull();

    /// <inheritdoc/>
    public void Skip() => _input.Skip(_left.Count);

    /// <inheritdoc/>
    public string String(MemberSchema member) => _input.ReadText();

    /// <inheritdoc/>
    public bool Boolean(MemberSchema member) => _input.ReadBoolean();

    /// <inheritdoc/>
    public sbyte Byte(MemberSchema member) => (sbyte)_input.ReadInteger(sbyte.MinValue, sbyte.MaxValue);

    /// <inheritdoc/>
    public short Short(MemberSchema member) => (short)_input.ReadInteger(short.MinValue, short.MaxValue);

    /// <inheritdoc/>
    public int Integer(MemberSchema member) => (int)_input.ReadInteger(int.MinValue, int.MaxValue);

    /// <inheritdoc/>
    public long Long(MemberSchema member) => _input.ReadInteger(long.MinValue, long.MaxValue);

    /// <inheritdoc/>
    public float Float(MemberSchema member)
    {
        var value = _input.ReadDouble();
        return double.IsFinite(value) && !float.IsFinite((float)value) ? throw WireFaults.Serialization("The number is out of range.") : (float)value;
    }

    /// <inheritdoc/>
    public double Double(MemberSchema member) => _input.ReadDouble();

    /// <inheritdoc/>
    public byte[] Blob(MemberSchema member) => _input.ReadBytes();

    /// <inheritdoc/>
    public DateTimeOffset Timestamp(MemberSchema member)
    {
        // AWS: a time is tag 1 with seconds since 1970 (Smithy rpcv2Cbor).
        if (_input.ReadTag() != 1) throw WireFaults.Serialization("A Timestamp expected.");
        return Timestamps.TryFromSeconds(_input.ReadDouble(), out var time) ? time : throw WireFaults.Serialization("The time is out of range.");
    }

    /// <inheritdoc/>
    public readonly JsonElement Document(MemberSchema member) => throw WireFaults.Serialization("A document cannot travel in CBOR.");

    /// <inheritdoc/>
    public readonly Stream Stream(MemberSchema member) => throw WireFaults.Serialization("A stream cannot travel in CBOR.");

    /// <inheritdoc/>
    public readonly IAsyncEnumerable<T> Events<T>(MemberSchema member, ShapeCodec union) where T : class => throw WireFaults.Serialization("Events cannot travel in CBOR.");

    /// <inheritdoc/>
    public void BeginList(MemberSchema member) => Begin(4, "A list");

    /// <inheritdoc/>
    public bool NextElement(MemberSchema member) => Next();

    /// <inheritdoc/>
    public void BeginMap(MemberSchema member) => Begin(5, "A map");

    /// <inheritdoc/>
    public bool NextEntry(MemberSchema member, out string key)
    {
        key = "";
        if (!Next()) return false;
        key = _input.ReadText();
        return true;
    }

    private void Begin(int major, string wanted)
    {
        if (_left.Count == CborInput.MaxDepth) throw WireFaults.Serialization("The request nests too deep.");
        _left.Push(_input.Begin(major, wanted));
    }

    private bool Next()
    {
        var left = _left.Pop();
        if (left == 0 || (left < 0 && _input.TryBreak())) return false;
        _left.Push(left < 0 ? left : left - 1);
        return true;
    }
}
