using Microsoft.CodeAnalysis;
using Undercast.Protocol.Generator.Diagnostics;

namespace Undercast.Protocol.Generator.Parsing;

/// <summary>Finds shapes that two APIs of one namespace would both generate.</summary>
internal static class Neighbours
{
    public static void Check(INamedTypeSymbol api, ShapeParser shapes, Findings findings)
    {
        foreach (var other in api.ContainingNamespace.GetTypeMembers())
        {
            // One of the two reports it; which one does not depend on the order of files.
            if (other.TypeKind != TypeKind.Interface || !other.Has("AwsApi") || string.CompareOrdinal(other.Name, api.Name) >= 0) continue;
            var theirs = Reached(other);
            foreach (var type in shapes.Types.Where(theirs.Contains))
                findings.Add(Rules.DuplicateShape, type.Place(), $"{other.Name}'s {type.Name}", $"{api.Name}'s", type.Name);
        }
    }

    private static HashSet<ITypeSymbol> Reached(INamedTypeSymbol api)
    {
        var reached = new HashSet<ITypeSymbol>(SymbolEqualityComparer.Default);
        foreach (var method in api.GetMembers().OfType<IMethodSymbol>())
        {
            Reach(method.ReturnType);
            foreach (var parameter in method.Parameters) Reach(parameter.Type);
            foreach (var thrown in method.GetAll("Throws").SelectMany(a => a.AttributeClass!.TypeArguments)) Reach(thrown);
        }
        return reached;

        void Reach(ITypeSymbol type)
        {
            if (type is not INamedTypeSymbol named) return;
            foreach (var argument in named.TypeArguments) Reach(argument);
            if (!(named.IsRecord || named.Has("AwsError")) || !reached.Add(named)) return;
            foreach (var property in ShapeParser.Properties(named)) Reach(property.Type);
        }
    }
}
