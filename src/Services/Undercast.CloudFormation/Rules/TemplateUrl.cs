namespace Undercast.CloudFormation;

/// <summary>The bucket and key that the URL of a template means.</summary>
internal static class TemplateUrl
{
    /// <summary>Understands path style (<c>host/bucket/key</c>) and virtual-host style (<c>bucket.s3….host/key</c>), on AWS's hosts and on this cloud's.</summary>
    public static bool TryRead(string url, out string bucket, out string key, out string? version)
    {
        (bucket, key, version) = ("", "", null);
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("https" or "http" or "s3")) return false;
        var path = Uri.UnescapeDataString(uri.AbsolutePath.TrimStart('/'));
        if (uri.Query.StartsWith("?versionId=", StringComparison.Ordinal)) version = Uri.UnescapeDataString(uri.Query[11..]);
        var at = uri.Host.IndexOf(".s3", StringComparison.Ordinal);
        if (uri.Scheme == "s3") (bucket, key) = (uri.Host, path);
        else if (at > 0 && uri.Host[(at + 3)..] is { } rest && (rest.Length == 0 || rest[0] is '.' or '-')) (bucket, key) = (uri.Host[..at], path);
        else
        {
            var slash = path.IndexOf('/', StringComparison.Ordinal);
            if (slash <= 0) return false;
            (bucket, key) = (path[..slash], path[(slash + 1)..]);
        }
        return bucket.Length > 0 && key.Length > 0;
    }
}
