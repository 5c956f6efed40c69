using Undercast.Protocol.Generator.Models;

namespace Undercast.Protocol.Generator.Emitting;

/// <summary>Writes the reading of a shape.</summary>
internal static class ReadEmitter
{
    private const string Constraint = "where R : global::Undercast.Protocol.IShapeReader, allows ref struct";

    public static void Emit(CodeWriter w, ApiModel api, ShapeModel shape)
    {
        w.Open($"public static {shape.Type} Read<R>(ref R reader, global::Undercast.Protocol.MemberSchema? member) {Constraint}");
        for (var i = 0; i < shape.Members.Count; i++) w.Line($"{LocalType(shape.Members[i].Value)} m{i} = null;");
        w.Line("var members = Schema.Members;");
        w.Line("reader.BeginStructure(Schema, member);");
        w.Open("while (reader.NextMember(Schema, out var index))");
        w.Line("var at = members[index];");
        w.Line("if (reader.TryNull(at)) continue;");
        w.Open("switch (index)");
        for (var i = 0; i < shape.Members.Count; i++)
        {
            var value = shape.Members[i].Value;
            // Events are pulled one by one while the operation runs.
            if (value.Kind == ValueKind.EventStream) w.Line($"case {i}: m{i} = reader.Events<{api.Shapes.First(s => s.Name == value.Shape).Type}>(at, {value.Shape}Codec.Instance); break;");
            else w.Line($"case {i}: m{i} = {Expression(value, $"Read{shape.Members[i].Property}", "at")}; break;");
        }
        w.Close().Close();
        Finish(w, api, shape);
        w.Close().Line();
        foreach (var member in shape.Members)
        {
            if (member.Value.IsCollection) Collection(w, member.Value, $"Read{member.Property}", member.IsSparse);
        }
    }

    private static void Finish(CodeWriter w, ApiModel api, ShapeModel shape)
    {
        var unseen = new List<string>();
        for (var i = 0; i < shape.Members.Count; i++)
        {
            var member = shape.Members[i];
            if (member.IsToken) w.Line($"m{i} ??= global::Undercast.Kernel.Ids.NewGuid().ToString();");
            else if (member.IsRequired && member.Value.Kind != ValueKind.EventStream && !api.CollectsViolations)
            {
                w.Line($"if (m{i} is null) throw new global::Undercast.Kernel.CommonException(global::Undercast.Kernel.CommonError.MissingParameter, "
                    + $"{CSharp.Literal($"The request must contain the parameter {member.Name}.")});");
            }
            else if (member.IsRequired && member.Value.IsValueType) unseen.Add($"if (m{i} is null) global::Undercast.Protocol.MissingMembers.Note(result, {i});");
        }
        w.Open($"var result = new {shape.Type}");
        for (var i = 0; i < shape.Members.Count; i++)
        {
            var member = shape.Members[i];
            var value = member.Value.IsNullable ? $"m{i}" : member.Value.IsValueType ? $"m{i}.GetValueOrDefault()" : $"m{i}!";
            w.Line($"{CSharp.Identifier(member.Property)} = {value},");
        }
        w.Close(";");
        foreach (var line in unseen) w.Line(line);
        w.Line("return result;");
    }

    // A list or map is read by a method of its own, named after the member, with one "Item" per level.
    private static void Collection(CodeWriter w, ValueModel value, string method, bool sparse)
    {
        var element = value.Element!;
        var isMap = value.Kind == ValueKind.Map;
        var concrete = isMap
            ? $"global::System.Collections.Generic.Dictionary<string, {element.FullType}>"
            : $"global::System.Collections.Generic.List<{element.FullType}>";
        w.Open($"private static {concrete} {method}<R>(ref R reader, global::Undercast.Protocol.MemberSchema member) {Constraint}");
        w.Line($"var result = new {concrete}({(isMap ? "global::System.StringComparer.Ordinal" : "")});");
        w.Line("var at = member.Element!;");
        w.Line($"reader.{(isMap ? "BeginMap" : "BeginList")}(member);");
        w.Open(isMap ? "while (reader.NextEntry(member, out var key))" : "while (reader.NextElement(member))");
        w.Open("if (reader.TryNull(at))");
        if (sparse && element.IsNullable) w.Line(isMap ? "result[key] = null;" : "result.Add(null);");
        w.Line("continue;").Close();
        var item = Expression(element, method + "Item", "at");
        w.Line(isMap ? $"result[key] = {item};" : $"result.Add({item});");
        w.Close();
        w.Line("return result;").Close().Line();
        if (element.IsCollection) Collection(w, element, method + "Item", element.Element!.IsNullable);
    }

    private static string Expression(ValueModel value, string method, string at) => value.Kind switch
    {
        ValueKind.Structure => $"{value.Shape}Shape.Read(ref reader, {at})",
        ValueKind.List or ValueKind.Map => $"{method}(ref reader, {at})",
        _ => $"reader.{ShapeEmitter.ReadMethod(value.Kind)}({at})",
    };

    private static string LocalType(ValueModel value) => value.Type + "?";
}
