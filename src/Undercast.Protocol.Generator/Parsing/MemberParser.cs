using Microsoft.CodeAnalysis;
using Undercast.Protocol.Generator.Diagnostics;
using Undercast.Protocol.Generator.Emitting;
using Undercast.Protocol.Generator.Models;

namespace Undercast.Protocol.Generator.Parsing;

/// <summary>Turns a property into a member: its type, its names and its bindings.</summary>
internal sealed class MemberParser(ShapeParser shapes, string[] wires, Findings findings)
{
    // For an API with a query wire and no REST one, XML is only that wire's answers, so names of flattened entries hold there too.
    private readonly bool _xmlIsQuery = wires.Contains("AwsQuery") && !wires.Contains("RestXml");

    public MemberModel? Parse(INamedTypeSymbol owner, IPropertySymbol property)
    {
        var display = $"{owner.Name}.{property.Name}";
        if (Value(property.Type, property, display) is not { } value) return null;
        Expressible(value, property, display);
        var name = ShapeParser.WireName(property);
        var facts = new List<string>();
        Names(property, facts);
        var elementFacts = ElementFacts(property, value, name, facts).ToEquatable();
        Traits(property, value, name, facts);
        Location(property, value, name, display, facts);
        return new MemberModel(
            property.Name, name, value,
            IsRequired: property.IsRequired,
            IsToken: property.Has("IdempotencyToken") && value.Kind == ValueKind.String,
            IsXmlAttribute: property.Get("Xml")?.Named("IsAttribute") is true,
            IsSparse: IsSparse(property, value),
            IsSensitive: property.Has("Sensitive"),
            facts.ToEquatable(), elementFacts,
            ConstraintParser.Parse(property, value, display, findings));
    }

