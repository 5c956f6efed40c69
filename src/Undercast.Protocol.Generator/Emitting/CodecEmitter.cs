using Undercast.Protocol.Generator.Models;

namespace Undercast.Protocol.Generator.Emitting;

/// <summary>Writes the codec of a root shape.</summary>
internal static class CodecEmitter
{
    public static void Emit(CodeWriter w, ApiModel api, ShapeModel shape)
    {
        var overloads = new HashSet<string>(api.Overloads, StringComparer.Ordinal);
        w.Line();
        w.Open($"internal sealed class {shape.Name}Codec : global::Undercast.Protocol.ShapeCodec");
        w.Line($"public static readonly {shape.Name}Codec Instance = new();").Line();
        w.Line($"public override global::Undercast.Protocol.StructSchema Schema => {shape.Name}Shape.Schema;");
        if (!shape.IsError)
        {
            var readers = shape.IsEvents ? WireTable.EventReaders(api.Wires) : WireTable.Readers(api.Wires);
            foreach (var reader in readers.Where(r => overloads.Contains("Read " + r)))
            {
                w.Line();
                w.Line($"public override object Read(ref {Qualified(reader)} reader) => {shape.Name}Shape.Read(ref reader, null);");
            }
        }
        foreach (var writer in shape.IsEvents ? WireTable.EventWriters(api.Wires) : WireTable.Writers(api.Wires))
        {
            foreach (var method in new[] { "Write", "WriteMembers" })
            {
                if (!overloads.Contains($"{method} {writer}") || (method == "WriteMembers" && !shape.IsError)) continue;
                var tail = method == "Write" ? ", null" : "";
                w.Line();
                w.Line($"public override void {method}(ref {Qualified(writer)} writer, object value) => {shape.Name}Shape.{method}(ref writer, ({shape.Type})value{tail});");
            }
        }
        w.Close();
    }

    // RestShapeReader<JsonShapeReader> has two names to qualify.
    private static string Qualified(string type) => "global::Undercast.Protocol." + type.Replace("<", "<global::Undercast.Protocol.");
}
