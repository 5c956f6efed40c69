using Undercast.Protocol.Generator.Models;

namespace Undercast.Protocol.Generator.Emitting;

/// <summary>Writes one shape: its schema, its reading and writing, its checks and its codec.</summary>
internal static class ShapeEmitter
{
    public static string Emit(ApiModel api, ShapeModel shape)
    {
        var w = CodeWriter.File(api.Namespace);
        w.Open($"internal static class {shape.Name}Shape");
        SchemaEmitter.Emit(w, shape);
        if (!shape.IsError) ReadEmitter.Emit(w, api, shape);
        WriteEmitter.Emit(w, shape);
        if (shape.NeedsCheck && !shape.IsError) CheckEmitter.Emit(w, api, shape);
        w.Close();
        if (shape.IsRoot || shape.IsError) CodecEmitter.Emit(w, api, shape);
        return w.ToString();
    }

    /// <summary>The method of the reader or writer for a scalar.</summary>
    public static string ReadMethod(ValueKind kind) => kind.ToString();

    public static string WriteMethod(ValueKind kind) => kind is ValueKind.Byte or ValueKind.Short or ValueKind.Integer ? "Long" : kind.ToString();
}
