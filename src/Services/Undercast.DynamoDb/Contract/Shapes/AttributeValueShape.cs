using Undercast.Protocol;

namespace Undercast.DynamoDb;

/// <summary>Reads and writes values on the wire.</summary>
/// <remarks>
/// What is wrong with a value is found here but not thrown: the service says it when its turn comes in the order of validations. AWS: the members of a value are
/// looked at in the order in which they were sent.
/// </remarks>
internal static class AttributeValueShape
{
    private const int S = 0, N = 1, B = 2, SS = 3, NS = 4, BS = 5, M = 6, L = 7, NULL = 8, BOOL = 9;

    private static readonly MemberSchema Inner = new() { Name = "member", Kind = ShapeKind.Structure };
    private static readonly MemberSchema Text = new() { Name = "member", Kind = ShapeKind.String };
    private static readonly MemberSchema Blob = new() { Name = "member", Kind = ShapeKind.Blob };

    public static readonly StructSchema Schema = new(
        "AttributeValue",
        new MemberSchema { Name = "S", Kind = ShapeKind.String, Index = S },
        new MemberSchema { Name = "N", Kind = ShapeKind.String, Index = N },
        new MemberSchema { Name = "B", Kind = ShapeKind.Blob, Index = B },
        new MemberSchema { Name = "SS", Kind = ShapeKind.List, Index = SS, Element = Text },
        new MemberSchema { Name = "NS", Kind = ShapeKind.List, Index = NS, Element = Text },
        new MemberSchema { Name = "BS", Kind = ShapeKind.List, Index = BS, Element = Blob },
        new MemberSchema { Name = "M", Kind = ShapeKind.Map, Index = M, Element = Inner },
        new MemberSchema { Name = "L", Kind = ShapeKind.List, Index = L, Element = Inner },
        new MemberSchema { Name = "NULL", Kind = ShapeKind.Boolean, Index = NULL },
        new MemberSchema { Name = "BOOL", Kind = ShapeKind.Boolean, Index = BOOL });

    public static AttributeValue Read<R>(ref R reader, MemberSchema? member)
        where R : IShapeReader, allows ref struct => Read(ref reader, member, 0);

    public static AttributeValue Read<R>(ref R reader, MemberSchema? member, int depth)
        where R : IShapeReader, allows ref struct
    {
        AttributeValue? value = null;
        string? fault = null;
        var count = 0;
        reader.BeginStructure(Schema, member);
        while (reader.NextMember(Schema, out var index))
        {
            var at = Schema.Members[index];
            if (reader.TryNull(at)) continue;
            count++;
            value = index switch
            {
                S => AttributeValue.Of(reader.String(at)),
                N => Number(reader.String(at)),
                B => AttributeValue.Binary(reader.Blob(at)),
                SS => SetRules.Texts(Strings(ref reader, at)),
                NS => SetRules.Numbers(Strings(ref reader, at)),
                BS => SetRules.Binaries(Blobs(ref reader, at)),
                M => Checked(AttributeMapShape.Read(ref reader, at, depth + 1)),
                L => List(ref reader, at, depth + 1),
                // AWS: a false null is a null too (captured from the service in 2026 by nubo-db/dynamodb-conformance; it was refused before).
                NULL => Null(reader.Boolean(at)),
                _ => AttributeValue.Of(reader.Boolean(at)),
            };
            if (value.Kind == AttributeKind.Invalid) fault ??= value.Fault;
        }
        if (depth > ValueFaults.MaxDepth) fault ??= ValueFaults.TooDeep;
        if (fault is not null) return AttributeValue.Invalid(fault);
        if (count > 1) return AttributeValue.Invalid(ValueFaults.SeveralTypes);
        return value ?? AttributeValue.Invalid(ValueFaults.NoType);
    }

