using System.Buffers;
using System.Reflection;
using System.Text;

namespace Undercast.Protocol.Generator.Tests;

/// <summary>Reads and writes records through codecs as text.</summary>
internal static class Documents
{
    public static object FromJson(this ShapeCodec codec, string json)
    {
        var reader = new JsonShapeReader(Encoding.UTF8.GetBytes(json));
        return codec.Read(ref reader);
    }

    public static object FromQuery(this ShapeCodec codec, string form)
    {
        var reader = new QueryShapeReader(QueryTree.Parse(Encoding.UTF8.GetBytes(form)));
        return codec.Read(ref reader);
    }

    public static string ToJson(this ShapeCodec codec, object value)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new JsonShapeWriter(output);
        codec.Write(ref writer, value);
        writer.Finish();
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    public static string ToXml(this ShapeCodec codec, object value)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new XmlShapeWriter(output);
        codec.Write(ref writer, value);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    /// <summary>What a record's property holds.</summary>
    public static object? Get(this object record, string property) => record.GetType().GetProperty(property)!.GetValue(record);

    /// <summary>What the input breaks, as AWS prints it.</summary>
    public static string[] Violations(this OperationDescriptor operation, string json)
    {
        var found = new List<Violation>();
        operation.Check?.Invoke(operation.Input.FromJson(json), found);
        return [.. found.Select(v => $"{v.Value} at {v.Path}: {v.Rule}")];
    }
}
