using System.Text.Json;

namespace Undercast.Protocol;

/// <summary>Reads shapes from form parameters, in AWS's query dialect or in EC2's.</summary>
public ref struct QueryShapeReader : IShapeReader
{
    private readonly bool _ec2;
    private readonly Stack<Frame> _frames = new();
    private QueryTree _at;

    /// <summary>Starts at the root of <paramref name="form"/>.</summary>
    public QueryShapeReader(QueryTree form, bool ec2 = false)
    {
        _at = form;
        _ec2 = ec2;
    }

    private struct Frame
    {
        public QueryTree Tree;
        public int Next;
        public List<QueryTree>? Items;
    }

    /// <inheritdoc/>
    public void BeginStructure(StructSchema schema, MemberSchema? member)
    {
        if (member is not null && !_at.HasChildren && !string.IsNullOrEmpty(_at.Value)) throw WireFaults.Serialization("Expected a structure.");
        foreach (var name in schema.NotSupported)
        {
            // A name without a value is how this wire writes an empty list: it asks for nothing.
            if (_at[_ec2 ? char.ToUpperInvariant(name.Name[0]) + name.Name[1..] : name.Name] is { } given && (given.HasChildren || !string.IsNullOrEmpty(given.Value))) throw schema.Refused(name);
        }
        _frames.Push(new Frame { Tree = _at });
    }

    /// <inheritdoc/>
    public bool NextMember(StructSchema schema, out int index)
    {
        var frame = _frames.Pop();
        while (frame.Next < schema.Members.Length)
        {
            var member = schema.Members[frame.Next++];
            if (frame.Tree[_ec2 ? member.Ec2Name : member.QueryName] is not { } child) continue;
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
    public readonly string String(MemberSchema member) => _at.Value ?? (_at.HasChildren ? throw WireFaults.Serialization("Start of structure or map found where not expected.") : "");

    /// <inheritdoc/>
    public readonly bool Boolean(MemberSchema member) => TextValues.Boolean(String(member));

    /// <inheritdoc/>
    public readonly sbyte Byte(MemberSchema member) => (sbyte)TextValues.Integer(String(member), sbyte.MinValue, sbyte.MaxValue, "a Byte");

    /// <inheritdoc/>
    public readonly short Short(MemberSchema member) => (short)TextValues.Integer(String(member), short.MinValue, short.MaxValue, "a Short");

    /// <inheritdoc/>
    public readonly int Integer(MemberSchema member) => (int)TextValues.Integer(String(member), int.MinValue, int.MaxValue, "an Integer");

    /// <inheritdoc/>
    public readonly long Long(MemberSchema member) => TextValues.Integer(String(member), long.MinValue, long.MaxValue, "a Long");

    /// <inheritdoc/>
    public readonly float Float(MemberSchema member) => TextValues.Float(String(member));

    /// <inheritdoc/>
    public readonly double Double(MemberSchema member) => TextValues.Double(String(member));

    /// <inheritdoc/>
    public readonly byte[] Blob(MemberSchema member) => TextValues.Blob(String(member));

    /// <inheritdoc/>
    public readonly DateTimeOffset Timestamp(MemberSchema member) => TextValues.Timestamp(String(member), member.Timestamp);

    /// <inheritdoc/>
    public readonly JsonElement Document(MemberSchema member) => throw WireFaults.Serialization("A document cannot travel in form parameters.");

    /// <inheritdoc/>
    public readonly Stream Stream(MemberSchema member) => throw WireFaults.Serialization("A stream cannot travel in form parameters.");

    /// <inheritdoc/>
    public readonly IAsyncEnumerable<T> Events<T>(MemberSchema member, ShapeCodec union) where T : class => throw WireFaults.Serialization("Events cannot travel in form parameters.");

    /// <inheritdoc/>
    public readonly void Skip()
    {
    }

    /// <inheritdoc/>
    public void BeginList(MemberSchema member)
    {
        // Wrapped lists put the element's name between: Names.member.1. Either way, Names= is an empty list.
        var holder = _ec2 || member.IsQueryFlattened ? _at : _at[member.Element!.XmlName] ?? _at;
        _frames.Push(new Frame { Tree = _at, Items = holder.Numbered() });
    }

    /// <inheritdoc/>
    public bool NextElement(MemberSchema member) => NextItem();

    /// <inheritdoc/>
    public void BeginMap(MemberSchema member)
    {
        var holder = member.IsQueryFlattened ? _at : _at["entry"] ?? _at;
        _frames.Push(new Frame { Tree = _at, Items = holder.Numbered() });
    }

    /// <inheritdoc/>
    public bool NextEntry(MemberSchema member, out string key)
    {
        key = "";
        while (NextItem())
        {
            var entry = _at;
            if (entry[member.KeyName]?.Value is not { } name) throw WireFaults.Serialization($"A map entry has no {member.KeyName}.");
            if (entry[member.ValueName] is not { } value) continue;
            key = name;
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
}
