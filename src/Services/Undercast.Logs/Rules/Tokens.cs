using System.Globalization;
using System.Text;

namespace Undercast.Logs;

/// <summary>Where a listing or a reading goes on.</summary>
internal static class Tokens
{
    public static string Write(string last) => Convert.ToBase64String(Encoding.UTF8.GetBytes(last));

    public static string? Read(string? token)
    {
        if (string.IsNullOrEmpty(token)) return null;
        var bytes = new byte[token.Length];
        return token.Length <= 2048 && Convert.TryFromBase64String(token, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : throw Invalid();
    }

    /// <summary>A place in a stream: <c>f/…</c> to read on from it, <c>b/…</c> to read back.</summary>
    public static string Place(char direction, DateTimeOffset time, long sequence) => string.Create(CultureInfo.InvariantCulture, $"{direction}/{time.ToUnixTimeMilliseconds():D15}{sequence:D20}/s");

    public static (bool Forward, DateTimeOffset Time, long Sequence) Place(string token)
    {
        if (token.Length == 39 && token[0] is 'f' or 'b' && token[1] == '/' && token.EndsWith("/s", StringComparison.Ordinal)
            && long.TryParse(token.AsSpan(2, 15), NumberStyles.None, CultureInfo.InvariantCulture, out var time) && long.TryParse(token.AsSpan(17, 20), NumberStyles.None, CultureInfo.InvariantCulture, out var sequence))
            return (token[0] == 'f', DateTimeOffset.FromUnixTimeMilliseconds(Math.Min(time, DateTimeOffset.MaxValue.ToUnixTimeMilliseconds())), sequence);
        throw Invalid();
    }

    public static InvalidParameterException Invalid() => new("The specified nextToken is invalid.");
}
