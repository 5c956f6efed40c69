using System.Buffers;

namespace Undercast.Storage;

/// <summary>Turns a record into bytes and back. The first byte is the version of the record; a codec reads every version it ever wrote.</summary>
/// <remarks>Thread-safe.</remarks>
public interface IRecordCodec<T>
{
    /// <summary>Writes the version byte and the record.</summary>
    void Write(T record, IBufferWriter<byte> output);

    /// <summary>Reads a record of any known version. The memory never changes, so the record may keep slices of it.</summary>
    /// <exception cref="StoreCorruptException">The bytes are of no known version, or end too early.</exception>
    T Read(ReadOnlyMemory<byte> stored);
}

/// <summary>A record without content, for tables whose keys say everything.</summary>
public sealed record Marker
{
    /// <summary>The only one there is.</summary>
    public static Marker Instance { get; } = new();

    /// <summary>Stores one byte.</summary>
    public static IRecordCodec<Marker> Codec { get; } = new MarkerCodec();

    private sealed class MarkerCodec : IRecordCodec<Marker>
    {
        public void Write(Marker record, IBufferWriter<byte> output)
        {
            output.GetSpan(1)[0] = 1;
            output.Advance(1);
        }

        public Marker Read(ReadOnlyMemory<byte> stored) => Instance;
    }
}
