using System.Buffers;
using System.Text;
using System.Text.Json;
using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

/// <summary>Items as lines of DynamoDB's JSON: <c>{"Item":{…}}</c>.</summary>
internal static class ItemLines
{
    private static readonly MemberSchema Item = new() { Name = "Item", Kind = ShapeKind.Map, Index = 0 };
    private static readonly StructSchema Line = new("Line", Item);

    public static void Write(IBufferWriter<byte> output, AttributeMap item)
    {
        output.Write("{\"Item\":"u8);
        var writer = new JsonShapeWriter(output);
        AttributeMapShape.Write(ref writer, item, null);
        writer.Finish();
        output.Write("}\n"u8);
    }

    // AWS: the names are those of the developer guide (DynamoDB table export output format).
    public static void Write(IBufferWriter<byte> output, ChangeLine line)
    {
        output.Write("{\"Metadata\":{\"WriteTimestampMicros\":{\"N\":\""u8);
        output.Write(Encoding.ASCII.GetBytes(line.Micros));
        output.Write("\"}}"u8);
        foreach (var (name, image) in line.Parts)
        {
            output.Write(Encoding.ASCII.GetBytes($",\"{name}\":"));
            var writer = new JsonShapeWriter(output);
            AttributeMapShape.Write(ref writer, image, null);
            writer.Finish();
        }
        output.Write("}\n"u8);
    }

    /// <summary>The item of a line.</summary>
    /// <exception cref="FormatException">The line is none.</exception>
    public static AttributeMap Read(ReadOnlySpan<byte> line)
    {
        try
        {
            var reader = new JsonShapeReader(line);
            AttributeMap? item = null;
            reader.BeginStructure(Line, null);
            while (reader.NextMember(Line, out _)) item = AttributeMapShape.Read(ref reader, Item, 0);
            reader.Finish();
            if (item is null) throw new FormatException("The line has no Item.");
            return item.Fault is { } fault ? throw new FormatException(fault) : item;
        }
        catch (Exception e) when (e is AwsException or JsonException)
        {
            throw new FormatException(e.Message, e);
        }
    }
}
