using Microsoft.CodeAnalysis;

namespace Undercast.Protocol.Generator.Parsing;

/// <summary>Questions about symbols and their attributes.</summary>
internal static class Symbols
{
    public static readonly SymbolDisplayFormat Short = SymbolDisplayFormat.MinimallyQualifiedFormat;

    /// <summary>The attribute of this name (without "Attribute") from the protocol or kernel namespace.</summary>
    public static AttributeData? Get(this ISymbol symbol, string name) => symbol.GetAttributes().FirstOrDefault(a => Is(a, name));

    public static IEnumerable<AttributeData> GetAll(this ISymbol symbol, string name) => symbol.GetAttributes().Where(a => Is(a, name));

    public static bool Has(this ISymbol symbol, string name) => symbol.Get(name) is not null;

    public static object? Argument(this AttributeData attribute, int index) =>
        index < attribute.ConstructorArguments.Length && attribute.ConstructorArguments[index].Kind != TypedConstantKind.Array ? attribute.ConstructorArguments[index].Value : null;

    public static string? Text(this AttributeData attribute, int index) => attribute.Argument(index) as string;

    public static object? Named(this AttributeData attribute, string name) => attribute.NamedArguments.FirstOrDefault(a => a.Key == name).Value is { Kind: not TypedConstantKind.Array } v ? v.Value : null;

    public static Location? Place(this AttributeData attribute, ISymbol owner) =>
        attribute.ApplicationSyntaxReference is { } syntax ? Location.Create(syntax.SyntaxTree, syntax.Span) : owner.Place();

    public static Location? Place(this ISymbol symbol) => symbol.Locations.FirstOrDefault(l => l.IsInSource);

    /// <summary>A symbol as messages show it; whether null is allowed is beside their point.</summary>
    public static string Display(this ISymbol symbol) =>
        symbol is ITypeSymbol type ? type.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString(Short) : symbol.ToDisplayString(Short);

    public static bool IsNamed(this ITypeSymbol? type, string @namespace, string name) =>
        type is INamedTypeSymbol named && named.MetadataName == name && named.ContainingNamespace?.ToDisplayString() == @namespace;

    private static bool Is(AttributeData attribute, string name) =>
        attribute.AttributeClass is { } type && type.Name == name + "Attribute" && type.ContainingNamespace?.ToDisplayString() is "Undercast.Protocol" or "Undercast.Kernel";
}