    private ValueModel? Value(ITypeSymbol type, IPropertySymbol property, string display)
    {
        var nullable = type.NullableAnnotation == NullableAnnotation.Annotated;
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } wrapped)
        {
            nullable = true;
            type = wrapped.TypeArguments[0];
        }
        ValueModel Of(ValueKind kind, string? shape = null, ValueModel? element = null) => new(kind, CSharp.Name(type), nullable, type.IsValueType, shape, element);
        if (Scalar(type) is { } scalar) return Of(scalar);
        if (type is INamedTypeSymbol named)
        {
            if (named.IsNamed("System.Collections.Generic", "IReadOnlyList`1"))
                return Value(named.TypeArguments[0], property, display) is { } element ? Collection(ValueKind.List, element) : null;
            if (named.IsNamed("System.Collections.Generic", "IReadOnlyDictionary`2") && named.TypeArguments[0].SpecialType == SpecialType.System_String)
                return Value(named.TypeArguments[1], property, display) is { } element ? Collection(ValueKind.Map, element) : null;
            if (named.IsNamed("System.Collections.Generic", "IAsyncEnumerable`1") && named.TypeArguments[0] is INamedTypeSymbol events && events.Has("EventStream") && ShapeParser.IsShape(events))
                return shapes.Structure(events) is { } stream ? Of(ValueKind.EventStream, stream) : null;
            // Read and written by a class of the contract's own, which no parsing can look into.
            if (named.Has("OwnShape")) return Of(ValueKind.Structure, CSharp.Name(named)) with { IsOwn = true };
            if (ShapeParser.IsShape(named)) return shapes.Structure(named) is { } shape ? Of(ValueKind.Structure, shape) : null;
        }
        findings.Add(Rules.UnsupportedType, property.Place(), display, type.Display());
        return null;

        // The element's type keeps its own nullability, which the type's name must show.
        ValueModel Collection(ValueKind kind, ValueModel element) => new(
            kind,
            kind == ValueKind.List
                ? $"global::System.Collections.Generic.IReadOnlyList<{element.FullType}>"
                : $"global::System.Collections.Generic.IReadOnlyDictionary<string, {element.FullType}>",
            nullable, false, null, element);
    }

    private static ValueKind? Scalar(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_String => ValueKind.String,
        SpecialType.System_Boolean => ValueKind.Boolean,
        SpecialType.System_SByte => ValueKind.Byte,
        SpecialType.System_Int16 => ValueKind.Short,
        SpecialType.System_Int32 => ValueKind.Integer,
        SpecialType.System_Int64 => ValueKind.Long,
        SpecialType.System_Single => ValueKind.Float,
        SpecialType.System_Double => ValueKind.Double,
        _ when type is IArrayTypeSymbol { Rank: 1, ElementType.SpecialType: SpecialType.System_Byte } => ValueKind.Blob,
        _ when type is INamedTypeSymbol { Name: "ReadOnlyMemory", TypeArguments: { Length: 1 } of } && of[0].SpecialType == SpecialType.System_Byte => ValueKind.Blob,
        _ when type.IsNamed("System", "DateTimeOffset") => ValueKind.Timestamp,
        _ when type.IsNamed("System.Text.Json", "JsonElement") => ValueKind.Document,
        _ when type.IsNamed("System.IO", "Stream") => ValueKind.Stream,
        _ => null,
    };

    private void Expressible(ValueModel value, IPropertySymbol property, string display)
    {
        var innermost = value;
        while (innermost.IsCollection) innermost = innermost.Element!;
        foreach (var wire in wires)
        {
            var what = innermost.Kind switch
            {
                ValueKind.Document when WireTable.IsQuery(wire) || wire is "RestXml" or "RpcV2Cbor" => "a document",
                ValueKind.Structure when innermost.IsOwn && (WireTable.IsQuery(wire) || wire is "RestXml") => "a shape that reads itself",
                ValueKind.Stream when !WireTable.IsRest(wire) => "a stream",
                ValueKind.Stream when value.IsCollection || !property.Has("HttpPayload") => "a stream that is not the payload",
                ValueKind.EventStream when WireTable.IsQuery(wire) => "a stream of events",
                ValueKind.EventStream when value.IsCollection => "a list of streams",
                _ => null,
            };
            if (what is not null) findings.Add(Rules.Inexpressible, property.Place(), display, what, wire);
        }
    }

    private void Names(IPropertySymbol property, List<string> facts)
    {
        var xml = property.Get("Xml");
        var xmlName = xml?.Text(0);
        var isFlattened = false;
        if (property.Get("Flattened") is { } flattened)
        {
            xmlName = FlattenedName(property) ?? xmlName;
            isFlattened = true;
            facts.Add("IsQueryFlattened = true");
        }
        else if (FlattenedName(property) is { } entries)
        {
            facts.Add($"QueryName = {CSharp.Literal(entries)}");
            facts.Add("IsQueryFlattened = true");
            if (_xmlIsQuery)
            {
                xmlName = entries;
                isFlattened = true;
            }
        }
        if (isFlattened) facts.Add("IsFlattened = true");
        if (xmlName is not null) facts.Add($"XmlName = {CSharp.Literal(xmlName)}");
        if (xml?.Named("Namespace") is string ns) facts.Add($"XmlNamespace = {CSharp.Literal(ns)}");
        if (xml?.Named("Prefix") is string prefix) facts.Add($"XmlPrefix = {CSharp.Literal(prefix)}");
        if (xml?.Named("KeyNamespace") is string keys) facts.Add($"KeyNamespace = {CSharp.Literal(keys)}");
        if (xml?.Named("IsAttribute") is true) facts.Add("IsXmlAttribute = true");
        if (xml?.Named("Key") is string key) facts.Add($"KeyName = {CSharp.Literal(key)}");
        if (xml?.Named("Value") is string value) facts.Add($"ValueName = {CSharp.Literal(value)}");
        if (property.Get("Ec2Name")?.Text(0) is { } ec2) facts.Add($"Ec2Name = {CSharp.Literal(ec2)}");
    }

    private static IEnumerable<string> ElementFacts(IPropertySymbol property, ValueModel value, string name, List<string> facts)
    {
        var xml = property.Get("Xml");
        // Without a wrapper each element carries the name of the list itself.
        var xmlName = value.Kind == ValueKind.Map ? xml?.Named("Value") as string
            : value.Kind != ValueKind.List ? null
            : facts.Contains("IsFlattened = true") ? FlattenedName(property) ?? xml?.Text(0) ?? name
            : xml?.Named("Element") as string;
        if (xmlName is { } given) yield return $"XmlName = {CSharp.Literal(given)}";
        // The namespace of a list without a wrapper has no element to stand at.
        if (xml?.Named(value.Kind == ValueKind.Map ? "ValueNamespace" : "ElementNamespace") is string space) yield return $"XmlNamespace = {CSharp.Literal(space)}";
        if (xml?.Named("ElementPrefix") is string prefix) yield return $"XmlPrefix = {CSharp.Literal(prefix)}";
        if (Timestamp(property) is { } timestamp) yield return timestamp;
    }

    private static void Traits(IPropertySymbol property, ValueModel value, string name, List<string> facts)
    {
        if (Timestamp(property) is { } timestamp) facts.Add(timestamp);
        if (IsSparse(property, value)) facts.Add("IsSparse = true");
        if (property.IsRequired) facts.Add("IsRequired = true");
        if (property.Has("IdempotencyToken")) facts.Add("IsIdempotencyToken = true");
        if (property.Get("MediaType")?.Text(0) is { } media) facts.Add($"MediaType = {CSharp.Literal(media)}");
        if (property.Has("HostLabel")) facts.Add("IsHostLabel = true");
    }

    private void Location(IPropertySymbol property, ValueModel value, string name, string display, List<string> facts)
    {
        var scalar = value.Kind is not (ValueKind.List or ValueKind.Map or ValueKind.Structure or ValueKind.Document or ValueKind.Stream or ValueKind.EventStream);
        var scalars = scalar || (value.Kind == ValueKind.List && value.Element!.Kind is not (ValueKind.List or ValueKind.Map or ValueKind.Structure or ValueKind.Document));
        var texts = value.Kind == ValueKind.Map && (value.Element!.Kind == ValueKind.String || value.Element is { Kind: ValueKind.List, Element.Kind: ValueKind.String });
        if (property.Get("HttpHeader") is { } header) Bind("Header", header.Text(0), scalars || property.Has("MediaType"), "only scalars and lists of them fit");
        if (property.Get("HttpPrefixHeaders") is { } headers) Bind("PrefixHeaders", headers.Text(0), value is { Kind: ValueKind.Map, Element.Kind: ValueKind.String }, "only a map of text fits");
        if (property.Get("HttpQuery") is { } query)
        {
            var parameter = query.Text(0) is { Length: > 0 } given ? given : null;
            if (value.Kind == ValueKind.Map) Bind("QueryRest", null, texts && parameter is null, "only a map of text or lists of text without a name fits");
            else Bind("Query", parameter ?? name, scalars, "only scalars and lists of them fit");
        }
        if (property.Get("HttpLabel") is { } label) Bind("Label", label.Text(0) ?? name, scalar, "only a scalar fits");
        if (property.Has("HttpPayload")) Bind("Payload", null, true, "");
        // An event binds its members as a request does: to headers of its message and to its payload.
        if (property.Has("EventHeader")) Bind("Header", name, scalar, "only a scalar fits");
        if (property.Has("EventPayload")) Bind("Payload", null, value.Kind is ValueKind.Blob or ValueKind.String or ValueKind.Structure, "only bytes, text or a structure fit");
        if (property.Has("HttpPayload") && property.Get("Xml")?.Text(0) is { } root) facts.Add($"PayloadName = {CSharp.Literal(root)}");
        if (property.Has("HttpStatus")) Bind("Status", null, value.Kind == ValueKind.Integer, "only an int fits");

        void Bind(string location, string? locationName, bool fits, string reason)
        {
            if (!fits) findings.Add(Rules.BadBinding, property.Place(), display, location, reason);
            if (facts.Any(f => f.StartsWith("Location =", StringComparison.Ordinal))) findings.Add(Rules.BadBinding, property.Place(), display, location, "it already travels elsewhere");
            facts.Add($"Location = global::Undercast.Protocol.MemberLocation.{location}");
            if (locationName is not null) facts.Add($"LocationName = {CSharp.Literal(locationName)}");
        }
    }

    private static string? FlattenedName(IPropertySymbol property) => (property.Get("Flattened") ?? property.Get("QueryFlattened"))?.Text(0);

    private static string? Timestamp(IPropertySymbol property) =>
        property.Get("Timestamp") is { } given ? $"Timestamp = {CSharp.Literal(given.ConstructorArguments[0])}" : null;

    private static bool IsSparse(IPropertySymbol property, ValueModel value) => value.IsCollection && (property.Has("Sparse") || value.Element!.IsNullable);
}
