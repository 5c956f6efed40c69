using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Undercast.Protocol.Generator.Diagnostics;
using Undercast.Protocol.Generator.Emitting;
using Undercast.Protocol.Generator.Models;

namespace Undercast.Protocol.Generator.Parsing;

/// <summary>Collects the shapes that an API reaches.</summary>
internal sealed class ShapeParser(string[] wires, bool collectsViolations, Findings findings)
{
    private readonly Dictionary<string, ShapeModel> _shapes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ITypeSymbol> _names = new(StringComparer.Ordinal);
    private readonly HashSet<string> _inputs = new(StringComparer.Ordinal);
    private readonly List<string> _order = [];

    /// <summary>An input or output; null when it is none, which is reported.</summary>
    public string? Root(INamedTypeSymbol type, IMethodSymbol operation)
    {
        if (!IsShape(type))
        {
            findings.Add(Rules.NotARecord, operation.Place(), type.Display());
            return null;
        }
        var name = Structure(type);
        if (name is null) return null;
        _shapes[name] = _shapes[name] with { IsRoot = true };
        // The events of a request are read one by one, so their union is a root too.
        foreach (var events in _shapes[name].Members.Where(m => m.Value.Kind == ValueKind.EventStream)) _shapes[events.Value.Shape!] = _shapes[events.Value.Shape!] with { IsRoot = true };
        if (SymbolEqualityComparer.Default.Equals(type, operation.Parameters[0].Type)) _inputs.Add(name);
        return name;
    }

    /// <summary>The types whose shapes are generated.</summary>
    public IEnumerable<ITypeSymbol> Types => _names.Values;

    /// <summary>An exception; only one with more than a message has a shape.</summary>
    public void Error(INamedTypeSymbol type)
    {
        if (Properties(type).Any()) Structure(type);
    }

    /// <summary>The stream of events of a parsed output, or null.</summary>
    public EventsModel? Events(string? output)
    {
        if (output is null) return null;
        var members = _shapes[output].Members;
        for (var i = 0; i < members.Count; i++)
        {
            if (members[i].Value is not { Kind: ValueKind.EventStream, Shape: { } union }) continue;
            _shapes[union] = _shapes[union] with { IsRoot = true };
            return new EventsModel(_shapes[output].Type, members[i].Property, i, union);
        }
        return null;
    }

    /// <summary>Whether the body of this input must not be buffered.</summary>
    public static bool Streams(INamedTypeSymbol input) => Properties(input).Any(p => IsEvents(p) || p.Type.IsNamed("System.IO", "Stream"));

    public static bool IsEvents(IPropertySymbol property) => property.Type.IsNamed("System.Collections.Generic", "IAsyncEnumerable`1");

    /// <summary>All shapes in the order in which they were met.</summary>
    public List<ShapeModel> Finish()
    {
        RequiredCycles.Check(_shapes, n => _names[n].Place(), findings);
        var needed = collectsViolations ? Checked() : [];
        return [.. _order.Select(n => _shapes[n] with { NeedsCheck = needed.Contains(n) })];
    }

    /// <summary>The properties that are members, those of base types first.</summary>
    public static IEnumerable<IPropertySymbol> Properties(INamedTypeSymbol type)
    {
        var levels = new Stack<INamedTypeSymbol>();
        for (var t = type; t is not null && t.SpecialType != SpecialType.System_Object && t.Name is not ("AwsException" or "Exception"); t = t.BaseType) levels.Push(t);
        // A property without a setter is computed in a record, but is how an exception carries a member.
        var isError = type.TypeKind == TypeKind.Class && !type.IsRecord;
        return levels.SelectMany(t => t.GetMembers().OfType<IPropertySymbol>())
            .Where(p => p is { DeclaredAccessibility: Accessibility.Public, IsStatic: false, IsIndexer: false, GetMethod: not null, IsOverride: false } && (isError || p.SetMethod is not null));
    }

    public static string WireName(ISymbol symbol) => symbol.Get("WireName")?.Text(0) ?? symbol.Name;

