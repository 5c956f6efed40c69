using System.Collections.Generic;
using System.Linq;

namespace Undercast.Protocol.Generator;

/// <summary>Writes a shape's schema, and the code that reads, writes and checks it.</summary>
internal sealed class ShapeEmitter(CodeText code, StructModel shape, ApiModel api)
{
    private const string P = "global::Undercast.Protocol.";
    private const string Where = "IShapeReader, allows ref struct";
    private const string WhereW = "IShapeWriter, allows ref struct";

    // Reading a list or map takes a method of its own; those are written after the method that needs them.
    private readonly List<(string Name, ValueModel Value, string Schema)> _pendingReads = [];
    private int _names;

    public void Emit()
    {
        code.Line($"internal static class {shape.ShapeName}Shape");
        code.Line("{");
        Schema();
        if (!shape.IsException) Read();
        Write();
        if (api.CollectsViolations && !shape.IsException) new CheckEmitter(code, shape, api).Emit();
        code.Line("}");
        code.Line("");
    }

    private void Schema()
    {
        for (var i = 0; i < shape.Members.Count; i++)
        {
            var member = shape.Members[i];
            ElementSchema($"M{i}", member.Value);
            var element = member.Value.Element is null ? "" : $", Element = M{i}E";
            code.Line($"private static readonly {P}MemberSchema M{i} = new() {{ {member.SchemaFacts}, Index = {i}{element} }};");
        }
        var members = string.Join("", Enumerable.Range(0, shape.Members.Count).Select(i => $", M{i}"));
        var facts = shape.SchemaInitializer.Length > 0 ? $" {{ {shape.SchemaInitializer} }}" : "";
        code.Line($"public static readonly {P}StructSchema Schema = new({SymbolReading.Literal(shape.WireName)}{members}){facts};");
        code.Line("");
    }

    private void ElementSchema(string name, ValueModel value)
    {
        if (value.Element is not { } element) return;
        ElementSchema(name + "E", element);
        var nested = element.Element is null ? "" : $", Element = {name}EE";
        code.Line($"private static readonly {P}MemberSchema {name}E = new() {{ {value.ElementFacts}{nested} }};");
    }

    private void Read()
    {
        code.Line($"public static {shape.Type} Read<R>(ref R reader, {P}MemberSchema? member) where R : {P}{Where}");
        code.Line("{");
        for (var i = 0; i < shape.Members.Count; i++) code.Line($"{Type(shape.Members[i].Value)}? m{i} = null;");
        code.Line("reader.BeginStructure(Schema, member);");
        code.Line("while (reader.NextMember(Schema, out var index))");
        code.Line("{");
        code.Line("switch (index)");
        code.Line("{");
        for (var i = 0; i < shape.Members.Count; i++)
            code.Line($"case {i}: if (!reader.TryNull(M{i})) m{i} = {ReadExpression(shape.Members[i].Value, $"M{i}")}; break;");
        code.Line("}");
        code.Line("}");
        code.Line($"return new {shape.Type}");
        code.Line("{");
        for (var i = 0; i < shape.Members.Count; i++) code.Line($"{shape.Members[i].Property} = {Assigned(shape.Members[i], i)},");
        code.Line("};");
        code.Line("}");
        code.Line("");
        while (_pendingReads.Count > 0)
        {
            var (name, value, schema) = _pendingReads[0];
            _pendingReads.RemoveAt(0);
            ReadCollection(name, value, schema);
        }
    }

    private string Assigned(MemberModel member, int i)
    {
        if (member.IsIdempotencyToken) return $"m{i} ?? global::Undercast.Kernel.Ids.NewGuid().ToString()";
        if (member.IsNullable) return $"m{i}";
        if (!member.IsRequired) return member.Value.IsValueType ? $"m{i}.GetValueOrDefault()" : $"m{i}!";
        var missing = $"{P}Required.Missing({SymbolReading.Literal(member.WireName)}, {(api.CollectsViolations ? "true" : "false")})";
        // Where violations are collected, the check reports what is missing together with the rest.
        return api.CollectsViolations && !member.Value.IsValueType ? $"m{i}!" : $"m{i} ?? throw {missing}";
    }

