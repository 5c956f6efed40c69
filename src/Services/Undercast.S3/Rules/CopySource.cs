namespace Undercast.S3;

/// <summary>The object that a copy is made of, as the header names it: <c>bucket/key?versionId=id</c>, encoded.</summary>
internal sealed record CopySource(string Bucket, string Key, string? VersionId)
{
    public static CopySource Read(string header)
    {
        const string marker = "?versionId=";
        var text = header;
        string? version = null;
        var at = text.LastIndexOf(marker, StringComparison.Ordinal);
        if (at >= 0) (text, version) = (text[..at], text[(at + marker.Length)..]);
        text = Uri.UnescapeDataString(text);
        if (text.StartsWith('/')) text = text[1..];
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash <= 0 || slash == text.Length - 1) throw new InvalidArgument("Invalid copy source object key", "x-amz-copy-source", "x-amz-copy-source");
        return new CopySource(text[..slash], text[(slash + 1)..], version);
    }
}
