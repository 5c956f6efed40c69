using System.Text;
using System.Text.Json;

namespace Undercast.Protocol;

/// <summary>Reads a root shape whose members travel in headers, query string, path and body; what lies deeper is read from the body alone.</summary>
/// <typeparam name="TBody">The reader of the body.</typeparam>
public ref struct RestShapeReader<TBody> : IShapeReader
    where TBody : IShapeReader, allows ref struct
{
    internal TBody Body;
    private readonly BoundValues _values;
    private readonly int _root;
    private int _depth;
    private int _next;
    private bool _inBody;
    private bool _eventRead;
    // The member that is being read from outside the body, and where in it the reading stands.
    private MemberSchema? _bound;
    private string? _text;
    private List<string>? _items;
    private int _item;
    private List<KeyValuePair<string, List<string>>>? _entries;
    private int _entry;

    internal RestShapeReader(BoundValues values, TBody body)
    {
        _values = values;
        Body = body;
        // An event is read into the union of its stream, of which it is one member.
        _root = values.Event is null ? 0 : 1;
    }

    /// <inheritdoc/>
    public void BeginStructure(StructSchema schema, MemberSchema? member)
    {
        if (_depth++ <= _root) return;
        Body.BeginStructure(schema, member);
    }

    /// <inheritdoc/>
    public bool NextMember(StructSchema schema, out int index)
    {
        if (_depth > _root + 1)
        {
            if (Body.NextMember(schema, out index)) return true;
            _depth--;
            return false;
        }
        if (_depth <= _root)
        {
            index = _eventRead ? -1 : schema.Find(Encoding.UTF8.GetBytes(_values.Event!));
            _eventRead = true;
            return index >= 0;
        }
        while (_next < schema.Members.Length)
        {
            var member = schema.Members[_next++];
            if (member.Location is MemberLocation.Body or MemberLocation.Status || !_values.Has(member)) continue;
            // Structures and documents are read by the body's reader, all else is text or bytes.
            var isRead = member is { Location: MemberLocation.Payload, Kind: ShapeKind.Structure or ShapeKind.Document or ShapeKind.List or ShapeKind.Map };
            _bound = isRead ? null : member;
            _text = null;
            index = member.Index;
            return true;
        }
        _bound = null;
        index = -1;
        if (!schema.HasBody || schema.Payload is not null)
        {
            _depth--;
            return false;
        }
        if (!_inBody) Body.BeginStructure(schema, null);
        _inBody = true;
        while (Body.NextMember(schema, out index))
        {
            if (schema.Members[index].Location == MemberLocation.Body) return true;
            // A name in the body that is bound elsewhere means nothing there.
            Body.Skip();
        }
        _depth--;
        return false;
    }

    /// <inheritdoc/>
    public bool TryNull(MemberSchema member) => _bound is null && _depth > _root && Body.TryNull(member);

    /// <inheritdoc/>
    public void Skip() => Body.Skip();

    /// <inheritdoc/>
    public string String(MemberSchema member)
    {
        if (_bound is null) return Body.String(member);
        return _bound.Location == MemberLocation.Payload ? Encoding.UTF8.GetString(_values.Body.Span) : Text(member);
    }

    /// <inheritdoc/>
    public bool Boolean(MemberSchema member) => _bound is null ? Body.Boolean(member) : TextValues.Boolean(Text(member));

    /// <inheritdoc/>
    public sbyte Byte(MemberSchema member) => _bound is null ? Body.Byte(member) : (sbyte)TextValues.Integer(Text(member), sbyte.MinValue, sbyte.MaxValue, "a Byte");

    /// <inheritdoc/>
    public short Short(MemberSchema member) => _bound is null ? Body.Short(member) : (short)TextValues.Integer(Text(member), short.MinValue, short.MaxValue, "a Short");

    /// <inheritdoc/>
    public int Integer(MemberSchema member) => _bound is null ? Body.Integer(member) : (int)TextValues.Integer(Text(member), int.MinValue, int.MaxValue, "an Integer");

    /// <inheritdoc/>
    public long Long(MemberSchema member) => _bound is null ? Body.Long(member) : TextValues.Integer(Text(member), long.MinValue, long.MaxValue, "a Long");

    /// <inheritdoc/>
    public float Float(MemberSchema member) => _bound is null ? Body.Float(member) : TextValues.Float(Text(member));

    /// <inheritdoc/>
    public double Double(MemberSchema member) => _bound is null ? Body.Double(member) : TextValues.Double(Text(member));

    /// <inheritdoc/>
    public byte[] Blob(MemberSchema member)
    {
        if (_bound is null) return Body.Blob(member);
        return _bound.Location == MemberLocation.Payload ? _values.Body.ToArray() : TextValues.Blob(Text(member));
    }

    /// <inheritdoc/>
    public DateTimeOffset Timestamp(MemberSchema member)
    {
        if (_bound is null) return Body.Timestamp(member);
        return TextValues.Timestamp(Text(member), member.Timestamp == TimestampFormat.Default ? _values.DefaultTimestamp(_bound) : member.Timestamp);
    }

    /// <inheritdoc/>
    public JsonElement Document(MemberSchema member) => Body.Document(member);

    /// <inheritdoc/>
    public readonly Stream Stream(MemberSchema member) => _values.Stream();

    /// <inheritdoc/>
    public readonly IAsyncEnumerable<T> Events<T>(MemberSchema member, ShapeCodec union) where T : class => _values.Events<T>(union);

    /// <inheritdoc/>
    public void BeginList(MemberSchema member)
    {
        if (_bound is null)
        {
            Body.BeginList(member);
            return;
        }
        // Within a map of query parameters the items are those of the entry.
        _items = _entries is null ? _values.List(member) : _entries[_entry - 1].Value;
        _item = 0;
    }

    /// <inheritdoc/>
    public bool NextElement(MemberSchema member)
    {
        if (_bound is null) return Body.NextElement(member);
        if (_item == _items!.Count) return false;
        _text = _items[_item++];
        return true;
    }

    /// <inheritdoc/>
    public void BeginMap(MemberSchema member)
    {
        if (_bound is null)
        {
            Body.BeginMap(member);
            return;
        }
        _entries = _values.Map(member);
        _entry = 0;
    }

    /// <inheritdoc/>
    public bool NextEntry(MemberSchema member, out string key)
    {
        if (_bound is null) return Body.NextEntry(member, out key);
        if (_entry == _entries!.Count)
        {
            _entries = null;
            key = "";
            return false;
        }
        var entry = _entries[_entry++];
        key = entry.Key;
        _text = entry.Value[0];
        return true;
    }

    private readonly string Text(MemberSchema member) => _text ?? _values.Text(member);
}
