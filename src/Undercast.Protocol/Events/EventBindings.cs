using System.Buffers;

namespace Undercast.Protocol;

/// <summary>The headers and payload of one incoming event.</summary>
internal sealed class EventBoundValues(EventMessage message, string name) : BoundValues
{
    public override string Event => name;

    public override ReadOnlyMemory<byte> Body => message.Payload;

    public override bool Has(MemberSchema member) => member.Location switch
    {
        MemberLocation.Header => Find(member) is not null,
        MemberLocation.Payload => !message.Payload.IsEmpty || member.Kind is ShapeKind.Blob or ShapeKind.String,
        _ => false,
    };

    public override string Text(MemberSchema member) => Find(member)!.Value.Value switch
    {
        string text => text,
        bool flag => flag ? "true" : "false",
        byte[] bytes => Convert.ToBase64String(bytes),
        DateTimeOffset time => Timestamps.Format(time, TimestampFormat.DateTime),
        var other => Convert.ToString(other, System.Globalization.CultureInfo.InvariantCulture)!,
    };

    public override List<string> List(MemberSchema member) => [Text(member)];

    public override List<KeyValuePair<string, List<string>>> Map(MemberSchema member) => [];

    public override TimestampFormat DefaultTimestamp(MemberSchema member) => TimestampFormat.DateTime;

    public override Stream Stream() => throw WireFaults.Serialization("A stream cannot travel in an event.");

    public override IAsyncEnumerable<T> Events<T>(ShapeCodec union) => throw WireFaults.Serialization("Events cannot travel in an event.");

    private EventHeader? Find(MemberSchema member)
    {
        foreach (var header in message.Headers)
        {
            if (header.Name == member.LocationName) return header;
        }
        return null;
    }
}

/// <summary>Takes the headers and payload of one outgoing event.</summary>
internal sealed class EventBoundAnswer(List<EventHeader> headers, IBufferWriter<byte> payload) : BoundAnswer
{
    /// <summary>The content type of a payload that is no structure.</summary>
    public string? ContentType { get; private set; }

    public override void Text(MemberSchema member, string value) => headers.Add(EventHeader.Of(member.LocationName!, value));

    public override void Boolean(MemberSchema member, bool value) =>
        headers.Add(new EventHeader(member.LocationName!, value ? EventHeaderType.True : EventHeaderType.False, value));

    public override void Integer(MemberSchema member, long value) => headers.Add(new EventHeader(member.LocationName!, member.Kind switch
    {
        ShapeKind.Byte => EventHeaderType.Byte,
        ShapeKind.Short => EventHeaderType.Short,
        ShapeKind.Integer => EventHeaderType.Integer,
        _ => EventHeaderType.Long,
    }, value));

    public override void Bytes(MemberSchema member, ReadOnlyMemory<byte> value) => headers.Add(new EventHeader(member.LocationName!, EventHeaderType.Bytes, value.ToArray()));

    public override void Time(MemberSchema member, DateTimeOffset value) => headers.Add(new EventHeader(member.LocationName!, EventHeaderType.Timestamp, value));

    public override void Entry(MemberSchema member, string key, string value) => throw new NotSupportedException("A map cannot travel in headers of an event.");

    public override void Payload(MemberSchema member, ReadOnlySpan<byte> bytes, bool isText)
    {
        payload.Write(bytes);
        ContentType = isText ? "text/plain" : "application/octet-stream";
    }

    public override void Stream(MemberSchema member, Stream value) => throw new NotSupportedException("A stream cannot travel in an event.");

    public override bool IsEvent => true;

    public override void Event(MemberSchema member) => headers.Insert(0, EventHeader.Of(":event-type", member.Name));
}
