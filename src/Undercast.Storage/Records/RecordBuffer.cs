using System.Buffers;

namespace Undercast.Storage;

/// <summary>One growing buffer per thread, so that writing a record costs one allocation: the stored array itself.</summary>
internal static class RecordBuffer
{
    private const int KeptCapacity = 1 << 20;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    public static byte[] Encode<T>(IRecordCodec<T> codec, T record)
    {
        // Taken away while in use: a codec that stores a nested record by the same way gets a buffer of its own.
        var buffer = _buffer ?? new ArrayBufferWriter<byte>(1024);
        _buffer = null;
        codec.Write(record, buffer);
        var bytes = buffer.WrittenSpan.ToArray();
        if (buffer.Capacity <= KeptCapacity)
        {
            buffer.ResetWrittenCount();
            _buffer = buffer;
        }
        return bytes;
    }
}
