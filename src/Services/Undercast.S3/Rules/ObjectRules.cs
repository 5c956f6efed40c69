using System.Text;

namespace Undercast.S3;

/// <summary>What an object may be called and carry.</summary>
internal static class ObjectRules
{
    private static readonly string[] StorageClasses =
        ["STANDARD", "REDUCED_REDUNDANCY", "STANDARD_IA", "ONEZONE_IA", "INTELLIGENT_TIERING", "GLACIER", "DEEP_ARCHIVE", "GLACIER_IR"];

    public static void CheckKey(string key)
    {
        // A lone half of a surrogate pair is no text, and the keyspace could not hold it.
        var bytes = 0;
        foreach (var rune in key.EnumerateRunes()) bytes += rune.Utf8SequenceLength;
        if (bytes > Limits.KeyBytes) throw new KeyTooLong();
        if (key.Length == 0) throw new InvalidArgument("Object key must not be empty", "key");
    }

    public static string StorageClass(string? name)
    {
        if (name is null) return "STANDARD";
        return Array.IndexOf(StorageClasses, name) >= 0 ? name : throw new InvalidStorageClass();
    }

    /// <summary>Refuses customers' keys where the bucket's default encryption blocks them.</summary>
    public static void CheckCustomerKeys(BucketRecord bucket)
    {
        if (bucket.Encryption?.Rules.Any(static r => r.BlockedEncryptionTypes?.EncryptionType?.Contains("SSE-C") == true) == true)
            throw new Kernel.CommonException(Kernel.CommonError.AccessDenied, "Access Denied because this bucket has blocked upload requests that specify Server Side Encryption with Customer provided keys (SSE-C). Please specify a different server-side encryption type");
    }

    public static IReadOnlyDictionary<string, string> Metadata(IReadOnlyDictionary<string, string>? given)
    {
        if (given is not { Count: > 0 }) return ObjectRecord.Empty;
        var metadata = new Dictionary<string, string>(given.Count, StringComparer.Ordinal);
        var bytes = 0;
        foreach (var (name, value) in given)
        {
            // AWS: names come back in lower case.
            metadata[name.ToLowerInvariant()] = value;
            bytes += Encoding.UTF8.GetByteCount(name) + Encoding.UTF8.GetByteCount(value);
        }
        return bytes <= Limits.MetadataBytes ? metadata : throw new MetadataTooLarge();
    }

    public static IReadOnlyDictionary<string, string> Headers(params ReadOnlySpan<(string Name, string? Value)> given)
    {
        Dictionary<string, string>? headers = null;
        foreach (var (name, value) in given)
        {
            if (!string.IsNullOrEmpty(value)) (headers ??= new Dictionary<string, string>(StringComparer.Ordinal))[name] = value;
        }
        return headers ?? ObjectRecord.Empty;
    }

    /// <summary>What is left of a content encoding without the framing that was taken off.</summary>
    public static string? PlainEncoding(string? encoding)
    {
        if (encoding is null || !encoding.Contains("aws-chunked", StringComparison.OrdinalIgnoreCase)) return encoding;
        var rest = encoding.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(e => !e.Equals("aws-chunked", StringComparison.OrdinalIgnoreCase));
        return string.Join(',', rest);
    }

    public static string? CheckRedirect(string? location) =>
        location is null || location.StartsWith('/') || location.StartsWith("http://", StringComparison.Ordinal) || location.StartsWith("https://", StringComparison.Ordinal)
            ? location
            : throw new InvalidArgument("The website redirect location must have a prefix of 'http://' or 'https://' or '/'.", "x-amz-website-redirect-location", location);

    public static byte[]? ContentMd5(string? text)
    {
        if (text is null) return null;
        var bytes = new byte[18];
        return Convert.TryFromBase64String(text, bytes, out var count) && count == 16 ? bytes[..16] : throw new InvalidDigest();
    }
}
