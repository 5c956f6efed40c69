using System.Buffers;
using Undercast.Storage;

namespace Undercast.DynamoDb;

/// <summary>What stood in a row before a change; null for nothing.</summary>
internal sealed record HistoryRecord(byte[] Row, ReadOnlyMemory<byte>? Before)
{
    public static IRecordCodec<HistoryRecord> Codec { get; } = new HistoryCodec();

    private sealed class HistoryCodec : IRecordCodec<HistoryRecord>
    {
        public void Write(HistoryRecord record, IBufferWriter<byte> output)
        {
            var w = new BinaryRecordWriter(output, 1);
            w.Bytes(record.Row);
            w.OptionalBytes(record.Before);
        }

        public HistoryRecord Read(ReadOnlyMemory<byte> stored)
        {
            var r = new BinaryRecordReader(stored);
            return new HistoryRecord(r.Bytes().ToArray(), r.OptionalBytes());
        }
    }
}

/// <summary>The last entry of a history, so that entries follow each other even where clocks do not.</summary>
internal sealed record HistoryMark(long Milliseconds, long Sequence)
{
    public static IRecordCodec<HistoryMark> Codec { get; } = new MarkCodec();

    private sealed class MarkCodec : IRecordCodec<HistoryMark>
    {
        public void Write(HistoryMark record, IBufferWriter<byte> output)
        {
            var w = new BinaryRecordWriter(output, 1);
            w.Int64(record.Milliseconds);
            w.Int64(record.Sequence);
        }

        public HistoryMark Read(ReadOnlyMemory<byte> stored)
        {
            var r = new BinaryRecordReader(stored);
            return new HistoryMark(r.Int64(), r.Int64());
        }
    }
}
