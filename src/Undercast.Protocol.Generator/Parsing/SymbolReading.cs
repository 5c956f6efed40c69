using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Undercast.Protocol.Generator;

/// <summary>Small readings of the compiler's symbols.</summary>
internal static class SymbolReading
{
    private static readonly SymbolDisplayFormat Plain = SymbolDisplayFormat.FullyQualifiedFormat;

    public static string FullName(this ITypeSymbol type) => type.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString(Plain);

    public static AttributeData? Attribute(this ISymbol symbol, string name) =>
        symbol.GetAttributes().FirstOrDefault(a => a.AttributeClass is { } c && c.Name == name + "Attribute" && c.ContainingNamespace.ToDisplayString() is "Undercast.Protocol" or "Undercast.Kernel");

    public static IEnumerable<AttributeData> Attributes(this ISymbol symbol, string name) =>
        symbol.GetAttributes().Where(a => a.AttributeClass is { } c && c.Name == name + "Attribute");

    public static string? Text(this AttributeData attribute, int index) =>
        attribute.ConstructorArguments.Length > index ? attribute.ConstructorArguments[index].Value as string : null;

    public static TypedConstant? Named(this AttributeData attribute, string name)
    {
        foreach (var pair in attribute.NamedArguments)
        {
            if (pair.Key == name) return pair.Value;
        }
        return null;
    }

    public static string? NamedText(this AttributeData attribute, string name) => attribute.Named(name)?.Value as string;

    public static bool NamedFlag(this AttributeData attribute, string name) => attribute.Named(name)?.Value is true;

    /// <summary>The attribute as an expression that makes it anew.</summary>
    public static string Expression(this AttributeData attribute)
    {
        var arguments = string.Join(", ", attribute.ConstructorArguments.Select(Expression));
        var named = string.Join(", ", attribute.NamedArguments.Select(p => $"{p.Key} = {Expression(p.Value)}"));
        return $"new {attribute.AttributeClass!.FullName()}({arguments})" + (named.Length > 0 ? $" {{ {named} }}" : "");
    }

    public static string Expression(TypedConstant constant) => constant.Kind switch
    {
        TypedConstantKind.Array => $"[{string.Join(", ", constant.Values.Select(Expression))}]",
        TypedConstantKind.Type => $"typeof({((ITypeSymbol)constant.Value!).FullName()})",
        TypedConstantKind.Enum => $"({constant.Type!.FullName()}){System.Convert.ToString(constant.Value, CultureInfo.InvariantCulture)}",
        _ => constant.Value switch
        {
            null => "null",
            string text => Literal(text),
            bool flag => flag ? "true" : "false",
            var number => System.Convert.ToString(number, CultureInfo.InvariantCulture)!,
        },
    };

    public static string Literal(string text) => SymbolDisplay.FormatLiteral(text, quote: true);
}
