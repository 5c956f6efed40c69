using System.Buffers;
using Undercast.Storage;

namespace Undercast.DynamoDb;

internal enum ChangeKind
{
    Insert = 1,
    Modify = 2,
    Remove = 3,
}

/// <summary>What a stream keeps of one change.</summary>
internal sealed record ChangeRecord
{
    public required ChangeKind Kind { get; init; }
    public required DateTimeOffset At { get; init; }
    public required AttributeMap Keys { get; init; }
    public AttributeMap? Before { get; init; }
    public AttributeMap? After { get; init; }
    /// <summary>Whether the item expired.</summary>
    public bool Expired { get; init; }

    public static IRecordCodec<ChangeRecord> Codec { get; } = new ChangeCodec();

    private sealed class ChangeCodec : IRecordCodec<ChangeRecord>
    {
        public void Write(ChangeRecord record, IBufferWriter<byte> output)
        {
            var w = new BinaryRecordWriter(output, 1);
            w.Byte((byte)record.Kind);
            w.Time(record.At);
            w.Bool(record.Expired);
            w.Bytes(Bytes(record.Keys).Span);
            w.OptionalBytes(record.Before is { } before ? Bytes(before) : default(ReadOnlyMemory<byte>?));
            w.OptionalBytes(record.After is { } after ? Bytes(after) : default(ReadOnlyMemory<byte>?));
        }

        public ChangeRecord Read(ReadOnlyMemory<byte> stored)
        {
            var r = new BinaryRecordReader(stored);
            return new ChangeRecord
            {
                Kind = (ChangeKind)r.Byte(),
                At = r.Time(),
                Expired = r.Bool(),
                Keys = new AttributeMap(r.Bytes()),
                Before = r.OptionalBytes() is { } before ? new AttributeMap(before) : null,
                After = r.OptionalBytes() is { } after ? new AttributeMap(after) : null,
            };
        }

        private static ReadOnlyMemory<byte> Bytes(AttributeMap map) => map.Stored.IsEmpty ? ItemCodec.Encode(map) : map.Stored;
    }
}

/// <summary>The last sequence number that was given.</summary>
internal sealed record CounterRecord(long Last)
{
    public static IRecordCodec<CounterRecord> Codec { get; } = new CounterCodec();

    private sealed class CounterCodec : IRecordCodec<CounterRecord>
    {
        public void Write(CounterRecord record, IBufferWriter<byte> output) => new BinaryRecordWriter(output, 1).Int64(record.Last);

        public CounterRecord Read(ReadOnlyMemory<byte> stored) => new(new BinaryRecordReader(stored).Int64());
    }
}
