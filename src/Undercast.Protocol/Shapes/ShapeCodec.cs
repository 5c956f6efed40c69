namespace Undercast.Protocol;

/// <summary>Reads and writes one root shape (an input, an output, an error's members) on the wires that its API speaks; generated.</summary>
/// <remarks>A wire that the API does not declare is not generated and throws.</remarks>
public abstract class ShapeCodec
{
    /// <summary>The shape.</summary>
    public abstract StructSchema Schema { get; }

    /// <summary>Reads from JSON (both JSON RPC wires, and documents).</summary>
    public virtual object Read(ref JsonShapeReader reader) => throw Undeclared();
    /// <summary>Reads from a query wire.</summary>
    public virtual object Read(ref QueryShapeReader reader) => throw Undeclared();
    /// <summary>Reads from CBOR.</summary>
    public virtual object Read(ref CborShapeReader reader) => throw Undeclared();
    /// <summary>Reads from REST with JSON, or from an event with JSON.</summary>
    public virtual object Read(ref RestShapeReader<JsonShapeReader> reader) => throw Undeclared();
    /// <summary>Reads from REST with XML, or from an event with XML.</summary>
    public virtual object Read(ref RestShapeReader<XmlShapeReader> reader) => throw Undeclared();
    /// <summary>Reads from an event with CBOR.</summary>
    public virtual object Read(ref RestShapeReader<CborShapeReader> reader) => throw Undeclared();

    /// <summary>Writes JSON.</summary>
    public virtual void Write(ref JsonShapeWriter writer, object value) => throw Undeclared();
    /// <summary>Writes XML.</summary>
    public virtual void Write(ref XmlShapeWriter writer, object value) => throw Undeclared();
    /// <summary>Writes CBOR.</summary>
    public virtual void Write(ref CborShapeWriter writer, object value) => throw Undeclared();
    /// <summary>Writes REST with JSON, or an event with JSON.</summary>
    public virtual void Write(ref RestShapeWriter<JsonShapeWriter> writer, object value) => throw Undeclared();
    /// <summary>Writes REST with XML, or an event with XML.</summary>
    public virtual void Write(ref RestShapeWriter<XmlShapeWriter> writer, object value) => throw Undeclared();
    /// <summary>Writes an event with CBOR.</summary>
    public virtual void Write(ref RestShapeWriter<CborShapeWriter> writer, object value) => throw Undeclared();

    /// <summary>Writes the members of an error into an object that is already open.</summary>
    public virtual void WriteMembers(ref JsonShapeWriter writer, object value) => throw Undeclared();
    /// <summary>Writes the members of an error into an element that is already open.</summary>
    public virtual void WriteMembers(ref XmlShapeWriter writer, object value) => throw Undeclared();
    /// <summary>Writes the members of an error into a map that is already open.</summary>
    public virtual void WriteMembers(ref CborShapeWriter writer, object value) => throw Undeclared();
    /// <summary>Writes the members of an error into headers and an object that is already open.</summary>
    public virtual void WriteMembers(ref RestShapeWriter<JsonShapeWriter> writer, object value) => throw Undeclared();
    /// <summary>Writes the members of an error into headers and an element that is already open.</summary>
    public virtual void WriteMembers(ref RestShapeWriter<XmlShapeWriter> writer, object value) => throw Undeclared();

    private NotSupportedException Undeclared() => new($"The contract of {Schema.Name} does not declare this wire.");
}

/// <summary>A broken constraint of an input.</summary>
/// <param name="Path">The member's path, such as <c>entries.1.member.id</c>, as AWS prints it.</param>
/// <param name="Value">The value as AWS prints it: in quotes, <c>null</c>, or empty for one that must not be shown.</param>
/// <param name="Rule">What it failed to satisfy, such as <c>Member must have length less than or equal to 80</c>.</param>
public readonly record struct Violation(string Path, string Value, string Rule);