    /// <summary>The name of a structure's shape, which is parsed when it is new.</summary>
    public string? Structure(INamedTypeSymbol type)
    {
        var name = type.Name;
        if (_names.TryGetValue(name, out var known))
        {
            if (SymbolEqualityComparer.Default.Equals(known, type)) return name;
            findings.Add(Rules.DuplicateShape, type.Place(), Full(known), Full(type), name);
            return null;
        }
        _names[name] = type;
        _order.Add(name);
        // The name must be taken before the members are parsed: they may lead back here.
        _shapes[name] = new ShapeModel(name, CSharp.Name(type), WireName(type), Facts(type).ToEquatable(), false, type.Has("EventStream"), !type.IsRecord, false, default);
        _shapes[name] = _shapes[name] with { Members = Members(type).ToEquatable() };
        return name;
    }

    public static bool IsShape(INamedTypeSymbol type) =>
        type is { IsRecord: true, TypeKind: TypeKind.Class, IsAbstract: false, IsGenericType: false }
        && type.InstanceConstructors.Any(c => c.Parameters.Length == 0 && c.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal);

    private List<MemberModel> Members(INamedTypeSymbol type)
    {
        var members = new List<MemberModel>();
        var parser = new MemberParser(this, wires, findings);
        foreach (var property in Properties(type))
        {
            if (type.IsRecord && property.DeclaringSyntaxReferences.Any(r => r.GetSyntax() is PropertyDeclarationSyntax { Initializer: not null }))
                findings.Add(Rules.Initializer, property.Place(), $"{type.Name}.{property.Name}");
            if (parser.Parse(type, property) is not { } member) continue;
            if (members.FirstOrDefault(m => m.Name == member.Name) is { } twin)
                findings.Add(Rules.DuplicateMember, property.Place(), $"{type.Name}.{twin.Property}", $"{type.Name}.{member.Property}", member.Name);
            members.Add(member);
        }
        return members;
    }

    private static IEnumerable<string> Facts(INamedTypeSymbol type)
    {
        if (type.Get("Xml") is { } xml)
        {
            if (xml.Text(0) is { } name) yield return $"XmlName = {CSharp.Literal(name)}";
            if (xml.Named("Namespace") is string ns) yield return $"XmlNamespace = {CSharp.Literal(ns)}";
            if (xml.Named("Prefix") is string prefix) yield return $"XmlPrefix = {CSharp.Literal(prefix)}";
        }
        var refused = type.GetAll("NotSupportedMember").Select(CSharp.New).ToList();
        if (refused.Count > 0) yield return $"NotSupported = [{string.Join(", ", refused)}]";
        if (type.Has("Union") || type.Has("EventStream")) yield return "IsUnion = true";
    }

    // The shapes that inputs reach and that have a constraint, or hold one that has.
    private HashSet<string> Checked()
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(_inputs);
        while (open.Count > 0)
        {
            var name = open.Pop();
            if (!reached.Add(name)) continue;
            foreach (var held in Held(_shapes[name])) open.Push(held);
        }
        var found = new HashSet<string>(reached.Where(n => _shapes[n].Members.Any(m => (m.IsRequired && !m.IsToken) || m.Constraints.HasOwn || m.Constraints.HasElements)), StringComparer.Ordinal);
        while (reached.Any(n => !found.Contains(n) && Held(_shapes[n]).Any(found.Contains)))
            found.UnionWith([.. reached.Where(n => Held(_shapes[n]).Any(found.Contains))]);
        return found;
    }

    private static IEnumerable<string> Held(ShapeModel shape) => shape.Members.Where(m => m.Value.Kind != ValueKind.EventStream).Select(m => Innermost(m.Value)).OfType<string>();

    private static string Full(ITypeSymbol type) => type.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString();

    private static string? Innermost(ValueModel value) => value.Element is { } element && value.IsCollection ? Innermost(element) : value.IsOwn ? null : value.Shape;
}
