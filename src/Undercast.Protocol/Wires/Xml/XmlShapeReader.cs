using System.Text;
using System.Text.Json;

namespace Undercast.Protocol;

/// <summary>Reads shapes from XML elements. An empty body is an empty structure.</summary>
public ref struct XmlShapeReader : IShapeReader
{
    private readonly Stack<Frame> _frames = new();
    private readonly ReadOnlyMemory<byte> _body;
    private bool _started;
    private XmlTree? _at;

    /// <summary>Starts at the root element of <paramref name="body"/>, whatever its name.</summary>
    public XmlShapeReader(ReadOnlyMemory<byte> body) => _body = body;

    private struct Frame
    {
        public XmlTree? Tree;
        public int Next;
        public List<XmlTree>? Items;
    }

    /// <inheritdoc/>
    public void BeginStructure(StructSchema schema, MemberSchema? member)
    {
        // Parsed when it is asked for: a body that is a blob is no XML.
        if (!_started && !_body.IsEmpty) _at = XmlTree.Parse(_body);
        _started = true;
        if (_at is not null && schema.NotSupported.Length > 0)
        {
            foreach (var child in _at.Children) schema.RefuseIfNotSupported(Encoding.UTF8.GetBytes(child.Name));
        }
        _frames.Push(new Frame { Tree = _at });
    }

    /// <inheritdoc/>
    public bool NextMember(StructSchema schema, out int index)
    {
        var frame = _frames.Pop();
        while (frame.Tree is not null && frame.Next < schema.Members.Length)
        {
            var member = schema.Members[frame.Next++];
            var child = member.IsXmlAttribute ? frame.Tree.Attribute(member.XmlName)
                : member.IsFlattened ? (frame.Tree.Child(EntryName(member)) is null ? null : frame.Tree)
                : frame.Tree.Child(Local(member.XmlName));
            if (child is null) continue;
            _at = child;
            _frames.Push(frame);
            index = member.Index;
            return true;
        }
        index = -1;
        return false;
    }

    /// <inheritdoc/>
    public readonly bool TryNull(MemberSchema member) => false;

    /// <inheritdoc/>
    public readonly void Skip()
    {
    }

    /// <inheritdoc/>
    public readonly string String(MemberSchema member) =>
        _at!.Children.Count == 0 ? _at.Text : throw WireFaults.Serialization($"The element {_at.Name} must hold text only.");

    /// <inheritdoc/>
    public readonly bool Boolean(MemberSchema member) => TextValues.Boolean(Trimmed(member));

    /// <inheritdoc/>
    public readonly sbyte Byte(MemberSchema member) => (sbyte)TextValues.Integer(Trimmed(member), sbyte.MinValue, sbyte.MaxValue, "a Byte");

    /// <inheritdoc/>
    public readonly short Short(MemberSchema member) => (short)TextValues.Integer(Trimmed(member), short.MinValue, short.MaxValue, "a Short");

    /// <inheritdoc/>
    public readonly int Integer(MemberSchema member) => (int)TextValues.Integer(Trimmed(member), int.MinValue, int.MaxValue, "an Integer");

    /// <inheritdoc/>
    public readonly long Long(MemberSchema member) => TextValues.Integer(Trimmed(member), long.MinValue, long.MaxValue, "a Long");

    /// <inheritdoc/>
    public readonly float Float(MemberSchema member) => TextValues.Float(Trimmed(member));

    /// <inheritdoc/>
    public readonly double Double(MemberSchema member) => TextValues.Double(Trimmed(member));

    /// <inheritdoc/>
    public readonly byte[] Blob(MemberSchema member) => TextValues.Blob(Trimmed(member));

    /// <inheritdoc/>
    public readonly DateTimeOffset Timestamp(MemberSchema member) => TextValues.Timestamp(Trimmed(member), member.Timestamp);

    /// <inheritdoc/>
    public readonly JsonElement Document(MemberSchema member) => throw WireFaults.Serialization("A document cannot travel in XML.");

    /// <inheritdoc/>
    public readonly Stream Stream(MemberSchema member) => throw WireFaults.Serialization("A stream cannot travel in XML.");

    /// <inheritdoc/>
    public readonly IAsyncEnumerable<T> Events<T>(MemberSchema member, ShapeCodec union) where T : class => throw WireFaults.Serialization("Events cannot travel in XML.");

    /// <inheritdoc/>
    public void BeginList(MemberSchema member) => _frames.Push(new Frame { Items = _at!.All(Local(member.Element!.XmlName)) });

    /// <inheritdoc/>
    public bool NextElement(MemberSchema member) => NextItem();

    /// <inheritdoc/>
    public void BeginMap(MemberSchema member) => _frames.Push(new Frame { Items = _at!.All(member.IsFlattened ? EntryName(member) : "entry") });

    /// <inheritdoc/>
    public bool NextEntry(MemberSchema member, out string key)
    {
        key = "";
        while (NextItem())
        {
            var entry = _at!;
            if (entry.Child(Local(member.KeyName)) is not { } name) throw WireFaults.Serialization($"A map entry has no {member.KeyName}.");
            if (entry.Child(Local(member.ValueName)) is not { } value) continue;
            key = name.Text;
            _at = value;
            return true;
        }
        return false;
    }

    private bool NextItem()
    {
        var frame = _frames.Pop();
        if (frame.Next >= frame.Items!.Count) return false;
        _at = frame.Items[frame.Next++];
        _frames.Push(frame);
        return true;
    }

    private readonly string Trimmed(MemberSchema member) => String(member).Trim();

    // A flattened list's elements carry the name that the list's element says; a flattened map's entries that of the map.
    private static string EntryName(MemberSchema member) => Local(member.Kind == ShapeKind.List ? member.Element!.XmlName : member.XmlName);

    private static string Local(string name)
    {
        var colon = name.IndexOf(':');
        return colon < 0 ? name : name[(colon + 1)..];
    }
}
