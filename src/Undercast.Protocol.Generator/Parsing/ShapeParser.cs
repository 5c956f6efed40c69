using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Undercast.Protocol.Generator;

/// <summary>Reads records into struct models, each once, following what their members hold.</summary>
internal sealed class ShapeParser(Action<string, string, ISymbol> report, string[] wires, bool xmlIsQueryOnly)
{
    private readonly Dictionary<string, StructModel?> _byType = [];
    private readonly Dictionary<string, string> _shapeNames = [];

    public IEnumerable<StructModel> Structs => _byType.Values.Where(s => s is not null).Select(s => s!);

    /// <summary>An input or output.</summary>
    public StructModel? Root(INamedTypeSymbol type, ISymbol from)
    {
        if (!type.IsRecord) report(ContractDiagnostics.NotARecord, type.Name, from);
        return Struct(type, isException: false);
    }

    /// <summary>An error; true when it has members beside the message.</summary>
    public bool Error(INamedTypeSymbol type, ISymbol from)
    {
        _ = from;
        return Properties(type).Any() && Struct(type, isException: true) is not null;
    }

    private StructModel? Struct(INamedTypeSymbol type, bool isException)
    {
        var key = type.FullName();
        if (_byType.TryGetValue(key, out var known)) return known;
        // Taken before the members are read: a shape may hold itself.
        _byType[key] = null;
        var shapeName = ShapeName(type);
        var members = new List<MemberModel>();
        foreach (var property in Properties(type))
        {
            if (Member(property, type) is { } member) members.Add(member);
        }
        var xml = type.Attribute("Xml");
        var facts = new List<string>();
        if (xml?.Text(0) is { } xmlName) facts.Add($"XmlName = {SymbolReading.Literal(xmlName)}");
        if (xml?.NamedText("Namespace") is { } xmlNamespace) facts.Add($"XmlNamespace = {SymbolReading.Literal(xmlNamespace)}");
        if (xml?.NamedText("Prefix") is { } prefix) facts.Add($"XmlPrefix = {SymbolReading.Literal(prefix)}");
        if (type.Attribute("Union") is not null) facts.Add("IsUnion = true");
        if (type.Attribute("EventStream") is not null) facts.Add("IsUnion = true");
        var model = new StructModel(key, shapeName, type.Attribute("WireName")?.Text(0) ?? type.Name, string.Join(", ", facts), isException, members.ToEquatableArray());
        _byType[key] = model;
        return model;
    }

    private string ShapeName(INamedTypeSymbol type)
    {
        var name = type.ContainingType is null ? type.Name : $"{type.ContainingType.Name}{type.Name}";
        var candidate = name;
        for (var i = 2; _shapeNames.TryGetValue(candidate, out var owner) && owner != type.FullName(); i++) candidate = name + i;
        _shapeNames[candidate] = type.FullName();
        return candidate;
    }

    private static IEnumerable<IPropertySymbol> Properties(INamedTypeSymbol type) =>
        type.GetMembers().OfType<IPropertySymbol>().Where(p => p is { IsStatic: false, IsImplicitlyDeclared: false, DeclaredAccessibility: Accessibility.Public, IsIndexer: false } && p.Name is not "EqualityContract" and not "Message");

