using Undercast.Protocol.Generator.Models;

namespace Undercast.Protocol.Generator.Emitting;

/// <summary>Writes the checks of a shape's constraints; the texts are the runtime's <c>ConstraintChecker</c>'s.</summary>
internal static class CheckEmitter
{
    public static void Emit(CodeWriter w, ApiModel api, ShapeModel shape)
    {
        var checkedShapes = new HashSet<string>(api.Shapes.Where(s => s.NeedsCheck).Select(s => s.Name), StringComparer.Ordinal);
        for (var i = 0; i < shape.Members.Count; i++)
        {
            if (shape.Members[i].Constraints.Pattern is { } own) w.Line($"private static readonly global::Undercast.Protocol.ConstraintPattern Pattern{i} = new({CSharp.Literal(own)});");
            var values = string.Join(", ", shape.Members[i].Constraints.OneOf.Select(CSharp.Literal));
            if (HasElementRule(shape.Members[i])) w.Line($"private static readonly global::Undercast.Protocol.ElementRule Elements{i} = new({ElementRule(shape.Members[i].Constraints, values)});");
            else if (values.Length > 0) w.Line($"private static readonly string[] OneOf{i} = [{values}];");
        }
        w.Open($"public static void Check({shape.Type} value, global::Undercast.Protocol.ConstraintChecker check)");
        for (var i = 0; i < shape.Members.Count; i++) Member(w, shape.Members[i], i, checkedShapes);
        w.Close().Line();
    }

    private static void Member(CodeWriter w, MemberModel member, int i, HashSet<string> checkedShapes)
    {
        var value = member.Value;
        var nested = Nested(value, checkedShapes);
        if (value.Kind == ValueKind.EventStream || !(member.IsRequired || member.Constraints.HasOwn || member.Constraints.HasElements || nested)) return;
        w.Line($"check.Enter({CSharp.Literal(CamelCase(member.Name))}{(member.IsSensitive ? ", true" : "")});");
        var required = member.IsRequired && !member.IsToken;
        if (value.IsValueType && !value.IsNullable)
        {
            if (required) w.Open($"if (global::Undercast.Protocol.MissingMembers.Has(value, {i}))").Line("check.Missing();").Close();
            w.Open(required ? "else" : "");
            Own(w, member, i, $"value.{CSharp.Identifier(member.Property)}");
            w.Close();
        }
        else
        {
            if (required) w.Open($"if (value.{CSharp.Identifier(member.Property)} is null)").Line("check.Missing();").Close();
            w.Open($"{(required ? "else " : "")}if (value.{CSharp.Identifier(member.Property)} is {{ }} v{i})");
            Own(w, member, i, $"v{i}");
            if (nested) Items(w, value, $"v{i}", 0, checkedShapes);
            w.Close();
        }
        w.Line("check.Leave();");
    }

    private static void Own(CodeWriter w, MemberModel member, int i, string name)
    {
        var c = member.Constraints;
        if (c.Min is not null || c.Max is not null) w.Line($"check.Range({name}, {Long(c.Min, "long.MinValue")}, {Long(c.Max, "long.MaxValue")});");
        if (c.MinLength is not null || c.MaxLength is not null) w.Line($"check.Length({name}, {c.MinLength ?? 0}, {c.MaxLength?.ToString() ?? "int.MaxValue"});");
        if (c.Pattern is not null) w.Line($"check.Pattern({name}, Pattern{i});");
        if (HasElementRule(member)) w.Line($"check.Elements({name}, Elements{i});");
        else if (c.OneOf.Count > 0) w.Line($"check.OneOf({name}, OneOf{i});");
    }

    // Walks lists and maps down to the structures that they hold.
    private static void Items(CodeWriter w, ValueModel value, string name, int depth, HashSet<string> checkedShapes)
    {
        if (value.Kind == ValueKind.Structure)
        {
            w.Line($"{value.Shape}Shape.Check({name}, check);");
            return;
        }
        var item = $"{name}_{depth}";
        if (value.Kind == ValueKind.List)
        {
            w.Open($"for (var i{depth} = 0; i{depth} < {name}.Count; i{depth}++)");
            w.Line($"check.EnterElement(i{depth});");
            w.Open($"if ({name}[i{depth}] is {{ }} {item})");
        }
        else
        {
            w.Open($"foreach (var entry{depth} in {name})");
            w.Line($"check.EnterEntry(entry{depth}.Key);");
            w.Open($"if (entry{depth}.Value is {{ }} {item})");
        }
        Items(w, value.Element!, item, depth + 1, checkedShapes);
        w.Close().Line("check.Leave();").Close();
    }

    private static bool HasElementRule(MemberModel member) => member.Value.IsCollection && (member.Constraints.HasElements || member.Constraints.OneOf.Count > 0);

    private static string ElementRule(ConstraintModel c, string values)
    {
        var parts = new List<string>();
        if (c.ElementMinLength is { } min) parts.Add($"min: {min}");
        if (c.ElementMaxLength is { } max) parts.Add($"max: {max}");
        if (c.ElementPattern is { } pattern) parts.Add($"pattern: new({CSharp.Literal(pattern)})");
        if (values.Length > 0) parts.Add($"values: [{values}]");
        return string.Join(", ", parts);
    }

    private static bool Nested(ValueModel value, HashSet<string> checkedShapes) =>
        value.Kind == ValueKind.Structure ? checkedShapes.Contains(value.Shape!) : value.IsCollection && Nested(value.Element!, checkedShapes);

    private static string Long(long? value, string otherwise) => value is null or long.MinValue or long.MaxValue ? otherwise : value.Value.ToString(System.Globalization.CultureInfo.InvariantCulture) + "L";

    private static string CamelCase(string name) => char.ToLowerInvariant(name[0]) + name.Substring(1);
}