    public static void Write<W>(ref W writer, AttributeValue value, MemberSchema? member)
        where W : IShapeWriter, allows ref struct
    {
        var members = Schema.Members;
        writer.BeginStructure(Schema, member);
        switch (value.Kind)
        {
            case AttributeKind.S: writer.String(members[S], value.Text); break;
            case AttributeKind.N: writer.String(members[N], DynamoNumber.Text(value.Bytes)); break;
            case AttributeKind.B: writer.Blob(members[B], value.Bytes); break;
            case AttributeKind.SS:
                writer.BeginList(members[SS], value.Texts.Length);
                foreach (var text in value.Texts) writer.String(Text, text);
                writer.EndList(members[SS]);
                break;
            case AttributeKind.NS:
                writer.BeginList(members[NS], value.ByteSet.Length);
                foreach (var number in value.ByteSet) writer.String(Text, DynamoNumber.Text(number));
                writer.EndList(members[NS]);
                break;
            case AttributeKind.BS:
                writer.BeginList(members[BS], value.ByteSet.Length);
                foreach (var bytes in value.ByteSet) writer.Blob(Blob, bytes);
                writer.EndList(members[BS]);
                break;
            case AttributeKind.L:
                writer.BeginList(members[L], value.List.Count);
                foreach (var item in value.List) Write(ref writer, item, Inner);
                writer.EndList(members[L]);
                break;
            case AttributeKind.M: AttributeMapShape.Write(ref writer, value.Map, members[M]); break;
            case AttributeKind.BOOL: writer.Boolean(members[BOOL], value.Truth); break;
            case AttributeKind.NULL: writer.Boolean(members[NULL], true); break;
            default: break;
        }
        writer.EndStructure(Schema, member);
    }

    private static AttributeValue Null(bool _) => AttributeValue.Null;

    private static AttributeValue Number(string text) =>
        DynamoNumber.TryParse(text, out var encoded, out var fault) ? AttributeValue.Number(encoded) : AttributeValue.Invalid(fault);

    private static AttributeValue Checked(AttributeMap map) => map.Fault is { } fault ? AttributeValue.Invalid(fault) : AttributeValue.Of(map);

    private static AttributeValue List<R>(ref R reader, MemberSchema at, int depth)
        where R : IShapeReader, allows ref struct
    {
        var list = new List<AttributeValue>();
        string? fault = null;
        reader.BeginList(at);
        while (reader.NextElement(at))
        {
            // AWS: a null in a list is a value without a type.
            var item = reader.TryNull(Inner) ? AttributeValue.Invalid(ValueFaults.NoType) : Read(ref reader, Inner, depth);
            if (item.Kind == AttributeKind.Invalid) fault ??= item.Fault;
            list.Add(item);
        }
        return fault is null ? AttributeValue.Of(list) : AttributeValue.Invalid(fault);
    }

    private static List<string> Strings<R>(ref R reader, MemberSchema at)
        where R : IShapeReader, allows ref struct
    {
        var texts = new List<string>();
        reader.BeginList(at);
        while (reader.NextElement(at))
        {
            if (!reader.TryNull(Text)) texts.Add(reader.String(Text));
        }
        return texts;
    }

    private static List<byte[]> Blobs<R>(ref R reader, MemberSchema at)
        where R : IShapeReader, allows ref struct
    {
        var blobs = new List<byte[]>();
        reader.BeginList(at);
        while (reader.NextElement(at))
        {
            if (!reader.TryNull(Blob)) blobs.Add(reader.Blob(Blob));
        }
        return blobs;
    }
}

/// <summary>Reads and writes items, keys and maps on the wire.</summary>
internal static class AttributeMapShape
{
    private static readonly MemberSchema Entry = new() { Name = "value", Kind = ShapeKind.Structure };
    private static readonly MemberSchema Root = new() { Name = "map", Kind = ShapeKind.Map, Element = Entry };

    public static AttributeMap Read<R>(ref R reader, MemberSchema? member)
        where R : IShapeReader, allows ref struct => Read(ref reader, member, 0);

    public static AttributeMap Read<R>(ref R reader, MemberSchema? member, int depth)
        where R : IShapeReader, allows ref struct
    {
        var values = new Dictionary<string, AttributeValue>(StringComparer.Ordinal);
        string? fault = null;
        var at = member ?? Root;
        reader.BeginMap(at);
        while (reader.NextEntry(at, out var name))
        {
            var value = reader.TryNull(Entry) ? AttributeValue.Invalid(ValueFaults.NoType) : AttributeValueShape.Read(ref reader, Entry, depth);
            if (value.Kind == AttributeKind.Invalid) fault ??= value.Fault;
            values[name] = value;
        }
        return new AttributeMap(values) { Fault = fault };
    }

    public static void Write<W>(ref W writer, AttributeMap map, MemberSchema? member)
        where W : IShapeWriter, allows ref struct
    {
        var at = member ?? Root;
        writer.BeginMap(at, map.Count);
        if (map.Stored.IsEmpty)
        {
            foreach (var (name, value) in map.Values)
            {
                writer.MapKey(at, name);
                AttributeValueShape.Write(ref writer, value, Entry);
            }
        }
        else
        {
            ItemCodec.WriteEntries(ref writer, at, Entry, map.Stored);
        }
        writer.EndMap(at);
    }
}
