using System.Globalization;
using Undercast.Kernel;

namespace Undercast.Protocol;

/// <summary>Scalars as text: form parameters, XML elements, headers, labels.</summary>
internal static class TextValues
{
    private const NumberStyles Decimal = NumberStyles.AllowLeadingSign;

    public static bool Boolean(string text) => text switch
    {
        "true" or "True" or "TRUE" => true,
        "false" or "False" or "FALSE" => false,
        _ => throw Mismatch(text, "a Boolean"),
    };

    public static long Integer(string text, long min, long max, string what) =>
        long.TryParse(text, Decimal, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max ? value : throw Mismatch(text, what);

    public static double Double(string text) => text switch
    {
        "NaN" => double.NaN,
        "Infinity" => double.PositiveInfinity,
        "-Infinity" => double.NegativeInfinity,
        _ => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : throw Mismatch(text, "a Double"),
    };

    public static float Float(string text)
    {
        var value = Double(text);
        return double.IsFinite(value) && !float.IsFinite((float)value) ? throw Mismatch(text, "a Float") : (float)value;
    }

    public static byte[] Blob(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : throw Mismatch(text, "a Blob");
    }

    public static DateTimeOffset Timestamp(string text, TimestampFormat format) =>
        Timestamps.TryParse(text, format, out var time) ? time : throw Mismatch(text, "a Timestamp");

    public static string Of(double value) => double.IsFinite(value) ? value.ToString("R", CultureInfo.InvariantCulture) : JsonShapeWriter.NonFinite(value);

    public static string Of(float value) => float.IsFinite(value) ? value.ToString("R", CultureInfo.InvariantCulture) : JsonShapeWriter.NonFinite(value);

    private static CommonException Mismatch(string text, string wanted) =>
        WireFaults.Serialization($"{(text.Length > 64 ? text[..64] : text)} can not be converted to {wanted}");
}
