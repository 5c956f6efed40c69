using Undercast.Protocol.Generator.Models;

namespace Undercast.Protocol.Generator.Emitting;

/// <summary>Writes the schema of a shape.</summary>
internal static class SchemaEmitter
{
    private const string Member = "new global::Undercast.Protocol.MemberSchema";

    public static void Emit(CodeWriter w, ShapeModel shape)
    {
        var end = shape.Facts.Count == 0 ? ");" : $") {{ {string.Join(", ", shape.Facts)} }};";
        w.Line($"public static readonly global::Undercast.Protocol.StructSchema Schema = new({CSharp.Literal(shape.WireName)}{(shape.Members.Count == 0 ? end : ",")}");
        for (var i = 0; i < shape.Members.Count; i++)
            w.Line($"    {Describe(shape.Members[i], i)}{(i == shape.Members.Count - 1 ? end : ",")}");
        w.Line();
    }

    private static string Describe(MemberModel member, int index)
    {
        var facts = new List<string> { $"Name = {CSharp.Literal(member.Name)}", Kind(member.Value), $"Index = {index}" };
        facts.AddRange(member.Facts);
        if (member.Value.Element is { } element && member.Value.IsCollection) facts.Add($"Element = {Describe(member.Value, element, member.ElementFacts)}");
        return $"{Member} {{ {string.Join(", ", facts)} }}";
    }

    private static string Describe(ValueModel owner, ValueModel value, EquatableArray<string> given)
    {
        var facts = new List<string> { $"Name = \"{(owner.Kind == ValueKind.List ? "member" : "value")}\"", Kind(value) };
        facts.AddRange(given);
        if (value.IsCollection && value.Element!.IsNullable) facts.Add("IsSparse = true");
        if (value.IsCollection)
        {
            // Names belong to the member's own list or map; the format of times holds all the way down.
            var inner = given.Where(f => f.StartsWith("Timestamp =", StringComparison.Ordinal)).ToEquatable();
            facts.Add($"Element = {Describe(value, value.Element!, inner)}");
        }
        return $"{Member} {{ {string.Join(", ", facts)} }}";
    }

    private static string Kind(ValueModel value) => $"Kind = global::Undercast.Protocol.ShapeKind.{value.Kind}";
}