    private string ReadExpression(ValueModel value, string schema)
    {
        switch (value.Kind)
        {
            case "Structure":
                return $"{value.Shape}Shape.Read(ref reader, {schema})";
            case "List" or "Map":
                var name = $"Read{_names++}";
                _pendingReads.Add((name, value, schema));
                return $"{name}(ref reader)";
            default:
                return $"reader.{value.Kind}({schema})";
        }
    }

    private void ReadCollection(string name, ValueModel value, string schema)
    {
        var element = value.Element!;
        var held = Type(element) + (value.ElementIsNullable ? "?" : "");
        var isMap = value.Kind == "Map";
        var built = isMap ? $"global::System.Collections.Generic.Dictionary<string, {held}>" : $"global::System.Collections.Generic.List<{held}>";
        code.Line($"private static {built} {name}<R>(ref R reader) where R : {P}{Where}");
        code.Line("{");
        code.Line($"var items = new {built}();");
        code.Line($"reader.Begin{value.Kind}({schema});");
        code.Line(isMap ? $"while (reader.NextEntry({schema}, out var key))" : $"while (reader.NextElement({schema}))");
        code.Line("{");
        code.Line($"if (reader.TryNull({schema}E))");
        code.Line("{");
        if (value.ElementIsNullable) code.Line(isMap ? "items[key] = null;" : "items.Add(null);");
        code.Line("continue;");
        code.Line("}");
        var read = ReadExpression(element, schema + "E");
        code.Line(isMap ? $"items[key] = {read};" : $"items.Add({read});");
        code.Line("}");
        code.Line("return items;");
        code.Line("}");
        code.Line("");
    }

    private void Write()
    {
        if (!shape.IsException)
        {
            code.Line($"public static void Write<W>(ref W writer, {shape.Type} value, {P}MemberSchema? member) where W : {P}{WhereW}");
            code.Line("{");
            code.Line("writer.BeginStructure(Schema, member);");
            code.Line("WriteMembers(ref writer, value);");
            code.Line("writer.EndStructure(Schema, member);");
            code.Line("}");
            code.Line("");
        }
        code.Line($"public static void WriteMembers<W>(ref W writer, {shape.Type} value) where W : {P}{WhereW}");
        code.Line("{");
        for (var i = 0; i < shape.Members.Count; i++)
        {
            var member = shape.Members[i];
            code.Line(member.IsNullable || !member.Value.IsValueType ? $"if (value.{member.Property} is {{ }} v{i})" : $"var v{i} = value.{member.Property};");
            code.Line("{");
            WriteValue(member.Value, $"M{i}", $"v{i}");
            code.Line("}");
        }
        code.Line("}");
        code.Line("");
    }

    private void WriteValue(ValueModel value, string schema, string variable)
    {
        switch (value.Kind)
        {
            case "Structure":
                code.Line($"{value.Shape}Shape.Write(ref writer, {variable}, {schema});");
                break;
            case "List":
                var item = $"e{_names++}";
                code.Line($"writer.BeginList({schema}, {variable}.Count);");
                code.Line($"for (var i{item} = 0; i{item} < {variable}.Count; i{item}++)");
                code.Line("{");
                code.Line($"var {item} = {variable}[i{item}];");
                WriteElement(value, schema, item);
                code.Line("}");
                code.Line($"writer.EndList({schema});");
                break;
            case "Map":
                var entry = $"e{_names++}";
                code.Line($"writer.BeginMap({schema}, {variable}.Count);");
                code.Line($"foreach (var p{entry} in {variable})");
                code.Line("{");
                code.Line($"writer.MapKey({schema}, p{entry}.Key);");
                code.Line($"var {entry} = p{entry}.Value;");
                WriteElement(value, schema, entry);
                code.Line("}");
                code.Line($"writer.EndMap({schema});");
                break;
            case "Byte" or "Short" or "Integer":
                code.Line($"writer.Long({schema}, {variable});");
                break;
            default:
                code.Line($"writer.{value.Kind}({schema}, {variable});");
                break;
        }
    }

    private void WriteElement(ValueModel collection, string schema, string variable)
    {
        if (!collection.ElementIsNullable)
        {
            WriteValue(collection.Element!, schema + "E", variable);
            return;
        }
        code.Line($"if ({variable} is {{ }} n{variable})");
        code.Line("{");
        WriteValue(collection.Element!, schema + "E", $"n{variable}");
        code.Line("}");
        code.Line($"else writer.Null({schema}E);");
    }

    private static string Type(ValueModel value) => value.Type;
}
