using System.Linq;

namespace Undercast.Protocol.Generator;

/// <summary>Writes the constraint checks of a shape, for APIs that report all violations together.</summary>
internal sealed class CheckEmitter(CodeText code, StructModel shape, ApiModel api)
{
    private const string C = "global::Undercast.Protocol.Constraints.";

    public void Emit()
    {
        for (var i = 0; i < shape.Members.Count; i++)
        {
            var constraints = shape.Members[i].Constraints;
            if (constraints?.Pattern is { } pattern) code.Line($"private static readonly global::Undercast.Protocol.PatternRule P{i} = new({SymbolReading.Literal(pattern)});");
            if (constraints?.ElementPattern is { } elementPattern) code.Line($"private static readonly global::Undercast.Protocol.PatternRule E{i} = new({SymbolReading.Literal(elementPattern)});");
        }
        code.Line($"public static void Check({shape.Type} value, string path, global::System.Collections.Generic.List<global::Undercast.Protocol.Violation> violations)");
        code.Line("{");
        for (var i = 0; i < shape.Members.Count; i++) Member(shape.Members[i], i);
        code.Line("}");
        code.Line("");
    }

    private void Member(MemberModel member, int i)
    {
        var path = $"path + {SymbolReading.Literal(char.ToLowerInvariant(member.WireName[0]) + member.WireName.Substring(1))}";
        var c = member.Constraints;
        var holds = Holds(member.Value);
        if (member.IsRequired && !member.Value.IsValueType) code.Line($"if (value.{member.Property} is null) {C}Missing(violations, {path});");
        if (c is null && !holds) return;
        code.Line(member.IsNullable || !member.Value.IsValueType ? $"if (value.{member.Property} is {{ }} v{i})" : $"var v{i} = value.{member.Property};");
        code.Line("{");
        if (c is not null)
        {
            if (c.Min is not null || c.Max is not null) code.Line($"{C}Range(violations, {path}, (double)v{i}, {c.Min ?? "null"}, {c.Max ?? "null"});");
            if (c.MinLength is not null || c.MaxLength is not null) code.Line($"{C}Length(violations, {path}, v{i}, {Length(member.Value, $"v{i}")}, {c.MinLength ?? "null"}, {c.MaxLength ?? "null"});");
            if (c.Pattern is not null) code.Line($"{C}Pattern(violations, {path}, v{i}, P{i});");
            if (c.OneOf.Count > 0)
            {
                var set = $"[{string.Join(", ", c.OneOf.Select(SymbolReading.Literal))}]";
                if (member.Value.Kind == "String") code.Line($"{C}OneOf(violations, {path}, v{i}, {set});");
            }
            if ((c.ElementMin is not null || c.ElementMax is not null || c.ElementPattern is not null) && member.Value.Element?.Kind == "String")
            {
                var items = member.Value.Kind == "Map" ? $"v{i}.Values" : $"v{i}";
                code.Line($"{C}Elements(violations, {path}, {items}, {c.ElementMin ?? "null"}, {c.ElementMax ?? "null"}, {(c.ElementPattern is null ? "null" : $"E{i}")});");
            }
        }
        if (holds) Nested(member.Value, path, $"v{i}");
        code.Line("}");
    }

    private bool Holds(ValueModel value) => value.Kind == "Structure" || (value.Element is { } element && Holds(element));

    private void Nested(ValueModel value, string path, string variable)
    {
        switch (value.Kind)
        {
            case "Structure" when api.Structs.Any(s => s.ShapeName == value.Shape):
                code.Line($"{value.Shape}Shape.Check({variable}, {path} + \".\", violations);");
                break;
            case "List":
                code.Line($"for (var i{variable} = 0; i{variable} < {variable}.Count; i{variable}++)");
                code.Line("{");
                code.Line($"if ({variable}[i{variable}] is {{ }} n{variable})");
                code.Line("{");
                Nested(value.Element!, $"{path} + \".\" + (i{variable} + 1) + \".member\"", $"n{variable}");
                code.Line("}");
                code.Line("}");
                break;
            case "Map":
                code.Line($"foreach (var p{variable} in {variable})");
                code.Line("{");
                code.Line($"if (p{variable}.Value is {{ }} n{variable})");
                code.Line("{");
                Nested(value.Element!, $"{path} + \".\" + p{variable}.Key + \".member\"", $"n{variable}");
                code.Line("}");
                code.Line("}");
                break;
        }
    }

    private static string Length(ValueModel value, string variable) => value.Kind switch
    {
        "String" or "Blob" => $"{variable}.Length",
        _ => $"{variable}.Count",
    };
}
