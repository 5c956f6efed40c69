using System.Text.RegularExpressions;

namespace Undercast.Host.Deploy;

/// <summary>Where URLs of AWS's hosts are served here: in path form, which every client can reach.</summary>
internal static partial class LocalUrls
{
    /// <summary>The text with every URL of a deployed API or website replaced by the one of this cloud.</summary>
    public static string Of(string text, string endpoint)
    {
        text = Api().Replace(text, m => $"{endpoint}/_aws/execute-api/{m.Groups[1].Value}");
        return Website().Replace(text, m => $"{endpoint}/_aws/s3-website/{m.Groups[1].Value}{(m.Groups[2].Value.Length == 0 ? "/" : m.Groups[2].Value)}");
    }

    [GeneratedRegex(@"https?://([a-z0-9]+)\.execute-api\.[a-z0-9-]+\.(?:amazonaws\.com(?:\.cn)?|localhost(?::\d+)?)")]
    private static partial Regex Api();

    [GeneratedRegex(@"https?://([a-z0-9.-]+)\.s3-website[.-][a-z0-9-]+\.(?:amazonaws\.com(?:\.cn)?|localhost(?::\d+)?)(/?)")]
    private static partial Regex Website();
}