    private MemberModel? Member(IPropertySymbol property, INamedTypeSymbol owner)
    {
        if (property.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is PropertyDeclarationSyntax { Initializer: not null })
            report(ContractDiagnostics.Initializer, $"{owner.Name}.{property.Name}", property);
        var type = property.Type;
        var nullable = type.NullableAnnotation == NullableAnnotation.Annotated || type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;
        var xml = property.Attribute("Xml");
        var queryFlattened = property.Attribute("QueryFlattened")?.Text(0);
        var flattened = property.Attribute("Flattened");
        var name = property.Attribute("WireName")?.Text(0) ?? property.Name;
        var value = Value(Underlying(type), property, xml, (flattened is not null, flattened?.Text(0), queryFlattened), name, Sparse(property));
        if (value is null) return null;
        CheckWires(value.Kind, property, owner);

        var facts = new List<string> { $"Name = {SymbolReading.Literal(name)}", $"Kind = global::Undercast.Protocol.ShapeKind.{(value.Kind == "Int" ? "Integer" : value.Kind)}" };
        if (flattened is not null)
        {
            facts.Add("IsFlattened = true");
            facts.Add("IsQueryFlattened = true");
            facts.Add($"XmlName = {SymbolReading.Literal(flattened.Text(0) ?? xml?.Text(0) ?? name)}");
        }
        else if (queryFlattened is not null)
        {
            facts.Add("IsQueryFlattened = true");
            facts.Add($"QueryName = {SymbolReading.Literal(queryFlattened)}");
            // XML is then only what the query wire answers, in the query wire's form.
            if (xmlIsQueryOnly) facts.Add($"IsFlattened = true, XmlName = {SymbolReading.Literal(queryFlattened)}");
        }
        else if (xml?.Text(0) is { } xmlName)
        {
            facts.Add($"XmlName = {SymbolReading.Literal(xmlName)}");
        }
        if (xml?.NamedText("Key") is { } keyName) facts.Add($"KeyName = {SymbolReading.Literal(keyName)}");
        if (xml?.NamedText("Value") is { } valueName) facts.Add($"ValueName = {SymbolReading.Literal(valueName)}");
        if (xml?.NamedText("Namespace") is { } xmlNamespace) facts.Add($"XmlNamespace = {SymbolReading.Literal(xmlNamespace)}");
        if (xml?.NamedText("Prefix") is { } prefix) facts.Add($"XmlPrefix = {SymbolReading.Literal(prefix)}");
        if (xml?.NamedFlag("IsAttribute") == true) facts.Add("IsXmlAttribute = true");
        if (property.Attribute("Ec2Name")?.Text(0) is { } ec2) facts.Add($"Ec2Name = {SymbolReading.Literal(ec2)}");
        if (Timestamp(property) is { } timestamp) facts.Add(timestamp);
        if (Sparse(property)) facts.Add("IsSparse = true");
        if (property.IsRequired) facts.Add("IsRequired = true");
        var token = property.Attribute("IdempotencyToken") is not null;
        if (token) facts.Add("IsIdempotencyToken = true");
        if (property.Attribute("MediaType")?.Text(0) is { } media) facts.Add($"MediaType = {SymbolReading.Literal(media)}");
        if (Location(property, name) is { } location) facts.Add(location);
        if (property.Attribute("HostLabel") is not null) facts.Add("IsHostLabel = true");
        if (property.Attribute("EventHeader") is not null) facts.Add("IsEventHeader = true");
        if (property.Attribute("EventPayload") is not null) facts.Add("IsEventPayload = true");
        return new MemberModel(property.Name, name, nullable, property.IsRequired, token, string.Join(", ", facts), value, Constraints(property));
    }

    private static bool Sparse(IPropertySymbol property) => property.Attribute("Sparse") is not null;

    private static string? Timestamp(IPropertySymbol property) => property.Attribute("Timestamp") is { } a
        ? $"Timestamp = {SymbolReading.Expression(a.ConstructorArguments[0])}"
        : null;

    private static string? Location(IPropertySymbol property, string name)
    {
        foreach (var (attribute, location) in new[]
                 {
                     ("HttpHeader", "Header"), ("HttpPrefixHeaders", "PrefixHeaders"), ("HttpQuery", "Query"), ("HttpLabel", "Label"), ("HttpPayload", "Payload"), ("HttpStatus", "Status"),
                 })
        {
            if (property.Attribute(attribute) is not { } found) continue;
            var text = found.Text(0);
            var kind = location == "Query" && string.IsNullOrEmpty(text) ? "QueryRest" : location;
            return $"Location = global::Undercast.Protocol.MemberLocation.{kind}, LocationName = {SymbolReading.Literal(string.IsNullOrEmpty(text) && location != "PrefixHeaders" ? name : text ?? "")}";
        }
        return null;
    }

