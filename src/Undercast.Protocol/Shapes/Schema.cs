using System.Text;
using Undercast.Kernel;

namespace Undercast.Protocol;

/// <summary>Where a member travels on REST wires.</summary>
public enum MemberLocation
{
    /// <summary>In the body.</summary>
    Body = 0,
    /// <summary>In a header.</summary>
    Header = 1,
    /// <summary>As all headers with a prefix.</summary>
    PrefixHeaders = 2,
    /// <summary>In the query string.</summary>
    Query = 3,
    /// <summary>As all query parameters that no other member claims.</summary>
    QueryRest = 4,
    /// <summary>In the path.</summary>
    Label = 5,
    /// <summary>As the whole body.</summary>
    Payload = 6,
    /// <summary>As the HTTP status.</summary>
    Status = 7,
}

/// <summary>The kinds of value that a member, a list's element or a map's value can be.</summary>
public enum ShapeKind
{
    /// <summary>Text.</summary>
    String,
    /// <summary>A truth value.</summary>
    Boolean,
    /// <summary>An 8-bit integer.</summary>
    Byte,
    /// <summary>A 16-bit integer.</summary>
    Short,
    /// <summary>A 32-bit integer.</summary>
    Integer,
    /// <summary>A 64-bit integer.</summary>
    Long,
    /// <summary>A single-precision number.</summary>
    Float,
    /// <summary>A double-precision number.</summary>
    Double,
    /// <summary>Bytes.</summary>
    Blob,
    /// <summary>A moment.</summary>
    Timestamp,
    /// <summary>Any JSON value.</summary>
    Document,
    /// <summary>A structure or union.</summary>
    Structure,
    /// <summary>A list.</summary>
    List,
    /// <summary>A map with text keys.</summary>
    Map,
    /// <summary>A body that streams.</summary>
    Stream,
    /// <summary>A stream of events.</summary>
    EventStream,
}

/// <summary>What the wires need to know of one member, or of what a list or map holds.</summary>
public sealed class MemberSchema
{
    /// <summary>The member's wire name in AWS's model.</summary>
    public required string Name { get; init; }
    /// <summary>The kind of value.</summary>
    public required ShapeKind Kind { get; init; }
    /// <summary>The place of the member in its structure; -1 for what a list or map holds.</summary>
    public int Index { get; init; } = -1;
    /// <summary>The element's name on XML wires.</summary>
    public string XmlName { get => field ?? Name; init; }
    /// <summary>The namespace declared at the element.</summary>
    public string? XmlNamespace { get; init; }
    /// <summary>The prefix of that namespace.</summary>
    public string? XmlPrefix { get; init; }
    /// <summary>Whether the member is an attribute of its parent's element.</summary>
    public bool IsXmlAttribute { get; init; }
    /// <summary>The parameter's name on the query wire.</summary>
    public string QueryName { get => field ?? XmlName; init; }
    /// <summary>The parameter's name on EC2's query wire.</summary>
    public string Ec2Name { get => field ?? char.ToUpperInvariant(XmlName[0]) + XmlName[1..]; init; }
    /// <summary>Whether a list or map has no wrapper on XML wires.</summary>
    public bool IsFlattened { get; init; }
    /// <summary>Whether a list or map has no wrapper on the query wire.</summary>
    public bool IsQueryFlattened { get; init; }
    /// <summary>The name of map keys on XML and query wires.</summary>
    public string KeyName { get; init; } = "key";
    /// <summary>The name of map values on XML and query wires.</summary>
    public string ValueName { get; init; } = "value";
    /// <summary>How times are written.</summary>
    public TimestampFormat Timestamp { get; init; }
    /// <summary>Whether nulls in the list or map are values.</summary>
    public bool IsSparse { get; init; }
    /// <summary>Whether the contract says that the member must be there.</summary>
    public bool IsRequired { get; init; }
    /// <summary>Whether a missing value is filled with a fresh token.</summary>
    public bool IsIdempotencyToken { get; init; }
    /// <summary>Whether a string in a header is JSON in base64.</summary>
    public string? MediaType { get; init; }
    /// <summary>Where the member travels on REST wires.</summary>
    public MemberLocation Location { get; init; }
    /// <summary>The header, prefix, parameter or label.</summary>
    public string? LocationName { get; init; }
    /// <summary>Whether the member is part of the host name.</summary>
    public bool IsHostLabel { get; init; }
    /// <summary>The root element's name where the member is the whole body of an XML wire and says so itself.</summary>
    public string? PayloadName { get; init; }
    /// <summary>The namespace declared at map keys.</summary>
    public string? KeyNamespace { get; init; }
    /// <summary>What a list or map holds.</summary>
    public MemberSchema? Element { get; init; }
    /// <summary>The name in UTF-8.</summary>
    public byte[] Utf8Name => field ??= Encoding.UTF8.GetBytes(Name);
    /// <summary>Whether the member travels outside the body in answers; query parameters and labels have no place there.</summary>
    internal bool IsBoundInAnswer => Location is MemberLocation.Header or MemberLocation.PrefixHeaders or MemberLocation.Payload or MemberLocation.Status;
}

