using System.Buffers;
using System.Text;
using Undercast.Protocol;
using Undercast.Storage;

namespace Undercast.DynamoDb;

// An item as it is stored:
//
//   01, size as AWS counts it, number of attributes, then for each: name, kind, value
//
//   text, numbers, bytes: length and bytes      sets: number of members, each with its length      true, false: a byte
//   lists: number of elements, then kind and value of each      maps: number of entries, then name, kind and value of each
//
// Kinds are the values of AttributeKind.

/// <summary>The stored form of items.</summary>
internal sealed class ItemCodec : IRecordCodec<AttributeMap>
{
    private const byte Version = 1;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    public static ItemCodec Instance { get; } = new();

    public void Write(AttributeMap record, IBufferWriter<byte> output)
    {
        if (record.Stored.IsEmpty) WriteItem(record.Values, output);
        else output.Write(record.Stored.Span);
    }

    public AttributeMap Read(ReadOnlyMemory<byte> stored) => new(stored);

    /// <summary>An item in its stored form, in an array of its own.</summary>
    public static byte[] Encode(AttributeMap item)
    {
        if (!item.Stored.IsEmpty) return item.Stored.ToArray();
        var buffer = _buffer ?? new ArrayBufferWriter<byte>(1024);
        _buffer = null;
        WriteItem(item.Values, buffer);
        var bytes = buffer.WrittenSpan.ToArray();
        if (buffer.Capacity <= 1 << 20)
        {
            buffer.ResetWrittenCount();
            _buffer = buffer;
        }
        return bytes;
    }

    /// <summary>The size of a stored item as AWS counts it.</summary>
    public static int Size(ReadOnlySpan<byte> stored) => (int)VarInt(stored[1..], out _);

    /// <summary>The number of attributes of a stored item.</summary>
    public static int Count(ReadOnlySpan<byte> stored)
    {
        VarInt(stored[1..], out var length);
        return (int)VarInt(stored[(1 + length)..], out _);
    }

    public static Dictionary<string, AttributeValue> Decode(ReadOnlyMemory<byte> stored)
    {
        var r = Open(stored);
        var count = (int)r.UInt64();
        var values = new Dictionary<string, AttributeValue>(count, StringComparer.Ordinal);
        for (var i = 0; i < count; i++)
        {
            var name = r.String();
            values[name] = ReadValue(ref r);
        }
        return values;
    }

    /// <summary>Writes the attributes of a stored item into an open map, without making objects of them.</summary>
    public static void WriteEntries<W>(ref W writer, MemberSchema map, MemberSchema entry, ReadOnlyMemory<byte> stored)
        where W : IShapeWriter, allows ref struct
    {
        var r = Open(stored);
        WriteEntries(ref writer, ref r, map, entry);
    }

    private static void WriteEntries<W>(ref W writer, ref BinaryRecordReader r, MemberSchema map, MemberSchema entry)
        where W : IShapeWriter, allows ref struct
    {
        var count = (int)r.UInt64();
        for (var i = 0; i < count; i++)
        {
            writer.MapKey(map, r.String());
            WriteWire(ref writer, ref r, entry);
        }
    }

    private static void WriteWire<W>(ref W writer, ref BinaryRecordReader r, MemberSchema at)
        where W : IShapeWriter, allows ref struct
    {
        var members = AttributeValueShape.Schema.Members;
        var kind = (AttributeKind)r.Byte();
        if (kind is not (AttributeKind.S or AttributeKind.N or AttributeKind.BOOL or AttributeKind.NULL or AttributeKind.B or AttributeKind.L or AttributeKind.M))
        {
            AttributeValueShape.Write(ref writer, ReadValue(ref r, kind), at);
            return;
        }
        writer.BeginStructure(AttributeValueShape.Schema, at);
        switch (kind)
        {
            case AttributeKind.S: writer.String(members[0], r.String()); break;
            case AttributeKind.N: writer.String(members[1], DynamoNumber.Text(r.Bytes().Span)); break;
            case AttributeKind.B: writer.Blob(members[2], r.Bytes()); break;
            case AttributeKind.NULL: writer.Boolean(members[8], true); break;
            case AttributeKind.BOOL: writer.Boolean(members[9], r.Bool()); break;
            case AttributeKind.M:
                writer.BeginMap(members[6], 0);
                WriteEntries(ref writer, ref r, members[6], members[6].Element!);
                writer.EndMap(members[6]);
                break;
            default:
                var count = (int)r.UInt64();
                writer.BeginList(members[7], count);
                for (var i = 0; i < count; i++) WriteWire(ref writer, ref r, members[7].Element!);
                writer.EndList(members[7]);
                break;
        }
        writer.EndStructure(AttributeValueShape.Schema, at);
    }

