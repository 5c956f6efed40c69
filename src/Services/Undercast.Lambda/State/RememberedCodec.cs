using System.Buffers;
using Undercast.Storage;

namespace Undercast.Lambda;

/// <summary>Remembers the records that were read last by their bytes: every call of a function reads its row, which seldom changes. For records that nobody changes only.</summary>
internal sealed class RememberedCodec<T>(IRecordCodec<T> inner) : IRecordCodec<T>
    where T : class
{
    private const int Places = 256;
    private readonly Entry?[] _places = new Entry?[Places];

    private sealed record Entry(byte[] Stored, T Record);

    public void Write(T record, IBufferWriter<byte> output) => inner.Write(record, output);

    public T Read(ReadOnlyMemory<byte> stored)
    {
        var hash = new HashCode();
        hash.AddBytes(stored.Span);
        ref var place = ref _places[(uint)hash.ToHashCode() % Places];
        if (Volatile.Read(ref place) is { } known && stored.Span.SequenceEqual(known.Stored)) return known.Record;
        var record = inner.Read(stored);
        Volatile.Write(ref place, new Entry(stored.ToArray(), record));
        return record;
    }
}
