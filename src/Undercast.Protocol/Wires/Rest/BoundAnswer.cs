namespace Undercast.Protocol;

/// <summary>Takes what travels outside the body: of an HTTP answer, or of one event of a stream.</summary>
internal abstract class BoundAnswer
{
    public abstract void Text(MemberSchema member, string value);

    public abstract void Boolean(MemberSchema member, bool value);

    public abstract void Integer(MemberSchema member, long value);

    public abstract void Bytes(MemberSchema member, ReadOnlyMemory<byte> value);

    public abstract void Time(MemberSchema member, DateTimeOffset value);

    /// <summary>Takes an entry of a map that travels as headers with a prefix.</summary>
    public abstract void Entry(MemberSchema member, string key, string value);

    /// <summary>Takes the whole body.</summary>
    public abstract void Payload(MemberSchema member, ReadOnlySpan<byte> bytes, bool isText);

    public abstract void Stream(MemberSchema member, Stream value);

    /// <summary>Whether one event of a stream is written.</summary>
    public virtual bool IsEvent => false;

    /// <summary>Takes the member of the union that is the event.</summary>
    public virtual void Event(MemberSchema member) => throw new NotSupportedException("This is no event.");

    /// <summary>The text of a time in a list.</summary>
    public static string TimeText(MemberSchema member, DateTimeOffset value) =>
        Timestamps.Format(value, member.Timestamp == TimestampFormat.Default ? TimestampFormat.HttpDate : member.Timestamp);
}
