using System.Buffers.Text;
using System.Globalization;

namespace Undercast.Protocol;

/// <summary>Times in the three forms that wires use.</summary>
public static class Timestamps
{
    private static readonly string[] DateTimeForms =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyyMMdd'T'HHmmssK", "yyyy-MM-dd",
    ];

    private static readonly string[] HttpForms = ["ddd, dd MMM yyyy HH:mm:ss 'GMT'", "ddd, dd MMM yyyy HH:mm:ss.FFFFFFF 'GMT'"];

    /// <summary>Reads <c>2006-01-02T15:04:05Z</c> with any fraction and offset.</summary>
    public static bool TryParseDateTime(string text, out DateTimeOffset time) =>
        DateTimeOffset.TryParseExact(text, DateTimeForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);

    /// <summary>Reads <c>Mon, 02 Jan 2006 15:04:05 GMT</c>, also with a fraction.</summary>
    public static bool TryParseHttpDate(string text, out DateTimeOffset time) =>
        DateTimeOffset.TryParseExact(text, HttpForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);

    /// <summary>Makes a time of seconds since 1970; false out of range.</summary>
    public static bool TryFromSeconds(double seconds, out DateTimeOffset time)
    {
        time = default;
        // The last second of the year 9999 has a fraction too.
        var milliseconds = Math.Round(seconds * 1000, MidpointRounding.AwayFromZero);
        if (!double.IsFinite(milliseconds) || milliseconds is < -62135596800000 or > 253402300799999) return false;
        time = DateTimeOffset.FromUnixTimeMilliseconds((long)milliseconds);
        return true;
    }

    /// <summary>Reads a time in the given form.</summary>
    public static bool TryParse(string text, TimestampFormat format, out DateTimeOffset time)
    {
        time = default;
        return format switch
        {
            TimestampFormat.EpochSeconds => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && TryFromSeconds(seconds, out time),
            TimestampFormat.HttpDate => TryParseHttpDate(text, out time) || TryParseDateTime(text, out time),
            _ => TryParseDateTime(text, out time)
                || (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && TryFromSeconds(number, out time))
                || TryParseHttpDate(text, out time),
        };
    }

    /// <summary>Writes a time in the given form.</summary>
    public static string Format(DateTimeOffset time, TimestampFormat format) => format switch
    {
        TimestampFormat.EpochSeconds => Seconds(time).ToString("0.###", CultureInfo.InvariantCulture),
        TimestampFormat.HttpDate => time.UtcDateTime.ToString(HasFraction(time) ? "ddd, dd MMM yyyy HH:mm:ss.fff 'GMT'" : HttpForms[0], CultureInfo.InvariantCulture),
        _ => time.UtcDateTime.ToString(HasFraction(time) ? "yyyy-MM-dd'T'HH:mm:ss.fff'Z'" : "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
    };

    /// <summary>Seconds since 1970 with milliseconds.</summary>
    public static decimal Seconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds() / 1000m;

    private static bool HasFraction(DateTimeOffset time) => time.Ticks / TimeSpan.TicksPerMillisecond % 1000 != 0;
}
