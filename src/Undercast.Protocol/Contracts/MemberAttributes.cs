namespace Undercast.Protocol;

/// <summary>The wire name of a member, enum value or type where C#'s name must differ.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Class | AttributeTargets.Struct)]
public sealed class WireNameAttribute(string name) : Attribute
{
    /// <summary>The name.</summary>
    public string Name { get; } = name;
}

/// <summary>
/// Marks a class that reads and writes itself: beside it stands a static class of its name with <c>Shape</c> that has <c>Read&lt;R&gt;</c> and <c>Write&lt;W&gt;</c>
/// as generated shapes have them. For shapes on a hot path whose best form in memory is no record. JSON and CBOR wires only, and never an input or output itself.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OwnShapeAttribute : Attribute;

/// <summary>The smallest and largest number.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RangeAttribute(long min = long.MinValue, long max = long.MaxValue) : Attribute
{
    /// <summary>The smallest value.</summary>
    public long Min { get; } = min;
    /// <summary>The largest value.</summary>
    public long Max { get; } = max;
}

/// <summary>The shortest and longest length: characters of a string, bytes of a blob, elements of a list or map.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class LengthAttribute(int min = 0, int max = int.MaxValue) : Attribute
{
    /// <summary>The shortest.</summary>
    public int Min { get; } = min;
    /// <summary>The longest.</summary>
    public int Max { get; } = max;
}

/// <summary>The regular expression that the whole string must match.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PatternAttribute(string expression) : Attribute
{
    /// <summary>The expression, as AWS's model has it.</summary>
    public string Expression { get; } = expression;
}

/// <summary>Constraints of a list's elements or a map's values (the same forms as on a member).</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ElementsAttribute : Attribute
{
    /// <summary>Shortest length of an element; -1 for none.</summary>
    public int MinLength { get; set; } = -1;
    /// <summary>Longest length of an element; -1 for none.</summary>
    public int MaxLength { get; set; } = -1;
    /// <summary>The expression that an element must match.</summary>
    public string? Pattern { get; set; }
}

/// <summary>The string values that AWS accepts for a member (an open enumeration: a value may be added by AWS at any time, so members stay strings).</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OneOfAttribute(params string[] values) : Attribute
{
    /// <summary>The values.</summary>
    public string[] Values { get; } = values;
}

/// <summary>The member travels in a header.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class HttpHeaderAttribute(string name) : Attribute
{
    /// <summary>The header.</summary>
    public string Name { get; } = name;
}

/// <summary>The map travels as headers that start with a prefix.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class HttpPrefixHeadersAttribute(string prefix) : Attribute
{
    /// <summary>The prefix, such as <c>x-amz-meta-</c>.</summary>
    public string Prefix { get; } = prefix;
}

/// <summary>The member travels in the query string; on a map without a name, all parameters that no other member claims.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class HttpQueryAttribute(string name = "") : Attribute
{
    /// <summary>The parameter, or empty for the rest.</summary>
    public string Name { get; } = name;
}

/// <summary>The member is a label of the URI pattern with the member's wire name, or the given one.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class HttpLabelAttribute(string? name = null) : Attribute
{
    /// <summary>The label's name where it differs.</summary>
    public string? Name { get; } = name;
}

/// <summary>The member is the whole body.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class HttpPayloadAttribute : Attribute;

/// <summary>The member carries the HTTP status of the answer.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class HttpStatusAttribute : Attribute;

/// <summary>The member is part of the host name (with <see cref="HttpAttribute.HostPrefix"/>).</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class HostLabelAttribute : Attribute;

/// <summary>A list or map without a wrapper (XML and query wires); the name is that of each entry.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FlattenedAttribute(string? name = null) : Attribute
{
    /// <summary>The entries' name where it differs from the member's.</summary>
    public string? Name { get; } = name;
}