    private static ITypeSymbol Underlying(ITypeSymbol type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : type;

    private ValueModel? Value(
        ITypeSymbol type, IPropertySymbol property, AttributeData? xml, (bool Is, string? Name, string? Query) flattened, string memberName, bool sparse)
    {
        var full = type.FullName();
        var scalar = type.SpecialType switch
        {
            SpecialType.System_String => "String",
            SpecialType.System_Boolean => "Boolean",
            SpecialType.System_SByte => "Byte",
            SpecialType.System_Int16 => "Short",
            SpecialType.System_Int32 => "Integer",
            SpecialType.System_Int64 => "Long",
            SpecialType.System_Single => "Float",
            SpecialType.System_Double => "Double",
            _ => full switch
            {
                "byte[]" => "Blob",
                "global::System.DateTimeOffset" => "Timestamp",
                "global::System.Text.Json.JsonElement" => "Document",
                "global::System.IO.Stream" => "Stream",
                _ => null,
            },
        };
        if (scalar is not null) return new ValueModel(scalar, full, type.IsValueType, null, null, false, null);
        if (type is not INamedTypeSymbol named) return Unsupported(type, property);
        if (named.Name == "IReadOnlyList" || named.Name == "IReadOnlyDictionary")
        {
            var isMap = named.Name == "IReadOnlyDictionary";
            if (isMap && named.TypeArguments[0].SpecialType != SpecialType.System_String) return Unsupported(type, property);
            var elementType = named.TypeArguments[named.TypeArguments.Length - 1];
            var elementNullable = elementType.NullableAnnotation == NullableAnnotation.Annotated || elementType.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;
            var element = Value(Underlying(elementType), property, null, default, memberName, sparse);
            if (element is null) return null;
            var queryName = isMap ? null : flattened.Query;
            var elementName = isMap
                ? xml?.NamedText("Value") ?? "value"
                : flattened.Is ? flattened.Name ?? xml?.Text(0) ?? memberName
                : xmlIsQueryOnly && queryName is not null ? queryName
                : xml?.NamedText("Element") ?? "member";
            var facts = new List<string>
            {
                $"Name = {SymbolReading.Literal(elementName)}",
                $"Kind = global::Undercast.Protocol.ShapeKind.{element.Kind}",
            };
            if (Timestamp(property) is { } timestamp) facts.Add(timestamp);
            if (sparse) facts.Add("IsSparse = true");
            return new ValueModel(isMap ? "Map" : "List", full, false, null, element, elementNullable, string.Join(", ", facts));
        }
        if (named.IsRecord && named.TypeKind == TypeKind.Class)
        {
            Struct(named, isException: false);
            return new ValueModel("Structure", full, false, ShapeName(named), null, false, null);
        }
        return Unsupported(type, property);
    }

    private ValueModel? Unsupported(ITypeSymbol type, IPropertySymbol property)
    {
        report(ContractDiagnostics.UnsupportedType, $"{property.ContainingType.Name}.{property.Name}: {type.ToDisplayString()} cannot travel on any wire", property);
        return null;
    }

    private void CheckWires(string kind, IPropertySymbol property, INamedTypeSymbol owner)
    {
        var rest = wires.Contains("RestJson1") || wires.Contains("RestXml");
        if (kind == "Stream" && !rest) report(ContractDiagnostics.WireCannotExpress, $"{owner.Name}.{property.Name}: a stream needs a REST wire", property);
        if (kind == "Document" && wires.Any(w => w is "AwsQuery" or "Ec2Query" or "RestXml"))
            report(ContractDiagnostics.WireCannotExpress, $"{owner.Name}.{property.Name}: a document cannot travel in XML or form parameters", property);
    }

    private ConstraintModel? Constraints(IPropertySymbol property)
    {
        var range = property.Attribute("Range");
        var length = property.Attribute("Length");
        var pattern = property.Attribute("Pattern")?.Text(0);
        var elements = property.Attribute("Elements");
        var oneOf = property.Attribute("OneOf");
        if (range is null && length is null && pattern is null && elements is null && oneOf is null) return null;
        var elementPattern = elements?.NamedText("Pattern");
        foreach (var expression in new[] { pattern, elementPattern })
        {
            if (expression is null) continue;
            try
            {
                _ = new System.Text.RegularExpressions.Regex(expression, System.Text.RegularExpressions.RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
            }
            catch (ArgumentException e)
            {
                report(ContractDiagnostics.BadPattern, $"{property.ContainingType.Name}.{property.Name}: {e.Message}", property);
            }
        }
        return new ConstraintModel(
            Number(range, 0, long.MinValue), Number(range, 1, long.MaxValue), Number(length, 0, 0), Number(length, 1, int.MaxValue), pattern,
            (oneOf is null ? [] : oneOf.ConstructorArguments[0].Values.Select(v => (string)v.Value!)).ToEquatableArray(),
            NamedNumber(elements, "MinLength"), NamedNumber(elements, "MaxLength"), elementPattern);
    }

    private static string? Number(AttributeData? attribute, int index, long none) =>
        attribute is null || Convert.ToInt64(attribute.ConstructorArguments[index].Value) is var value && value == none ? null : value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string? NamedNumber(AttributeData? attribute, string name) =>
        attribute?.Named(name)?.Value is int value && value >= 0 ? value.ToString(System.Globalization.CultureInfo.InvariantCulture) : null;
}
