using Undercast.Protocol.Generator.Models;

namespace Undercast.Protocol.Generator.Emitting;

/// <summary>Writes the writing of a shape.</summary>
internal static class WriteEmitter
{
    private const string Constraint = "where W : global::Undercast.Protocol.IShapeWriter, allows ref struct";

    public static void Emit(CodeWriter w, ShapeModel shape)
    {
        w.Open($"public static void Write<W>(ref W writer, {shape.Type} value, global::Undercast.Protocol.MemberSchema? member) {Constraint}");
        w.Line("writer.BeginStructure(Schema, member);");
        w.Line("WriteMembers(ref writer, value);");
        w.Line("writer.EndStructure(Schema, member);");
        w.Close().Line();
        w.Line("/// <summary>Writes the members into a structure that is open.</summary>");
        w.Open($"public static void WriteMembers<W>(ref W writer, {shape.Type} value) {Constraint}");
        w.Line("var members = Schema.Members;");
        // XML attributes must come before the first element.
        foreach (var (member, i) in shape.Members.Select((m, i) => (m, i)).OrderBy(p => p.m.IsXmlAttribute ? 0 : 1))
        {
            if (member.Value.Kind == ValueKind.EventStream) continue;
            if (member.Value.IsNullable) w.Line($"if (value.{CSharp.Identifier(member.Property)} is {{ }} v{i}) {Statement(member.Value, $"Write{member.Property}", $"members[{i}]", $"v{i}")}");
            else w.Line(Statement(member.Value, $"Write{member.Property}", $"members[{i}]", $"value.{CSharp.Identifier(member.Property)}"));
        }
        w.Close().Line();
        foreach (var member in shape.Members)
        {
            if (member.Value.IsCollection) Collection(w, member.Value, $"Write{member.Property}");
        }
    }

    private static void Collection(CodeWriter w, ValueModel value, string method)
    {
        var element = value.Element!;
        var isMap = value.Kind == ValueKind.Map;
        w.Open($"private static void {method}<W>(ref W writer, global::Undercast.Protocol.MemberSchema member, {value.Type} value) {Constraint}");
        w.Line("var at = member.Element!;");
        w.Line($"writer.{(isMap ? "BeginMap" : "BeginList")}(member, value.Count);");
        if (isMap)
        {
            w.Open("foreach (var entry in value)");
            w.Line("writer.MapKey(member, entry.Key);");
            Item(w, element, method, "entry.Value");
            w.Close();
        }
        else
        {
            // Indexing allocates no enumerator through the interface.
            w.Open("for (var i = 0; i < value.Count; i++)");
            Item(w, element, method, "value[i]");
            w.Close();
        }
        w.Line($"writer.{(isMap ? "EndMap" : "EndList")}(member);").Close().Line();
        if (element.IsCollection) Collection(w, element, method + "Item");
    }

    private static void Item(CodeWriter w, ValueModel element, string method, string value)
    {
        if (!element.IsNullable)
        {
            w.Line(Statement(element, method + "Item", "at", value));
            return;
        }
        w.Line($"if ({value} is {{ }} item) {Statement(element, method + "Item", "at", "item")}");
        w.Line("else writer.Null(at);");
    }

    private static string Statement(ValueModel value, string method, string at, string name) => value.Kind switch
    {
        ValueKind.Structure => $"{value.Shape}Shape.Write(ref writer, {name}, {at});",
        ValueKind.List or ValueKind.Map => $"{method}(ref writer, {at}, {name});",
        _ => $"writer.{ShapeEmitter.WriteMethod(value.Kind)}({at}, {name});",
    };
}
