using System.Buffers;
using System.Text;
using System.Text.Json;
using Undercast.Kernel;

namespace Undercast.Protocol;

/// <summary>One wire: from a request to an input record, from an output record or an error to an answer.</summary>
public abstract class WireProtocol
{
    private static readonly WireProtocol[] All =
    [
        new AwsJsonProtocol(Wire.AwsJson10), new AwsJsonProtocol(Wire.AwsJson11), new AwsQueryProtocol(), new Ec2QueryProtocol(),
        new RestJsonProtocol(), new RestXmlProtocol(), new CborProtocol(),
    ];

    private protected WireProtocol()
    {
    }

    /// <summary>The wire.</summary>
    public abstract Wire Wire { get; }

    /// <summary>The wire as far as errors go.</summary>
    public abstract WireFamily Family { get; }

    /// <summary>The implementation of a wire.</summary>
    public static WireProtocol For(Wire wire) => All[(int)wire - 1];

    /// <summary>Reads the operation's input. Input that is not the wire's throws <see cref="CommonException"/>.</summary>
    public object ReadInput(OperationDescriptor operation, WireRequest request)
    {
        if (request.Headers.ContentEncoding.Count > 0 && !operation.StreamsInput && !BodyEncoding.IsMember(operation)) BodyEncoding.Unpack(request, operation.Api.Api.MaxBody);
        try
        {
            return operation.Checked(Read(operation, request));
        }
        catch (Exception e) when (IsMalformed(e))
        {
            throw WireFaults.Malformed();
        }
    }

    /// <summary>Writes the operation's output.</summary>
    public abstract void WriteOutput(OperationDescriptor operation, object? output, string requestId, WireResponse response);

    /// <summary>Writes an error; <paramref name="api"/> is null when the request could not be claimed.</summary>
    public abstract void WriteError(ApiDescriptor? api, AwsException error, string requestId, WireResponse response);

    /// <summary>Reads the input without its constraints.</summary>
    private protected abstract object Read(OperationDescriptor operation, WireRequest request);

    /// <summary>The content type of an event's payload.</summary>
    internal virtual string EventContentType => throw new NotSupportedException("This wire has no events.");

    /// <summary>Reads one event into the union of its stream.</summary>
    internal virtual object ReadEvent(ShapeCodec union, EventBoundValues values) => throw new NotSupportedException("This wire has no events.");

    /// <summary>Writes the event that a union holds.</summary>
    internal virtual void WriteEvent(ShapeCodec union, object value, EventBoundAnswer answer, IBufferWriter<byte> payload) => throw new NotSupportedException("This wire has no events.");

    /// <summary>Writes the payload of an error that ends a stream.</summary>
    internal virtual void WriteEventError(ApiDescriptor api, AwsException error, IBufferWriter<byte> payload) => throw new NotSupportedException("This wire has no events.");

    /// <summary>Whether the framework's readers threw it at text that is malformed, not UTF-8 or nested beyond the limit.</summary>
    internal static bool IsMalformed(Exception e) => e is JsonException or InvalidOperationException or FormatException or DecoderFallbackException or OverflowException;

    /// <summary>Lets the events of an output follow; the members that were written to the answer's body open the stream.</summary>
    private protected void SendEvents(OperationDescriptor operation, object output, WireResponse response)
    {
        if (operation.Events is not { } stream || stream.Events(output) is not { } events) return;
        var initial = response.Body.WrittenSpan.ToArray();
        response.Body.ResetWrittenCount();
        response.Headers.ContentType = EventFraming.ContentType;
        response.WriteBody = (body, ct) => EventSender.SendAsync(body, initial, operation.Api, events, stream.Codec, this, ct);
    }
}
