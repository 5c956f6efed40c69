using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Undercast.Protocol;

/// <summary>Writes a root shape whose members travel in the status, headers and body; what lies deeper goes into the body alone.</summary>
/// <typeparam name="TBody">The writer of the body.</typeparam>
public ref struct RestShapeWriter<TBody> : IShapeWriter
    where TBody : IShapeWriter, allows ref struct
{
    internal TBody Body;
    private readonly BoundAnswer _answer;
    private readonly int _root;
    private int _depth;
    private bool _inBody;
    private MemberSchema? _payloadRoot;
    // The member that is being written outside the body, with the items or the key so far.
    private MemberSchema? _bound;
    private List<string>? _items;
    private string _key = "";

    internal RestShapeWriter(BoundAnswer answer, TBody body)
    {
        _answer = answer;
        Body = body;
        // An event stands within the union of its stream, of which only the name of the set member is written.
        _root = answer.IsEvent ? 1 : 0;
    }

    /// <summary>A writer within a root that the wire has opened itself.</summary>
    internal static RestShapeWriter<TBody> Within(BoundAnswer answer, TBody body) => new(answer, body) { _depth = 1 };

    /// <inheritdoc/>
    public void BeginStructure(StructSchema schema, MemberSchema? member)
    {
        if (_depth < _root)
        {
            _depth++;
            return;
        }
        if (_depth == _root)
        {
            if (_root > 0) _answer.Event(member!);
            _inBody = schema.HasAnswerBody && schema.Payload is null;
            if (_inBody) Body.BeginStructure(schema, schema.Root);
        }
        else if (IsPayload(member))
        {
            _payloadRoot = new MemberSchema { Name = member!.PayloadName ?? schema.XmlName, Kind = member.Kind, XmlNamespace = member.XmlNamespace, XmlPrefix = member.XmlPrefix };
            Body.BeginStructure(schema, _payloadRoot);
        }
        else
        {
            Body.BeginStructure(schema, member);
        }
        _depth++;
    }

    /// <inheritdoc/>
    public void EndStructure(StructSchema schema, MemberSchema? member)
    {
        if (--_depth < _root) return;
        if (_depth > _root) Body.EndStructure(schema, IsPayload(member) ? _payloadRoot : member);
        else if (_inBody) Body.EndStructure(schema, schema.Root);
    }

    /// <inheritdoc/>
    public void Null(MemberSchema member) => Body.Null(member);

    /// <inheritdoc/>
    public void String(MemberSchema member, string value)
    {
        if (!IsBound(member)) Body.String(member, value);
        else if (IsPayload(member)) _answer.Payload(member, Encoding.UTF8.GetBytes(value), isText: true);
        else if (_items is not null) _items.Add(HeaderLists.Quote(value));
        else if (_bound is not null) _answer.Entry(_bound, _key, value);
        else _answer.Text(member, value);
    }

    /// <inheritdoc/>
    public void Boolean(MemberSchema member, bool value)
    {
        if (!IsBound(member)) Body.Boolean(member, value);
        else if (!Collected(value ? "true" : "false")) _answer.Boolean(member, value);
    }

    /// <inheritdoc/>
    public void Long(MemberSchema member, long value)
    {
        if (!IsBound(member)) Body.Long(member, value);
        else if (!Collected(value.ToString(CultureInfo.InvariantCulture))) _answer.Integer(member, value);
    }

    /// <inheritdoc/>
    public void Float(MemberSchema member, float value)
    {
        if (!IsBound(member)) Body.Float(member, value);
        else if (!Collected(TextValues.Of(value))) _answer.Text(member, TextValues.Of(value));
    }

    /// <inheritdoc/>
    public void Double(MemberSchema member, double value)
    {
        if (!IsBound(member)) Body.Double(member, value);
        else if (!Collected(TextValues.Of(value))) _answer.Text(member, TextValues.Of(value));
    }

    /// <inheritdoc/>
    public void Blob(MemberSchema member, ReadOnlyMemory<byte> value)
    {
        if (!IsBound(member)) Body.Blob(member, value);
        else if (IsPayload(member)) _answer.Payload(member, value.Span, isText: false);
        else if (!Collected(Convert.ToBase64String(value.Span))) _answer.Bytes(member, value);
    }

    /// <inheritdoc/>
    public void Timestamp(MemberSchema member, DateTimeOffset value)
    {
        if (!IsBound(member)) Body.Timestamp(member, value);
        else if (!Collected(BoundAnswer.TimeText(member, value))) _answer.Time(member, value);
    }

    /// <inheritdoc/>
    public void Document(MemberSchema member, JsonElement value) =>
        Body.Document(IsPayload(member) ? new MemberSchema { Name = member.Name, Kind = member.Kind } : member, value);

    /// <inheritdoc/>
    public readonly void Stream(MemberSchema member, Stream value) => _answer.Stream(member, value);

    /// <inheritdoc/>
    public void BeginList(MemberSchema member, int count)
    {
        if (!IsBound(member))
        {
            Body.BeginList(member, count);
            return;
        }
        _bound = member;
        _items = [];
    }

    /// <inheritdoc/>
    public void EndList(MemberSchema member)
    {
        if (_bound is null)
        {
            Body.EndList(member);
            return;
        }
        // AWS: an empty list is not sent in a header (Smithy httpHeader).
        if (_items!.Count > 0) _answer.Text(_bound, string.Join(", ", _items));
        _bound = null;
        _items = null;
    }

    /// <inheritdoc/>
    public void BeginMap(MemberSchema member, int count)
    {
        if (IsBound(member)) _bound = member;
        else Body.BeginMap(member, count);
    }

    /// <inheritdoc/>
    public void MapKey(MemberSchema member, string key)
    {
        if (_bound is not null) _key = key;
        else Body.MapKey(member, key);
    }

    /// <inheritdoc/>
    public void EndMap(MemberSchema member)
    {
        if (_bound is not null) _bound = null;
        else Body.EndMap(member);
    }

    private readonly bool IsBound(MemberSchema member) => _bound is not null || (_depth == _root + 1 && member.IsBoundInAnswer);

    private readonly bool IsPayload(MemberSchema? member) => _depth == _root + 1 && member is { Location: MemberLocation.Payload };

    private readonly bool Collected(string text)
    {
        _items?.Add(text);
        return _items is not null;
    }
}
