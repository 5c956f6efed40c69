namespace Undercast.Protocol;

/// <summary>The events of a stream: which member of the union an event is, and the codec of its shape; generated.</summary>
public abstract class EventCodec
{
    /// <summary>The event that an outgoing union holds.</summary>
    public abstract (string Name, ShapeCodec Codec, object Value) Unwrap(object union);

    /// <summary>The codec of an incoming event's shape, or null when the contract has no such event.</summary>
    public abstract ShapeCodec? Find(string name);

    /// <summary>The union that holds an incoming event.</summary>
    public abstract object Wrap(string name, object value);
}

/// <summary>Where a writer leaves the events that follow its structure.</summary>
internal sealed class OutgoingEvents
{
    public IAsyncEnumerable<object>? Events { get; private set; }

    public EventCodec? Codec { get; private set; }

    public void Set(IAsyncEnumerable<object> events, EventCodec codec) => (Events, Codec) = (events, codec);
}
