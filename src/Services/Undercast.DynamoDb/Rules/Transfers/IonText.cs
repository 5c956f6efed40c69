using System.Buffers;
using System.Globalization;
using System.Text;

namespace Undercast.DynamoDb;

// AWS: each line is the version marker and a struct with the item; numbers are decimals, sets are lists with an annotation, bytes are blobs
// (DynamoDB table export output format, Amazon Ion).

/// <summary>Items as lines of Ion text.</summary>
internal static class IonText
{
    private const string Marker = "$ion_1_0";

    public static void WriteLine(IBufferWriter<byte> output, AttributeMap item)
    {
        var text = new StringBuilder(Marker).Append(" {Item:");
        Write(text, item);
        output.Write(Encoding.UTF8.GetBytes(text.Append("}\n").ToString()));
    }

    public static void WriteLine(IBufferWriter<byte> output, ChangeLine line)
    {
        var text = new StringBuilder(Marker).Append(" {Record:{Metadata:{WriteTimestampMicros:").Append(line.Micros).Append(".}");
        foreach (var (name, image) in line.Parts)
        {
            text.Append(',').Append(name).Append(':');
            Write(text, image);
        }
        output.Write(Encoding.UTF8.GetBytes(text.Append("}}\n").ToString()));
    }

    /// <summary>The item of a line.</summary>
    /// <exception cref="FormatException">The line is none.</exception>
    public static AttributeMap Read(string line)
    {
        var reader = new IonReader(line);
        reader.Skip(Marker);
        var value = reader.Value();
        reader.End();
        return value is { Kind: AttributeKind.M, Map: var root } && root["Item"] is { Kind: AttributeKind.M, Map: var item } ? item : throw new FormatException("The line has no Item.");
    }

    private static void Write(StringBuilder text, AttributeMap map)
    {
        text.Append('{');
        var first = true;
        foreach (var (name, value) in map.Values)
        {
            if (!first) text.Append(',');
            first = false;
            if (IsSymbol(name)) text.Append(name);
            else Quote(text, name, '\'');
            text.Append(':');
            Write(text, value);
        }
        text.Append('}');
    }

    private static void Write(StringBuilder text, AttributeValue value)
    {
        switch (value.Kind)
        {
            case AttributeKind.S: Quote(text, value.Text, '"'); break;
            case AttributeKind.N: text.Append(Decimal(value.Bytes)); break;
            case AttributeKind.B: text.Append("{{").Append(Convert.ToBase64String(value.Bytes)).Append("}}"); break;
            case AttributeKind.BOOL: text.Append(value.Truth ? "true" : "false"); break;
            case AttributeKind.NULL: text.Append("null"); break;
            case AttributeKind.M: Write(text, value.Map); break;
            case AttributeKind.L: List(text, "", value.List, Write); break;
            case AttributeKind.SS: List(text, "$dynamodb_SS::", value.Texts, static (t, s) => Quote(t, s, '"')); break;
            case AttributeKind.NS: List(text, "$dynamodb_NS::", value.ByteSet, static (t, n) => t.Append(Decimal(n))); break;
            default: List(text, "$dynamodb_BS::", value.ByteSet, static (t, b) => t.Append("{{").Append(Convert.ToBase64String(b)).Append("}}")); break;
        }
    }

    private static void List<T>(StringBuilder text, string annotation, IEnumerable<T> values, Action<StringBuilder, T> write)
    {
        text.Append(annotation).Append('[');
        var first = true;
        foreach (var value in values)
        {
            if (!first) text.Append(',');
            first = false;
            write(text, value);
        }
        text.Append(']');
    }

    // A decimal has a point or an exponent with d; without them it would be an integer.
    private static string Decimal(byte[] number)
    {
        var text = DynamoNumber.Text(number).Replace('E', 'd').Replace('e', 'd');
        return text.Contains('.', StringComparison.Ordinal) || text.Contains('d', StringComparison.Ordinal) ? text : text + ".";
    }

    private static bool IsSymbol(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '$') && name is not ("null" or "true" or "false" or "nan") && name[0] != '$';

    private static void Quote(StringBuilder text, string value, char quote)
    {
        text.Append(quote);
        foreach (var c in value)
        {
            if (c == quote || c == '\\') text.Append('\\').Append(c);
            else if (c == '\n') text.Append("\\n");
            else if (c == '\r') text.Append("\\r");
            else if (c == '\t') text.Append("\\t");
            else if (c < ' ') text.Append(CultureInfo.InvariantCulture, $"\\x{(int)c:x2}");
            else text.Append(c);
        }
        text.Append(quote);
    }
}
