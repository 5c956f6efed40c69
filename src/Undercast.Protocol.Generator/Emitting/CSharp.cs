using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Undercast.Protocol.Generator.Emitting;

/// <summary>C# text of values.</summary>
internal static class CSharp
{
    public static string Literal(string? value) => value is null ? "null" : SymbolDisplay.FormatLiteral(value, quote: true);

    /// <summary>A name as C# takes it where it is also a keyword.</summary>
    public static string Identifier(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;

    /// <summary>An attribute's argument.</summary>
    public static string Literal(TypedConstant value) => value.Kind switch
    {
        _ when value.IsNull => "null",
        TypedConstantKind.Array => $"new {Name(((IArrayTypeSymbol)value.Type!).ElementType)}[] {{ {string.Join(", ", value.Values.Select(Literal))} }}",
        TypedConstantKind.Enum => $"({Name(value.Type!)}){System.Convert.ToString(value.Value, System.Globalization.CultureInfo.InvariantCulture)}",
        TypedConstantKind.Type => $"typeof({Name((ITypeSymbol)value.Value!)})",
        _ => SymbolDisplay.FormatPrimitive(value.Value!, quoteStrings: true, useHexadecimalNumbers: false)!,
    };

    /// <summary>An expression that makes an equal attribute.</summary>
    public static string New(AttributeData attribute)
    {
        var arguments = string.Join(", ", attribute.ConstructorArguments.Select(Literal));
        var named = string.Join(", ", attribute.NamedArguments.Select(a => $"{a.Key} = {Literal(a.Value)}"));
        return $"new {Name(attribute.AttributeClass!)}({arguments}){(named.Length == 0 ? "" : $" {{ {named} }}")}";
    }

    /// <summary>A type's full name, without its nullability.</summary>
    public static string Name(ITypeSymbol type) => type.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
}
