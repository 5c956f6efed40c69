using System.Buffers;
using System.Buffers.Binary;
using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Fuzz.Tests;

public sealed class EventTests
{
    private static readonly TimestampFormat[] Formats = Enum.GetValues<TimestampFormat>();

    [Fact]
    public void Any_frame_of_an_event_stream_is_decoded_or_refused_in_words_of_the_contract()
    {
        var output = new ArrayBufferWriter<byte>();
        EventFraming.Write(
            output,
            [
                EventHeader.Of(":event-type", "a"), new("b", EventHeaderType.True, true), new("c", EventHeaderType.Byte, 1L), new("d", EventHeaderType.Short, 1L), new("e", EventHeaderType.Integer, 1L),
                new("f", EventHeaderType.Long, 1L), new("g", EventHeaderType.Bytes, new byte[] { 1 }), new("h", EventHeaderType.Timestamp, DateTimeOffset.UnixEpoch), new("i", EventHeaderType.Uuid, Guid.Empty),
            ],
            "payload"u8);
        var valid = output.WrittenSpan.ToArray();
        FuzzLoop.Run(
            m =>
            {
                var bytes = m.Damage(valid);
                // The checksums would keep nearly all damage away from the headers, so they are made to fit again.
                if (m.Random.Next(4) > 0 && bytes.Length >= 16) Seal(bytes);
                return new FuzzInput("frame", bytes);
            },
            input =>
            {
                Drive(() => EventFraming.Read(input.Bytes));
                using var stream = new MemoryStream(input.Bytes);
                Drive(() => { while (EventFraming.ReadAsync(stream, default).AsTask().GetAwaiter().GetResult() is not null) { } });
            });
    }

    [Fact]
    public void Any_text_is_a_time_or_none()
    {
        string[] valid = ["2006-01-02T15:04:05.123Z", "2006-01-02T15:04:05+14:00", "Mon, 02 Jan 2006 15:04:05 GMT", "1500000000.123", "9999-12-31T23:59:59.9999999Z", "253402300799.9999", "-62135596800"];
        FuzzLoop.Run(
            m => new FuzzInput(m.Any(Formats).ToString(), System.Text.Encoding.UTF8.GetBytes(m.Damage(m.Any(valid)))),
            input =>
            {
                var format = Enum.Parse<TimestampFormat>(input.Label);
                if (!Timestamps.TryParse(System.Text.Encoding.UTF8.GetString(input.Bytes), format, out var time)) return;
                foreach (var other in Formats) Assert.True(Timestamps.TryParse(Timestamps.Format(time, other), other, out _), "A time cannot be read in the form in which it is written.");
            });
    }

    private static void Seal(byte[] frame)
    {
        BinaryPrimitives.WriteInt32BigEndian(frame, frame.Length);
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(8), Crc32.Of(frame.AsSpan(0, 8)));
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(frame.Length - 4), Crc32.Of(frame.AsSpan(0, frame.Length - 4)));
    }

    private static void Drive(Action act)
    {
        try
        {
            act();
        }
        catch (AwsException)
        {
        }
    }
}