    private static BinaryRecordReader Open(ReadOnlyMemory<byte> stored)
    {
        var r = new BinaryRecordReader(stored);
        if (r.Version != Version) throw new StoreCorruptException($"A stored item has version {r.Version}; this program reads {Version}.");
        r.UInt64();
        return r;
    }

    private static void WriteItem(Dictionary<string, AttributeValue> values, IBufferWriter<byte> output)
    {
        var w = new BinaryRecordWriter(output, Version);
        w.UInt64((ulong)Values.Size(values));
        WriteEntries(ref w, values);
    }

    private static void WriteEntries(ref BinaryRecordWriter w, Dictionary<string, AttributeValue> values)
    {
        w.UInt64((ulong)values.Count);
        foreach (var (name, value) in values)
        {
            w.String(name);
            WriteValue(ref w, value);
        }
    }

    private static void WriteValue(ref BinaryRecordWriter w, AttributeValue value)
    {
        w.Byte((byte)value.Kind);
        switch (value.Kind)
        {
            case AttributeKind.S: w.String(value.Text); break;
            case AttributeKind.N or AttributeKind.B: w.Bytes(value.Bytes); break;
            case AttributeKind.SS: w.StringList(value.Texts); break;
            case AttributeKind.NS or AttributeKind.BS:
                w.UInt64((ulong)value.ByteSet.Length);
                foreach (var member in value.ByteSet) w.Bytes(member);
                break;
            case AttributeKind.L:
                w.UInt64((ulong)value.List.Count);
                foreach (var item in value.List) WriteValue(ref w, item);
                break;
            case AttributeKind.M: WriteEntries(ref w, value.Map.Values); break;
            case AttributeKind.BOOL: w.Bool(value.Truth); break;
            case AttributeKind.NULL: break;
            default: throw new InvalidOperationException("A value that is none is not stored.");
        }
    }

    private static AttributeValue ReadValue(ref BinaryRecordReader r)
    {
        var kind = (AttributeKind)r.Byte();
        return ReadValue(ref r, kind);
    }

    private static AttributeValue ReadValue(ref BinaryRecordReader r, AttributeKind kind)
    {
        switch (kind)
        {
            case AttributeKind.S: return AttributeValue.Of(r.String());
            case AttributeKind.N: return AttributeValue.Number(r.Bytes().ToArray());
            case AttributeKind.B: return AttributeValue.Binary(r.Bytes().ToArray());
            case AttributeKind.BOOL: return AttributeValue.Of(r.Bool());
            case AttributeKind.NULL: return AttributeValue.Null;
            case AttributeKind.SS: return AttributeValue.Set(r.StringList());
            case AttributeKind.NS or AttributeKind.BS:
                var members = new byte[(int)r.UInt64()][];
                for (var i = 0; i < members.Length; i++) members[i] = r.Bytes().ToArray();
                return AttributeValue.Set(kind, members);
            case AttributeKind.L:
                var count = (int)r.UInt64();
                var list = new List<AttributeValue>(count);
                for (var i = 0; i < count; i++) list.Add(ReadValue(ref r));
                return AttributeValue.Of(list);
            case AttributeKind.M:
                var entries = (int)r.UInt64();
                var map = new Dictionary<string, AttributeValue>(entries, StringComparer.Ordinal);
                for (var i = 0; i < entries; i++)
                {
                    var name = r.String();
                    map[name] = ReadValue(ref r);
                }
                return AttributeValue.Of(new AttributeMap(map));
            default: throw new StoreCorruptException($"A stored item has a value of the unknown kind {(int)kind}.");
        }
    }

    private static ulong VarInt(ReadOnlySpan<byte> bytes, out int length)
    {
        ulong value = 0;
        for (length = 0; length < bytes.Length && length < 9; length++)
        {
            value |= (ulong)(bytes[length] & 0x7F) << (7 * length);
            if (bytes[length] >= 0x80) continue;
            length++;
            return value;
        }
        throw new StoreCorruptException("A stored item ends inside its size.");
    }
}
