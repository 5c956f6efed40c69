using System.Text;

namespace Undercast.Lambda;

/// <summary>Where a listing goes on.</summary>
internal static class Markers
{
    public static string Write(string last) => Convert.ToBase64String(Encoding.UTF8.GetBytes(last));

    public static string? Read(string? marker)
    {
        if (string.IsNullOrEmpty(marker)) return null;
        var bytes = new byte[marker.Length];
        if (marker.Length > 1024 || !Convert.TryFromBase64String(marker, bytes, out var length)) throw new InvalidParameterValueException("Invalid marker.");
        return Encoding.UTF8.GetString(bytes, 0, length);
    }
}
