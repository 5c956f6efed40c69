using System.Buffers;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.DynamoDb;

/// <summary>In whose name objects are read and written.</summary>
internal sealed record CallerRecord(PrincipalKind Kind, string Account, string Arn, string Id, string AccessKeyId, IReadOnlyDictionary<string, string>? Facts)
{
    public static CallerRecord Of(Principal p) => new(p.Kind, p.Account, p.Arn, p.Id, p.AccessKeyId, p.SessionFacts);

    public Principal Principal() => new(Kind, Account, Arn, Id) { AccessKeyId = AccessKeyId, SessionFacts = Facts };
}

/// <summary>An export: what is told of it, and the copy that it is written from.</summary>
/// <param name="Told">As it is described.</param>
/// <param name="Caller">In whose name it is written.</param>
/// <param name="Copy">Where the copy goes, and from which history.</param>
internal sealed record ExportRecord(ExportDescription Told, CallerRecord Caller, CopyPayload Copy)
{
    /// <summary>What changes an incremental export is made of; null for a full one.</summary>
    public WindowRecord? Window { get; init; }
}

/// <summary>The changes of an incremental export.</summary>
/// <param name="Storage">Where the changed rows are collected.</param>
/// <param name="From">Its first millisecond; its last is that of the copy.</param>
/// <param name="Keys">The names of the table's keys.</param>
internal sealed record WindowRecord(long Storage, long From, string[] Keys);

/// <summary>A row that changed within a window.</summary>
/// <param name="Milliseconds">When it changed last.</param>
/// <param name="Before">What stood there when the window began; null for nothing.</param>
internal sealed record ChangedRow(long Milliseconds, ReadOnlyMemory<byte>? Before)
{
    public static IRecordCodec<ChangedRow> Codec { get; } = new RowCodec();

    private sealed class RowCodec : IRecordCodec<ChangedRow>
    {
        public void Write(ChangedRow record, IBufferWriter<byte> output)
        {
            var w = new BinaryRecordWriter(output, 1);
            w.Int64(record.Milliseconds);
            w.OptionalBytes(record.Before);
        }

        public ChangedRow Read(ReadOnlyMemory<byte> stored)
        {
            var r = new BinaryRecordReader(stored);
            return new ChangedRow(r.Int64(), r.OptionalBytes());
        }
    }
}

/// <summary>An import: what is told of it.</summary>
internal sealed record ImportRecord(ImportTableDescription Told, CallerRecord Caller);

/// <summary>An export or import to be done.</summary>
internal sealed record TransferPayload(string Account, string Region, string Table, string Id);
