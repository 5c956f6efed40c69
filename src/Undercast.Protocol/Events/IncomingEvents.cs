using System.Runtime.CompilerServices;

namespace Undercast.Protocol;

/// <summary>Reads the events of a request as they arrive.</summary>
internal static class IncomingEvents
{
    public static async IAsyncEnumerable<T> Read<T>(Stream stream, ShapeCodec union, WireProtocol wire, [EnumeratorCancellation] CancellationToken ct = default)
        where T : class
    {
        while (await EventFraming.ReadAsync(stream, ct) is { } outer)
        {
            var message = outer;
            // AWS: a signed message carries the event as its payload; an empty one ends the stream (SigV4 event-stream signing).
            if (message.Headers.Any(static h => h.Name == ":chunk-signature"))
            {
                if (message.Payload.IsEmpty) yield break;
                message = EventFraming.Read(message.Payload);
            }
            if (message.Text(":event-type") is not { } name) throw WireFaults.Serialization("An event has no type.");
            if (name == "initial-request") continue;
            // AWS: an event that the service does not know is passed over, since streams grow.
            if (union.Schema.Find(System.Text.Encoding.UTF8.GetBytes(name)) < 0) continue;
            yield return (T)wire.ReadEvent(union, new EventBoundValues(message, name));
        }
    }
}
