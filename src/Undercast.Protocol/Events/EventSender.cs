using System.Buffers;
using Undercast.Kernel;

namespace Undercast.Protocol;

/// <summary>Writes the events of an answer as they appear.</summary>
internal static class EventSender
{
    /// <param name="stream">Where the messages go; each is flushed.</param>
    /// <param name="initial">The members of the output that are no events, on wires that have no other place for them.</param>
    /// <param name="api">The API whose errors may end the stream.</param>
    /// <param name="events">The events.</param>
    /// <param name="union">The codec of their union.</param>
    /// <param name="wire">The wire of their payloads.</param>
    /// <param name="ct">Signalled when the client hangs up.</param>
    public static async Task SendAsync(
        Stream stream, ReadOnlyMemory<byte>? initial, ApiDescriptor api, IAsyncEnumerable<object> events, ShapeCodec union, WireProtocol wire, CancellationToken ct)
    {
        var output = new ArrayBufferWriter<byte>(1024);
        if (initial is { } members)
        {
            EventFraming.Write(output, Headers("event", ":event-type", "initial-response", wire.EventContentType), members.Span);
            await FlushAsync();
        }
        try
        {
            await foreach (var item in events.WithCancellation(ct))
            {
                Write(output, item, union, wire);
                await FlushAsync();
            }
        }
        catch (AwsException e)
        {
            var code = ErrorCodes.Of(e, api, wire.Family);
            var payload = new ArrayBufferWriter<byte>(256);
            wire.WriteEventError(api, e, payload);
            EventFraming.Write(output, Headers("exception", ":exception-type", code.Code, wire.EventContentType), payload.WrittenSpan);
            await FlushAsync();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The client learns that the stream did not end well; the caller logs the defect.
            EventFraming.Write(
                output,
                [EventHeader.Of(":message-type", "error"), EventHeader.Of(":error-code", "InternalFailure"), EventHeader.Of(":error-message", "An internal error occurred.")],
                default);
            await FlushAsync();
            throw;
        }

        async ValueTask FlushAsync()
        {
            await stream.WriteAsync(output.WrittenMemory, ct);
            await stream.FlushAsync(ct);
            output.ResetWrittenCount();
        }
    }

    private static void Write(ArrayBufferWriter<byte> output, object value, ShapeCodec union, WireProtocol wire)
    {
        var headers = new List<EventHeader>(6);
        var payload = new ArrayBufferWriter<byte>(512);
        var answer = new EventBoundAnswer(headers, payload);
        wire.WriteEvent(union, value, answer, payload);
        if (headers.Count == 0) throw new InvalidOperationException($"A {union.Schema.Name} holds no event.");
        headers.Insert(0, EventHeader.Of(":message-type", "event"));
        if (payload.WrittenCount > 0) headers.Insert(2, EventHeader.Of(":content-type", answer.ContentType ?? wire.EventContentType));
        EventFraming.Write(output, headers, payload.WrittenSpan);
    }

    private static EventHeader[] Headers(string messageType, string typeHeader, string type, string contentType) =>
        [EventHeader.Of(":message-type", messageType), EventHeader.Of(typeHeader, type), EventHeader.Of(":content-type", contentType)];
}
