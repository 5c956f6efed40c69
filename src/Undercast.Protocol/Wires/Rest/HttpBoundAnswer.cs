using System.Buffers;
using System.Globalization;
using System.Text;

namespace Undercast.Protocol;

/// <summary>The status, headers and body of an answer.</summary>
internal sealed class HttpBoundAnswer(WireResponse response) : BoundAnswer
{
    private const string ContentType = "Content-Type";
    private static readonly SearchValues<char> Controls = SearchValues.Create([.. Enumerable.Range(0, 32).Append(127).Select(static c => (char)c)]);

    public override void Text(MemberSchema member, string value)
    {
        if (member.MediaType is not null) value = Convert.ToBase64String(Encoding.UTF8.GetBytes(value));
        Header(member.LocationName!, value);
    }

    public override void Boolean(MemberSchema member, bool value) => Header(member.LocationName!, value ? "true" : "false");

    public override void Integer(MemberSchema member, long value)
    {
        if (member.Location == MemberLocation.Status) response.Status = (int)value;
        else Header(member.LocationName!, value.ToString(CultureInfo.InvariantCulture));
    }

    public override void Bytes(MemberSchema member, ReadOnlyMemory<byte> value) => Header(member.LocationName!, Convert.ToBase64String(value.Span));

    public override void Time(MemberSchema member, DateTimeOffset value) => Header(member.LocationName!, TimeText(member, value));

    public override void Entry(MemberSchema member, string key, string value) => Header(member.LocationName + key, value);

    public override void Payload(MemberSchema member, ReadOnlySpan<byte> bytes, bool isText)
    {
        response.Body.Write(bytes);
        Default(member.MediaType ?? (isText ? "text/plain" : "application/octet-stream"));
    }

    public override void Stream(MemberSchema member, Stream value)
    {
        response.BodyStream = value;
        Default(member.MediaType ?? "application/octet-stream");
    }

    /// <summary>The content type, where no member of the output gives it.</summary>
    public void Default(string contentType) => response.Headers.TryAdd(ContentType, contentType);

    // A line break in a header would let a value add headers of its own.
    private void Header(string name, string value) =>
        response.Headers[name] = value.AsSpan().ContainsAny(Controls) ? string.Create(value.Length, value, static (span, text) =>
        {
            for (var i = 0; i < text.Length; i++) span[i] = char.IsControl(text[i]) ? ' ' : text[i];
        }) : value;
}
