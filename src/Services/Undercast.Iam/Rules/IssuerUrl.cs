namespace Undercast.Iam;

/// <summary>The URL of an OpenID Connect provider.</summary>
internal static class IssuerUrl
{
    /// <summary>The URL without its scheme: what the provider's ARN and its condition keys are named by.</summary>
    public static string NameOf(string url)
    {
        var scheme = url.IndexOf("://", StringComparison.Ordinal);
        return scheme < 0 ? url : url[(scheme + 3)..];
    }

    /// <summary>Whether keys may be fetched from there.</summary>
    /// <remarks>Differs: plain HTTP is taken from this machine, where nobody else can answer.</remarks>
    public static bool IsSound(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))
        && uri is { Query: "", Fragment: "", UserInfo: "" } && !string.IsNullOrEmpty(uri.Host);

    /// <summary>Whether a token's issuer is this provider; AWS: a slash at the end makes no difference.</summary>
    public static bool IsSame(string url, string issuer) => url.TrimEnd('/') == issuer.TrimEnd('/');
}