/// <summary>As <see cref="FlattenedAttribute"/> on the query wire only, while JSON keeps the member's name.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class QueryFlattenedAttribute(string name) : Attribute
{
    /// <summary>The entries' name.</summary>
    public string Name { get; } = name;
}

/// <summary>The member's name on XML and query wires, and its element, key and value names.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Class)]
public sealed class XmlAttribute(string? name = null) : Attribute
{
    /// <summary>The element's name.</summary>
    public string? Name { get; } = name;
    /// <summary>The name of a list's elements (default <c>member</c>).</summary>
    public string? Element { get; set; }
    /// <summary>The name of a map's keys (default <c>key</c>).</summary>
    public string? Key { get; set; }
    /// <summary>The name of a map's values (default <c>value</c>).</summary>
    public string? Value { get; set; }
    /// <summary>The namespace declared at the element.</summary>
    public string? Namespace { get; set; }
    /// <summary>The namespace declared at a list's elements.</summary>
    public string? ElementNamespace { get; set; }
    /// <summary>The namespace declared at a map's keys.</summary>
    public string? KeyNamespace { get; set; }
    /// <summary>The namespace declared at a map's values.</summary>
    public string? ValueNamespace { get; set; }
    /// <summary>The prefix of <see cref="ElementNamespace"/> or <see cref="ValueNamespace"/>.</summary>
    public string? ElementPrefix { get; set; }
    /// <summary>The namespace's prefix.</summary>
    public string? Prefix { get; set; }
    /// <summary>Whether the member is an attribute of its parent's element.</summary>
    public bool IsAttribute { get; set; }
}

/// <summary>The member's name on EC2's query wire.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class Ec2NameAttribute(string name) : Attribute
{
    /// <summary>The name.</summary>
    public string Name { get; } = name;
}

/// <summary>How times are written.</summary>
public enum TimestampFormat
{
    /// <summary>The wire's and binding's own default.</summary>
    Default = 0,
    /// <summary>Seconds since 1970 as a number.</summary>
    EpochSeconds = 1,
    /// <summary><c>2006-01-02T15:04:05Z</c>.</summary>
    DateTime = 2,
    /// <summary><c>Mon, 02 Jan 2006 15:04:05 GMT</c>.</summary>
    HttpDate = 3,
}

/// <summary>How the member's time is written where it differs from the default.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TimestampAttribute(TimestampFormat format) : Attribute
{
    /// <summary>The format.</summary>
    public TimestampFormat Format { get; } = format;
}

/// <summary>Nulls in the list or map are values.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SparseAttribute : Attribute;

/// <summary>The string is JSON that a header carries as base64, or other media that the wire must wrap.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class MediaTypeAttribute(string type) : Attribute
{
    /// <summary>The media type.</summary>
    public string Type { get; } = type;
}

/// <summary>Filled with a fresh token when the client sends none.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class IdempotencyTokenAttribute : Attribute;

/// <summary>Exactly one member of the type is set.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class UnionAttribute : Attribute;

/// <summary>The union's members are events of a stream (vnd.amazon.eventstream).</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class EventStreamAttribute : Attribute;

/// <summary>The member is a header of its event.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class EventHeaderAttribute : Attribute;

/// <summary>The member is the payload of its event.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class EventPayloadAttribute : Attribute;

/// <summary>The member is never logged.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SensitiveAttribute : Attribute;

/// <summary>A member that AWS has and this cloud does not: a request that carries it is refused by name, with HTTP 501, rather than served as if it were not there.</summary>
/// <param name="name">The member's wire name.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class NotSupportedMemberAttribute(string name) : Attribute
{
    /// <summary>The member's wire name.</summary>
    public string Name { get; } = name;
    /// <summary>The header or query parameter that carries it on REST wires; empty for the body.</summary>
    public string LocationName { get; set; } = "";
    /// <summary>Where it travels on REST wires: the body, a header or the query string.</summary>
    public MemberLocation Location { get; set; }
}