/// <summary>What the wires need to know of a structure or union.</summary>
public sealed class StructSchema
{
    /// <summary>Describes a structure.</summary>
    public StructSchema(string name, params MemberSchema[] members)
    {
        Name = name;
        Members = members;
        foreach (var member in members)
        {
            if (member.Location != MemberLocation.Body) HasBindings = true;
            else HasBody = true;
            if (!member.IsBoundInAnswer) HasAnswerBody = true;
            if (member.Location == MemberLocation.Payload) Payload = member;
        }
    }

    /// <summary>The shape's name.</summary>
    public string Name { get; }
    /// <summary>The members by <see cref="MemberSchema.Index"/>.</summary>
    public MemberSchema[] Members { get; }
    /// <summary>The root element's name on XML wires.</summary>
    public string XmlName { get => field ?? Name; init; }
    /// <summary>The root element's namespace.</summary>
    public string? XmlNamespace { get; init; }
    /// <summary>That namespace's prefix.</summary>
    public string? XmlPrefix { get; init; }
    /// <summary>Whether exactly one member is set.</summary>
    public bool IsUnion { get; init; }
    /// <summary>Whether some member travels outside the body.</summary>
    public bool HasBindings { get; }
    /// <summary>The member that is the whole body, or null.</summary>
    public MemberSchema? Payload { get; }
    /// <summary>Members that AWS has and this cloud does not; sending one is refused.</summary>
    public NotSupportedMemberAttribute[] NotSupported { get; init; } = [];

    internal bool HasBody { get; }
    internal bool HasAnswerBody { get; }

    // The shape as a root element of a REST answer.
    internal MemberSchema Root => field ??= new MemberSchema { Name = XmlName, Kind = ShapeKind.Structure };

    /// <summary>The member with a JSON or CBOR name, or -1. Members mostly come in the contract's order, so the search starts at <paramref name="hint"/>.</summary>
    public int Find(ReadOnlySpan<byte> utf8Name, int hint = 0)
    {
        for (var i = 0; i < Members.Length; i++)
        {
            var at = hint + i;
            if (at >= Members.Length) at -= Members.Length;
            if (utf8Name.SequenceEqual(Members[at].Utf8Name)) return at;
        }
        return -1;
    }

    /// <summary>Refuses a member that AWS has and this cloud does not; any other unknown member is ignored.</summary>
    internal void RefuseIfNotSupported(ReadOnlySpan<byte> utf8Name)
    {
        foreach (var member in NotSupported)
        {
            if (member.Location == MemberLocation.Body && utf8Name.SequenceEqual(Encoding.UTF8.GetBytes(member.Name))) throw Refused(member);
        }
    }

    internal CommonException Refused(NotSupportedMemberAttribute member)
    {
        // The input of an operation is known to callers by the operation's name.
        var owner = Name.EndsWith("Input", StringComparison.Ordinal) ? Name[..^5] : Name.EndsWith("Request", StringComparison.Ordinal) ? Name[..^7] : Name;
        return CommonException.NotSupported($"{owner}'s member {member.Name}");
    }
}
