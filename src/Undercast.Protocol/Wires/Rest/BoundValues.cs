namespace Undercast.Protocol;

/// <summary>What travels outside the body: of an HTTP request, or of one event of a stream.</summary>
internal abstract class BoundValues
{
    /// <summary>Whether the member was sent.</summary>
    public abstract bool Has(MemberSchema member);

    /// <summary>The text of a scalar member that was sent.</summary>
    public abstract string Text(MemberSchema member);

    /// <summary>The values of a list member that was sent.</summary>
    public abstract List<string> List(MemberSchema member);

    /// <summary>The entries of a map member.</summary>
    public abstract List<KeyValuePair<string, List<string>>> Map(MemberSchema member);

    /// <summary>The body as it is.</summary>
    public abstract ReadOnlyMemory<byte> Body { get; }

    /// <summary>The form of times where the member does not say.</summary>
    public abstract TimestampFormat DefaultTimestamp(MemberSchema member);

    /// <summary>The name of the event, when these are the headers and payload of one.</summary>
    public virtual string? Event => null;

    public abstract Stream Stream();

    public abstract IAsyncEnumerable<T> Events<T>(ShapeCodec union) where T : class;
}
