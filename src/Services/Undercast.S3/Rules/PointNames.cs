using Undercast.Kernel;
using Undercast.S3.Control;

namespace Undercast.S3;

/// <summary>Names and aliases of access points.</summary>
internal static class PointNames
{
    private const int Most = 50;

    // AWS: "Rules for naming Amazon S3 access points".
    public static void Check(string name)
    {
        var fits = name.Length is >= 3 and <= Most && name.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-') && char.IsAsciiLetterOrDigit(name[0]) && char.IsAsciiLetterOrDigit(name[^1])
            && !name.StartsWith("xn--", StringComparison.Ordinal) && !name.EndsWith(AccessPoints.AliasEnd, StringComparison.Ordinal);
        if (!fits) throw new InvalidControlRequest("The specified accesspoint name is invalid.");
    }

    /// <summary>A name that stands for a bucket's: the beginning of the access point's and 34 characters of chance.</summary>
    public static string NewAlias(string name) => $"{name[..Math.Min(name.Length, 20)].TrimEnd('-')}-{Ids.NewBase36(34).ToLowerInvariant()}{AccessPoints.AliasEnd}";
}
