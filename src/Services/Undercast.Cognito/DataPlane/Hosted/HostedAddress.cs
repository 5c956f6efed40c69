using System.Text.RegularExpressions;
using Undercast.Storage;

namespace Undercast.Cognito;

/// <summary>Where a request to sign-in pages goes: <c>{prefix}.auth.{region}.…</c>, <c>/_aws/auth/{region}/{prefix}/…</c>, or a domain of the pool's own.</summary>
/// <param name="Key">The domain's key.</param>
/// <param name="Root">What stands before the path; empty on a host.</param>
/// <param name="Path">The path on the host.</param>
internal readonly partial record struct HostedAddress(PairKey Key, string Root, string Path)
{
    private const string PathForm = "/_aws/auth/";

    /// <summary>The address by host or path alone; null when only the store can tell.</summary>
    public static HostedAddress? Parse(string host, string path)
    {
        if (path.StartsWith(PathForm, StringComparison.Ordinal))
        {
            var parts = path[PathForm.Length..].Split('/', 3);
            return parts.Length < 2 ? null : new HostedAddress(new PairKey(parts[0], parts[1]), $"{PathForm}{parts[0]}/{parts[1]}", parts.Length > 2 ? "/" + parts[2] : "/");
        }
        if (!host.Contains(".auth.", StringComparison.Ordinal) || Host().Match(host) is not { Success: true } match) return null;
        return new HostedAddress(new PairKey(match.Groups[2].Value, match.Groups[1].Value), "", path);
    }

    /// <summary>Whether a host may be somebody's own.</summary>
    public static bool MayBeCustom(string host) => host.Contains('.', StringComparison.Ordinal) && !char.IsAsciiDigit(host[^1]) && !host.EndsWith(".amazonaws.com", StringComparison.Ordinal);

    // What follows the region is the cloud's own name; a bucket's host goes on with s3 there.
    [GeneratedRegex(@"^([a-z0-9-]{1,63})\.auth\.([a-z]{2}(?:-[a-z]+)+-\d)\.(?!s3[.-])[a-z0-9.-]+$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Host();
}
