using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Undercast.Protocol;

/// <summary>Writes shapes as XML elements.</summary>
/// <remarks>Members that are attributes must be the first members of their structure, since the start tag is closed by the first element.</remarks>
public ref struct XmlShapeWriter : IShapeWriter
{
    private static readonly SearchValues<char> Special = SearchValues.Create([.. Enumerable.Range(0, 32).Select(static c => (char)c), .. "&<>\"\u0085\u2028\ufffe\uffff"]);
    private readonly IBufferWriter<byte> _output;
    private string? _rootNamespace;
    private bool _tagOpen;

    /// <summary>Writes into <paramref name="output"/>.</summary>
    /// <param name="output">Where the markup goes.</param>
    /// <param name="rootNamespace">The namespace of the first element where it has none of its own.</param>
    public XmlShapeWriter(IBufferWriter<byte> output, string? rootNamespace = null)
    {
        _output = output;
        _rootNamespace = rootNamespace;
    }

    /// <inheritdoc/>
    public void BeginStructure(StructSchema schema, MemberSchema? member)
    {
        if (member is null) return;
        if (member.XmlNamespace is not null) Open(member.XmlName, member.XmlNamespace, member.XmlPrefix);
        else Open(member.XmlName, schema.XmlNamespace, schema.XmlPrefix);
    }

    /// <inheritdoc/>
    public void EndStructure(StructSchema schema, MemberSchema? member)
    {
        CloseTag();
        if (member is not null) Close(member.XmlName);
    }

    /// <inheritdoc/>
    public void Null(MemberSchema member) => Text(member, "");

    /// <inheritdoc/>
    public void String(MemberSchema member, string value) => Text(member, value);

    /// <inheritdoc/>
    public void Boolean(MemberSchema member, bool value) => Text(member, value ? "true" : "false");

    /// <inheritdoc/>
    public void Long(MemberSchema member, long value) => Text(member, value.ToString(CultureInfo.InvariantCulture));

    /// <inheritdoc/>
    public void Float(MemberSchema member, float value) => Text(member, TextValues.Of(value));

    /// <inheritdoc/>
    public void Double(MemberSchema member, double value) => Text(member, TextValues.Of(value));

    /// <inheritdoc/>
    public void Blob(MemberSchema member, ReadOnlyMemory<byte> value) => Text(member, Convert.ToBase64String(value.Span));

    /// <inheritdoc/>
    public void Timestamp(MemberSchema member, DateTimeOffset value) => Text(member, Timestamps.Format(value, member.Timestamp));

    /// <inheritdoc/>
    public readonly void Document(MemberSchema member, JsonElement value) => throw new NotSupportedException("A document cannot travel in XML.");

    /// <inheritdoc/>
    public readonly void Stream(MemberSchema member, Stream value) => throw new NotSupportedException("A stream cannot travel in XML.");

    /// <inheritdoc/>
    public void BeginList(MemberSchema member, int count)
    {
        CloseTag();
        if (!member.IsFlattened) Open(member.XmlName, member.XmlNamespace, member.XmlPrefix, closed: true);
    }

    /// <inheritdoc/>
    public void EndList(MemberSchema member)
    {
        if (!member.IsFlattened) Close(member.XmlName);
    }

    // For each open map, whether an entry of it is open.
    private Stack<bool>? _entries;

    /// <inheritdoc/>
    public void BeginMap(MemberSchema member, int count)
    {
        CloseTag();
        if (!member.IsFlattened) Open(member.XmlName, member.XmlNamespace, member.XmlPrefix, closed: true);
        (_entries ??= new Stack<bool>()).Push(false);
    }

    /// <inheritdoc/>
    public void MapKey(MemberSchema member, string key)
    {
        if (_entries!.Pop()) Close(EntryName(member));
        Open(EntryName(member), member.IsFlattened ? member.XmlNamespace : null, member.XmlPrefix, closed: true);
        Open(member.KeyName, member.KeyNamespace, closed: true);
        Escaped(key);
        Close(member.KeyName);
        _entries.Push(true);
    }

    /// <inheritdoc/>
    public void EndMap(MemberSchema member)
    {
        if (_entries!.Pop()) Close(EntryName(member));
        if (!member.IsFlattened) Close(member.XmlName);
    }

    private static string EntryName(MemberSchema map) => map.IsFlattened ? map.XmlName : "entry";

    /// <summary>Writes a start tag.</summary>
    public void Open(string name, string? xmlNamespace = null, string? prefix = null, bool closed = false)
    {
        CloseTag();
        xmlNamespace ??= _rootNamespace;
        _rootNamespace = null;
        Raw("<");
        Raw(name);
        if (xmlNamespace is not null)
        {
            Raw(prefix is null ? " xmlns=\"" : $" xmlns:{prefix}=\"");
            Escaped(xmlNamespace);
            Raw("\"");
        }
        if (closed) Raw(">");
        else _tagOpen = true;
    }

    /// <summary>Writes an end tag.</summary>
    public void Close(string name)
    {
        CloseTag();
        Raw("</");
        Raw(name);
        Raw(">");
    }

    /// <summary>Writes an element with text.</summary>
    public void Element(string name, string text)
    {
        Open(name, closed: true);
        Escaped(text);
        Close(name);
    }

    private void Text(MemberSchema member, string value)
    {
        if (member.IsXmlAttribute)
        {
            Raw(" ");
            Raw(member.XmlName);
            Raw("=\"");
            Escaped(value);
            Raw("\"");
            return;
        }
        Open(member.XmlName, member.XmlNamespace, member.XmlPrefix, closed: true);
        Escaped(value);
        Close(member.XmlName);
    }

    private void CloseTag()
    {
        if (!_tagOpen) return;
        _tagOpen = false;
        Raw(">");
    }

    /// <summary>Writes markup as it is.</summary>
    public readonly void Raw(string text)
    {
        var span = _output.GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length));
        _output.Advance(Encoding.UTF8.GetBytes(text, span));
    }

    private readonly void Escaped(string text)
    {
        var rest = text.AsSpan();
        while (true)
        {
            var at = rest.IndexOfAny(Special);
            var plain = at < 0 ? rest : rest[..at];
            var span = _output.GetSpan(Encoding.UTF8.GetMaxByteCount(plain.Length));
            _output.Advance(Encoding.UTF8.GetBytes(plain, span));
            if (at < 0) return;
            Raw(rest[at] switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                // Characters that XML 1.0 cannot carry in any form would make the whole answer unreadable.
                (< ' ' and not ('\r' or '\n' or '\t')) or '\ufffe' or '\uffff' => "\uFFFD",
                var c => string.Create(CultureInfo.InvariantCulture, $"&#x{(int)c:X};"),
            });
            rest = rest[(at + 1)..];
        }
    }
}
