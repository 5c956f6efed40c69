using System.Text.Json;

namespace Undercast.Protocol;

/// <summary>Pulls a shape out of a wire; generated code drives it, one implementation per wire.</summary>
/// <remarks>
/// A structure is <c>BeginStructure</c>, then <c>NextMember</c> until it answers false, a value read for each; a list is <c>BeginList</c> and
/// <c>NextElement</c>, a map <c>BeginMap</c> and <c>NextEntry</c>. <c>TryNull</c> is asked before each value. What cannot be read throws
/// <see cref="Kernel.CommonException"/> with <see cref="Kernel.CommonError.Serialization"/>.
/// </remarks>
public interface IShapeReader
{
    /// <summary>Enters a structure; <paramref name="member"/> is null at the root.</summary>
    void BeginStructure(StructSchema schema, MemberSchema? member);
    /// <summary>Moves to the next member that is present and known; false leaves the structure.</summary>
    bool NextMember(StructSchema schema, out int index);
    /// <summary>Whether the value is null; a null is consumed.</summary>
    bool TryNull(MemberSchema member);
    /// <summary>Reads text.</summary>
    string String(MemberSchema member);
    /// <summary>Reads a truth value.</summary>
    bool Boolean(MemberSchema member);
    /// <summary>Reads an 8-bit integer.</summary>
    sbyte Byte(MemberSchema member);
    /// <summary>Reads a 16-bit integer.</summary>
    short Short(MemberSchema member);
    /// <summary>Reads a 32-bit integer.</summary>
    int Integer(MemberSchema member);
    /// <summary>Reads a 64-bit integer.</summary>
    long Long(MemberSchema member);
    /// <summary>Reads a single-precision number.</summary>
    float Float(MemberSchema member);
    /// <summary>Reads a double-precision number.</summary>
    double Double(MemberSchema member);
    /// <summary>Reads bytes.</summary>
    byte[] Blob(MemberSchema member);
    /// <summary>Reads a moment.</summary>
    DateTimeOffset Timestamp(MemberSchema member);
    /// <summary>Reads any JSON value.</summary>
    JsonElement Document(MemberSchema member);
    /// <summary>The body that streams.</summary>
    Stream Stream(MemberSchema member);
    /// <summary>The events of a body that is an event stream.</summary>
    IAsyncEnumerable<T> Events<T>(MemberSchema member, ShapeCodec union) where T : class;
    /// <summary>Passes over the value of a member that is not wanted.</summary>
    void Skip();
    /// <summary>Enters a list.</summary>
    void BeginList(MemberSchema member);
    /// <summary>Moves to the next element; false leaves the list. The element is read with <see cref="MemberSchema.Element"/>.</summary>
    bool NextElement(MemberSchema member);
    /// <summary>Enters a map.</summary>
    void BeginMap(MemberSchema member);
    /// <summary>Moves to the next entry; false leaves the map. The value is read with <see cref="MemberSchema.Element"/>.</summary>
    bool NextEntry(MemberSchema member, out string key);
}

/// <summary>Writes a shape to a wire; generated code drives it, one implementation per wire.</summary>
/// <remarks>Members that are null are not written at all; <c>Null</c> is for elements of sparse lists and maps.</remarks>
public interface IShapeWriter
{
    /// <summary>Opens a structure; <paramref name="member"/> is null at the root.</summary>
    void BeginStructure(StructSchema schema, MemberSchema? member);
    /// <summary>Closes it.</summary>
    void EndStructure(StructSchema schema, MemberSchema? member);
    /// <summary>Writes a null element.</summary>
    void Null(MemberSchema member);
    /// <summary>Writes text.</summary>
    void String(MemberSchema member, string value);
    /// <summary>Writes a truth value.</summary>
    void Boolean(MemberSchema member, bool value);
    /// <summary>Writes an integer of 8 to 64 bits.</summary>
    void Long(MemberSchema member, long value);
    /// <summary>Writes a single-precision number.</summary>
    void Float(MemberSchema member, float value);
    /// <summary>Writes a double-precision number.</summary>
    void Double(MemberSchema member, double value);
    /// <summary>Writes bytes.</summary>
    void Blob(MemberSchema member, ReadOnlyMemory<byte> value);
    /// <summary>Writes a moment.</summary>
    void Timestamp(MemberSchema member, DateTimeOffset value);
    /// <summary>Writes any JSON value.</summary>
    void Document(MemberSchema member, JsonElement value);
    /// <summary>Gives the body that streams.</summary>
    void Stream(MemberSchema member, Stream value);
    /// <summary>Opens a list.</summary>
    void BeginList(MemberSchema member, int count);
    /// <summary>Closes it.</summary>
    void EndList(MemberSchema member);
    /// <summary>Opens a map.</summary>
    void BeginMap(MemberSchema member, int count);
    /// <summary>Starts an entry; its value is written next with <see cref="MemberSchema.Element"/>.</summary>
    void MapKey(MemberSchema member, string key);
    /// <summary>Closes the map.</summary>
    void EndMap(MemberSchema member);
}
