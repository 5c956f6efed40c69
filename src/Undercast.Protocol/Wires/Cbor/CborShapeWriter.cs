using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using System.Text.Json;

namespace Undercast.Protocol;

/// <summary>Writes shapes as CBOR; structures have indefinite length, since members that are null are left out on the way.</summary>
public readonly ref struct CborShapeWriter : IShapeWriter
{
    private const byte Break = 0xFF;
    private readonly IBufferWriter<byte> _output;

    /// <summary>Writes into <paramref name="output"/>.</summary>
    public CborShapeWriter(IBufferWriter<byte> output) => _output = output;

    /// <inheritdoc/>
    public void BeginStructure(StructSchema schema, MemberSchema? member)
    {
        Name(member);
        Raw(0xBF);
    }

    /// <inheritdoc/>
    public void EndStructure(StructSchema schema, MemberSchema? member) => Raw(Break);

    /// <inheritdoc/>
    public void Null(MemberSchema member)
    {
        Name(member);
        Raw(0xF6);
    }

    /// <inheritdoc/>
    public void String(MemberSchema member, string value)
    {
        Name(member);
        Text(value);
    }

    /// <inheritdoc/>
    public void Boolean(MemberSchema member, bool value)
    {
        Name(member);
        Raw(value ? (byte)0xF5 : (byte)0xF4);
    }

    /// <inheritdoc/>
    public void Long(MemberSchema member, long value)
    {
        Name(member);
        if (value >= 0) Head(0, (ulong)value);
        else Head(1, (ulong)(-1 - value));
    }

    /// <inheritdoc/>
    public void Float(MemberSchema member, float value)
    {
        Name(member);
        var span = _output.GetSpan(5);
        span[0] = 0xFA;
        BinaryPrimitives.WriteSingleBigEndian(span[1..], value);
        _output.Advance(5);
    }

    /// <inheritdoc/>
    public void Double(MemberSchema member, double value)
    {
        Name(member);
        Double(value);
    }

    /// <inheritdoc/>
    public void Blob(MemberSchema member, ReadOnlyMemory<byte> value)
    {
        Name(member);
        Head(2, (ulong)value.Length);
        _output.Write(value.Span);
    }

    /// <inheritdoc/>
    public void Timestamp(MemberSchema member, DateTimeOffset value)
    {
        Name(member);
        Raw(0xC1);
        Double(value.ToUnixTimeMilliseconds() / 1000.0);
    }

    /// <inheritdoc/>
    public void Document(MemberSchema member, JsonElement value) => throw new NotSupportedException("A document cannot travel in CBOR.");

    /// <inheritdoc/>
    public void Stream(MemberSchema member, Stream value) => throw new NotSupportedException("A stream cannot travel in CBOR.");

    /// <inheritdoc/>
    public void BeginList(MemberSchema member, int count)
    {
        Name(member);
        Head(4, (ulong)count);
    }

    /// <inheritdoc/>
    public void EndList(MemberSchema member)
    {
    }

    /// <inheritdoc/>
    public void BeginMap(MemberSchema member, int count)
    {
        Name(member);
        Head(5, (ulong)count);
    }

    /// <inheritdoc/>
    public void MapKey(MemberSchema member, string key) => Text(key);

    /// <inheritdoc/>
    public void EndMap(MemberSchema member)
    {
    }

    /// <summary>Opens an error's envelope.</summary>
    internal void Open() => Raw(0xBF);

    /// <summary>Closes it.</summary>
    internal void Close() => Raw(Break);

    /// <summary>Writes a member of it.</summary>
    internal void Entry(string name, string value)
    {
        Text(name);
        Text(value);
    }

    // What a list or map holds has no name of its own.
    private void Name(MemberSchema? member)
    {
        if (member is not { Index: >= 0 }) return;
        Head(3, (ulong)member.Utf8Name.Length);
        _output.Write(member.Utf8Name);
    }

    private void Text(string value)
    {
        Head(3, (ulong)Encoding.UTF8.GetByteCount(value));
        Encoding.UTF8.GetBytes(value, _output);
    }

    private void Double(double value)
    {
        var span = _output.GetSpan(9);
        span[0] = 0xFB;
        BinaryPrimitives.WriteDoubleBigEndian(span[1..], value);
        _output.Advance(9);
    }

    private void Raw(byte value)
    {
        _output.GetSpan(1)[0] = value;
        _output.Advance(1);
    }

    private void Head(int major, ulong argument)
    {
        var span = _output.GetSpan(9);
        var type = (byte)(major << 5);
        switch (argument)
        {
            case < 24:
                span[0] = (byte)(type | (byte)argument);
                _output.Advance(1);
                break;
            case <= byte.MaxValue:
                span[0] = (byte)(type | 24);
                span[1] = (byte)argument;
                _output.Advance(2);
                break;
            case <= ushort.MaxValue:
                span[0] = (byte)(type | 25);
                BinaryPrimitives.WriteUInt16BigEndian(span[1..], (ushort)argument);
                _output.Advance(3);
                break;
            case <= uint.MaxValue:
                span[0] = (byte)(type | 26);
                BinaryPrimitives.WriteUInt32BigEndian(span[1..], (uint)argument);
                _output.Advance(5);
                break;
            default:
                span[0] = (byte)(type | 27);
                BinaryPrimitives.WriteUInt64BigEndian(span[1..], argument);
                _output.Advance(9);
                break;
        }
    }
}
