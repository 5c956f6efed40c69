using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Undercast.Cloud;

namespace Undercast.S3;

/// <summary>Holds documents against the digests that come with them, as objects are held.</summary>
internal sealed class S3BodyDigests : IBodyDigests
{
    public string SigningName => "s3";

    public void Check(string method, string query, IHeaderDictionary headers, ReadOnlySpan<byte> body)
    {
        var md5 = ObjectRules.ContentMd5(headers.ContentMD5.Count > 0 ? headers.ContentMD5.ToString() : null);
        if (md5 is not null && !CryptographicOperations.FixedTimeEquals(md5, MD5.HashData(body))) throw new BadDigest("The Content-MD5 you specified did not match what we received.");
        var stated = md5 is not null;
        for (var kind = ChecksumKind.Crc32; kind <= ChecksumKind.Sha256; kind++)
        {
            if (!headers.TryGetValue(Checksums.TrailerName(kind), out var sent)) continue;
            stated = true;
            // The checksum of a completion is that of the object, not of the document.
            if (query.Contains("uploadId=", StringComparison.Ordinal)) continue;
            Checksums.CheckForm(kind, sent.ToString());
            using var digest = new BodyDigest([kind], md5: false);
            digest.Append(body);
            if (digest.End()[0] != sent) throw Checksums.Mismatch(kind);
        }
        // AWS: many deletions at once come with a digest (DeleteObjects).
        if (!stated && method == "POST" && IsDelete(query) && !headers.ContainsKey("x-amz-trailer")) throw new InvalidRequest("Missing required header for this request: Content-MD5 OR x-amz-checksum-*");
    }

    private static bool IsDelete(string query) => query is "delete" or "delete=" || query.StartsWith("delete&", StringComparison.Ordinal) || query.StartsWith("delete=&", StringComparison.Ordinal);
}
