using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Undercast.Kernel;

namespace Undercast.Protocol;

// application/vnd.amazon.eventstream, big-endian:
//
//   total length 4 │ headers' length 4 │ CRC of these 4 │ headers │ payload │ CRC of all before 4
//   header: name's length 1 │ name │ type 1 │ value (bytes and text: length 2 first)

/// <summary>Encodes and decodes messages of event streams.</summary>
public static class EventFraming
{
    /// <summary>The content type of a body that is an event stream.</summary>
    public const string ContentType = "application/vnd.amazon.eventstream";

    private const int Prelude = 12;
    private const int Overhead = 16;
    // AWS: 128 KB of headers and 16 MB of payload at most (event-stream specification of Amazon Transcribe).
    private const int MaxHeaders = 128 * 1024;
    private const int MaxMessage = (16 * 1024 * 1024) + MaxHeaders + Overhead;
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>Writes one message.</summary>
    public static void Write(IBufferWriter<byte> output, IReadOnlyList<EventHeader> headers, ReadOnlySpan<byte> payload)
    {
        var encoded = new ArrayBufferWriter<byte>(256);
        foreach (var header in headers) Write(encoded, header);
        var total = Overhead + encoded.WrittenCount + payload.Length;
        var span = output.GetSpan(total)[..total];
        BinaryPrimitives.WriteInt32BigEndian(span, total);
        BinaryPrimitives.WriteInt32BigEndian(span[4..], encoded.WrittenCount);
        BinaryPrimitives.WriteUInt32BigEndian(span[8..], Crc32.Of(span[..8]));
        encoded.WrittenSpan.CopyTo(span[Prelude..]);
        payload.CopyTo(span[(Prelude + encoded.WrittenCount)..]);
        BinaryPrimitives.WriteUInt32BigEndian(span[(total - 4)..], Crc32.Of(span[..(total - 4)]));
        output.Advance(total);
    }

    /// <summary>Reads the next message; null at the end of the stream.</summary>
    public static async ValueTask<EventMessage?> ReadAsync(Stream stream, CancellationToken ct)
    {
        var prelude = new byte[Prelude];
        var read = await stream.ReadAtLeastAsync(prelude, Prelude, throwOnEndOfStream: false, ct);
        if (read == 0) return null;
        if (read < Prelude) throw Malformed();
        var total = BinaryPrimitives.ReadInt32BigEndian(prelude);
        if (total < Overhead || total > MaxMessage) throw Malformed();
        var message = new byte[total];
        prelude.CopyTo(message, 0);
        if (await stream.ReadAtLeastAsync(message.AsMemory(Prelude), total - Prelude, throwOnEndOfStream: false, ct) < total - Prelude) throw Malformed();
        return Read(message);
    }

    /// <summary>Reads one whole message.</summary>
    public static EventMessage Read(ReadOnlyMemory<byte> message)
    {
        var span = message.Span;
        if (span.Length < Overhead || BinaryPrimitives.ReadInt32BigEndian(span) != span.Length) throw Malformed();
        var headersLength = BinaryPrimitives.ReadInt32BigEndian(span[4..]);
        if (headersLength < 0 || headersLength > MaxHeaders || headersLength > span.Length - Overhead) throw Malformed();
        if (BinaryPrimitives.ReadUInt32BigEndian(span[8..]) != Crc32.Of(span[..8])) throw Malformed();
        if (BinaryPrimitives.ReadUInt32BigEndian(span[^4..]) != Crc32.Of(span[..^4])) throw Malformed();
        var headers = new List<EventHeader>();
        var rest = span.Slice(Prelude, headersLength);
        while (!rest.IsEmpty) headers.Add(ReadHeader(ref rest));
        return new EventMessage(headers, message[(Prelude + headersLength)..^4]);
    }

    private static void Write(ArrayBufferWriter<byte> output, EventHeader header)
    {
        var name = Encoding.UTF8.GetBytes(header.Name);
        Byte((byte)name.Length);
        output.Write(name);
        Byte((byte)header.Type);
        switch (header.Type)
        {
            case EventHeaderType.True or EventHeaderType.False:
                break;
            case EventHeaderType.Byte:
                Byte((byte)(sbyte)(long)header.Value);
                break;
            case EventHeaderType.Short:
                BinaryPrimitives.WriteInt16BigEndian(output.GetSpan(2), (short)(long)header.Value);
                output.Advance(2);
                break;
            case EventHeaderType.Integer:
                BinaryPrimitives.WriteInt32BigEndian(output.GetSpan(4), (int)(long)header.Value);
                output.Advance(4);
                break;
            case EventHeaderType.Long:
                Number((long)header.Value);
                break;
            case EventHeaderType.Timestamp:
                Number(((DateTimeOffset)header.Value).ToUnixTimeMilliseconds());
                break;
            case EventHeaderType.Uuid:
                output.Write(((Guid)header.Value).ToByteArray(bigEndian: true));
                break;
            default:
                var bytes = header.Value as byte[] ?? Encoding.UTF8.GetBytes((string)header.Value);
                if (bytes.Length > short.MaxValue) throw new InvalidOperationException($"The header {header.Name} is too long.");
                BinaryPrimitives.WriteInt16BigEndian(output.GetSpan(2), (short)bytes.Length);
                output.Advance(2);
                output.Write(bytes);
                break;
        }

        void Byte(byte value)
        {
            output.GetSpan(1)[0] = value;
            output.Advance(1);
        }

        void Number(long value)
        {
            BinaryPrimitives.WriteInt64BigEndian(output.GetSpan(8), value);
            output.Advance(8);
        }
    }

    private static EventHeader ReadHeader(ref ReadOnlySpan<byte> rest)
    {
        var name = Text(Take(ref rest, Take(ref rest, 1)[0]));
        var type = (EventHeaderType)Take(ref rest, 1)[0];
        object value = type switch
        {
            EventHeaderType.True => true,
            EventHeaderType.False => false,
            EventHeaderType.Byte => (long)(sbyte)Take(ref rest, 1)[0],
            EventHeaderType.Short => (long)BinaryPrimitives.ReadInt16BigEndian(Take(ref rest, 2)),
            EventHeaderType.Integer => (long)BinaryPrimitives.ReadInt32BigEndian(Take(ref rest, 4)),
            EventHeaderType.Long => BinaryPrimitives.ReadInt64BigEndian(Take(ref rest, 8)),
            EventHeaderType.Bytes => Take(ref rest, BinaryPrimitives.ReadUInt16BigEndian(Take(ref rest, 2))).ToArray(),
            EventHeaderType.Text => Text(Take(ref rest, BinaryPrimitives.ReadUInt16BigEndian(Take(ref rest, 2)))),
            EventHeaderType.Timestamp => Timestamps.TryFromSeconds(BinaryPrimitives.ReadInt64BigEndian(Take(ref rest, 8)) / 1000.0, out var time) ? time : throw Malformed(),
            EventHeaderType.Uuid => new Guid(Take(ref rest, 16), bigEndian: true),
            _ => throw Malformed(),
        };
        return new EventHeader(name, type, value);
    }

    private static string Text(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw Malformed();
        }
    }

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> rest, int length)
    {
        if (length > rest.Length) throw Malformed();
        var taken = rest[..length];
        rest = rest[length..];
        return taken;
    }

    private static CommonException Malformed() => WireFaults.Serialization("The event stream is not well-formed.");
}
