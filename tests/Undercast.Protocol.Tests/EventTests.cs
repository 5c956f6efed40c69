using System.Buffers;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Undercast.Kernel;

namespace Undercast.Protocol.Tests;

public class EventTests
{
    private static async IAsyncEnumerable<TalkEvent> Talk(Exception? end = null)
    {
        yield return new TalkEvent { Said = new Said { Who = "me", Turn = 3, Words = "hé" } };
        await Task.Yield();
        yield return new TalkEvent { Noise = new Noise { Sound = [1, 2, 3] } };
        if (end is not null) throw end;
    }

    private static async Task<List<EventMessage>> Sent(Exception? end = null)
    {
        var answer = Wiring.Write(Wire.RestJson1, ShelfApi.Descriptor, "Talk", new TalkOutput { Room = "r", Events = Talk(end) });
        Assert.Equal(("r", EventFraming.ContentType, 0), (answer.Headers["x-room"].ToString(), answer.Headers.ContentType.ToString(), answer.Body.WrittenCount));
        using var body = new MemoryStream();
        var sending = answer.WriteBody!(body, CancellationToken.None);
        if (end is null or AwsException) await sending;
        else Assert.Same(end, await Assert.ThrowsAnyAsync<Exception>(() => sending));
        body.Position = 0;
        var messages = new List<EventMessage>();
        while (await EventFraming.ReadAsync(body, CancellationToken.None) is { } message) messages.Add(message);
        return messages;
    }

    private static string Headers(EventMessage message) => string.Join(" ", message.Headers.Select(h => $"{h.Name}={h.Value}"));

    [Fact]
    public async Task Events_are_written_as_they_appear()
    {
        var messages = await Sent();
        Assert.Equal([":message-type=event :event-type=Said :content-type=application/json Who=me Turn=3", ":message-type=event :event-type=Noise :content-type=application/octet-stream"], messages.Select(Headers));
        Assert.Equal("""{"Words":"hé"}""", Encoding.UTF8.GetString(messages[0].Payload.Span));
        Assert.Equal([1, 2, 3], messages[1].Payload.ToArray());
    }

    [Fact]
    public async Task An_error_ends_the_stream_by_name()
    {
        var last = (await Sent(new ShelfFull("9")))[^1];
        Assert.Equal(":message-type=exception :exception-type=ShelfFull :content-type=application/json", Headers(last));
        Assert.Contains("The shelf is full", Encoding.UTF8.GetString(last.Payload.Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_defect_ends_the_stream_without_its_text() =>
        Assert.Equal(":message-type=error :error-code=InternalFailure :error-message=An internal error occurred.", Headers((await Sent(new InvalidTimeZoneException("secret")))[^1]));

    [Fact]
    public async Task Events_are_read_as_they_arrive()
    {
        using var body = new MemoryStream();
        foreach (var message in await Sent()) await WriteAsync(body, message);
        await WriteAsync(body, new EventMessage([EventHeader.Of(":message-type", "event"), EventHeader.Of(":event-type", "Unheard")], default));
        // A signed message carries the event as its payload.
        var inner = new ArrayBufferWriter<byte>();
        EventFraming.Write(inner, [EventHeader.Of(":event-type", "Said"), EventHeader.Of("Who", "you")], """{"Words":"inner"}"""u8);
        await WriteAsync(body, new EventMessage([new EventHeader(":chunk-signature", EventHeaderType.Bytes, new byte[32])], inner.WrittenMemory));
        await WriteAsync(body, new EventMessage([new EventHeader(":chunk-signature", EventHeaderType.Bytes, new byte[32])], default));
        body.Position = 0;
        var request = Wiring.Request("POST", "/talk", "", ("x-room", "r"));
        request.BodyStream = body;
        var input = Wiring.Read<TalkInput>(Wire.RestJson1, ShelfApi.Descriptor, "Talk", request);
        Assert.Equal("r", input.Room);
        var read = new List<TalkEvent>();
        await foreach (var item in input.Events!) read.Add(item);
        Assert.Equal(new Said { Who = "me", Turn = 3, Words = "hé" }, read[0].Said);
        Assert.Equal([1, 2, 3], read[1].Noise!.Sound);
        Assert.Equal(new Said { Who = "you", Words = "inner" }, read[2].Said);
        Assert.Equal(3, read.Count);
    }

    [Fact]
    public void Frames_are_as_specified()
    {
        var output = new ArrayBufferWriter<byte>();
        EventFraming.Write(output, [], default);
        // The empty message: two lengths, the prelude's checksum and the message's.
        Assert.Equal("000000100000000005C248EB7D98C8FF", Convert.ToHexString(output.WrittenSpan));
        Assert.Equal(0xCBF43926, Crc32.Of("123456789"u8));
    }

    [Fact]
    public void All_header_types_survive()
    {
        EventHeader[] headers =
        [
            new("a", EventHeaderType.True, true), new("b", EventHeaderType.False, false), new("c", EventHeaderType.Byte, -1L), new("d", EventHeaderType.Short, -300L), new("e", EventHeaderType.Integer, 70000L),
            new("f", EventHeaderType.Long, long.MinValue), EventHeader.Of("g", "é"), new("h", EventHeaderType.Timestamp, DateTimeOffset.FromUnixTimeMilliseconds(1500000000123)),
            new("i", EventHeaderType.Uuid, Guid.Parse("01234567-89ab-cdef-0123-456789abcdef")),
        ];
        var output = new ArrayBufferWriter<byte>();
        EventFraming.Write(output, headers, "p"u8);
        Assert.Equal(headers, EventFraming.Read(output.WrittenMemory).Headers);
    }

    [Fact]
    public void Any_flipped_bit_is_noticed()
    {
        var output = new ArrayBufferWriter<byte>();
        EventFraming.Write(output, [EventHeader.Of("name", "value")], "payload"u8);
        var frame = output.WrittenSpan.ToArray();
        Prop.ForAll(Gen.Choose(0, (frame.Length * 8) - 1).ToArbitrary(), bit =>
        {
            var damaged = (byte[])frame.Clone();
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Throws<CommonException>(() => EventFraming.Read(damaged));
        }).QuickCheckThrowOnFailure();
    }

    private static async Task WriteAsync(Stream body, EventMessage message)
    {
        var output = new ArrayBufferWriter<byte>();
        EventFraming.Write(output, message.Headers, message.Payload.Span);
        await body.WriteAsync(output.WrittenMemory);
    }
}
