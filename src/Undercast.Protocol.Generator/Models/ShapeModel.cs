namespace Undercast.Protocol.Generator.Models;

/// <summary>The kinds of value, by the names of the runtime's <c>ShapeKind</c>.</summary>
internal enum ValueKind
{
    String, Boolean, Byte, Short, Integer, Long, Float, Double, Blob, Timestamp, Document, Structure, List, Map, Stream, EventStream,
}

/// <summary>What a member, a list's element or a map's value is.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Type">The C# type without its nullability, fully qualified.</param>
/// <param name="IsNullable">Whether the type admits null.</param>
/// <param name="IsValueType">Whether null needs <c>Nullable</c>.</param>
/// <param name="Shape">The name of the structure, without <c>Shape</c>.</param>
/// <param name="Element">What a list or map holds, or the union of an event stream.</param>
internal sealed record ValueModel(ValueKind Kind, string Type, bool IsNullable, bool IsValueType, string? Shape, ValueModel? Element)
{
    /// <summary>Whether the shape reads and writes itself; <see cref="Shape"/> is then its full name.</summary>
    public bool IsOwn { get; init; }

    public bool IsCollection => Kind is ValueKind.List or ValueKind.Map;

    /// <summary>The type with its nullability.</summary>
    public string FullType => IsNullable ? Type + "?" : Type;
}

/// <summary>What a member must satisfy.</summary>
internal sealed record ConstraintModel(
    long? Min, long? Max, int? MinLength, int? MaxLength, string? Pattern, EquatableArray<string> OneOf,
    int? ElementMinLength, int? ElementMaxLength, string? ElementPattern)
{
    public bool HasOwn => Min is not null || Max is not null || MinLength is not null || MaxLength is not null || Pattern is not null || OneOf.Count > 0;

    public bool HasElements => ElementMinLength is not null || ElementMaxLength is not null || ElementPattern is not null;
}

/// <summary>A member of a structure.</summary>
/// <param name="Property">The property's name.</param>
/// <param name="Name">The wire name.</param>
/// <param name="Value">What it is.</param>
/// <param name="IsRequired">Whether the property is <c>required</c>.</param>
/// <param name="IsToken">Whether a missing value is filled with a fresh token.</param>
/// <param name="IsXmlAttribute">Whether it must be written before the elements.</param>
/// <param name="IsSparse">Whether nulls in the list or map are values.</param>
/// <param name="IsSensitive">Whether its value is kept out of messages.</param>
/// <param name="Facts">The schema's initializers beside name, kind, index and element, as C#.</param>
/// <param name="ElementFacts">The same for what the list or map holds.</param>
/// <param name="Constraints">What it must satisfy.</param>
internal sealed record MemberModel(
    string Property, string Name, ValueModel Value, bool IsRequired, bool IsToken, bool IsXmlAttribute, bool IsSparse, bool IsSensitive,
    EquatableArray<string> Facts, EquatableArray<string> ElementFacts, ConstraintModel Constraints);

/// <summary>A structure, union or error.</summary>
/// <param name="Name">The C# name, to which <c>Shape</c> and <c>Codec</c> are added.</param>
/// <param name="Type">The C# type, fully qualified.</param>
/// <param name="WireName">The shape's name on the wire.</param>
/// <param name="Facts">The schema's initializers, as C#.</param>
/// <param name="IsRoot">Whether it needs a codec.</param>
/// <param name="IsEvents">Whether it is the union of a stream's events.</param>
/// <param name="IsError">Whether it is an exception, which is only written.</param>
/// <param name="NeedsCheck">Whether it or what it holds has constraints.</param>
/// <param name="Members">The members in the order of their indexes.</param>
internal sealed record ShapeModel(
    string Name, string Type, string WireName, EquatableArray<string> Facts, bool IsRoot, bool IsEvents, bool IsError, bool NeedsCheck, EquatableArray<MemberModel> Members);
