using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Undercast.S3;

/// <summary>Names of buckets and owners.</summary>
internal static class BucketNames
{
    // AWS: "Bucket naming rules" of the S3 user guide.
    private static readonly string[] ReservedPrefixes = ["xn--", "sthree-"];
    private static readonly string[] ReservedSuffixes = ["-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"];

    public static void Check(string name)
    {
        if (!IsValid(name)) throw new InvalidBucketName(name);
    }

    /// <summary>The canonical user id of an account: opaque to clients. It ends with the account, so that a grant leads back to it; the rest tells it from other hexadecimal texts.</summary>
    public static string CanonicalId(string account) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"canonical user {account}")))[..(64 - account.Length)] + account;

    /// <summary>The account of a canonical user id, or null where it is none of this cloud's.</summary>
    public static string? AccountOf(string canonicalId) => canonicalId.Length == 64 && canonicalId[52..] is var account && account.All(char.IsAsciiDigit) && CanonicalId(account) == canonicalId ? account : null;

    public static Owner Owner(string account) => new() { ID = CanonicalId(account) };

    private static bool IsValid(string name)
    {
        if (name.Length is < 3 or > 63 || !IsEdge(name[0]) || !IsEdge(name[^1])) return false;
        foreach (var c in name)
        {
            if (!IsEdge(c) && c is not ('-' or '.')) return false;
        }
        if (name.Contains("..", StringComparison.Ordinal) || (name.Count(c => c == '.') == 3 && IPAddress.TryParse(name, out _))) return false;
        return !ReservedPrefixes.Any(p => name.StartsWith(p, StringComparison.Ordinal)) && !ReservedSuffixes.Any(s => name.EndsWith(s, StringComparison.Ordinal));
    }

    private static bool IsEdge(char c) => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c);
}
