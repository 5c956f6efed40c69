using System.Globalization;
using System.Security.Cryptography;
using Undercast.Kernel;

namespace Undercast.S3;

/// <summary>Uploads in parts: ids, ranges, and how parts become one object.</summary>
internal static class UploadRules
{
    /// <summary>An id that sorts by the time at which the upload began.</summary>
    public static string NewId(DateTimeOffset now) => string.Create(CultureInfo.InvariantCulture, $"{now.UtcTicks:x16}{Ids.NewBase36(48)}");

    // AWS: which checksums can be made of whole objects and which of parts (CreateMultipartUpload, x-amz-checksum-type).
    public static bool IsComposite(ChecksumKind kind, string? type)
    {
        switch (type)
        {
            case null: return kind != ChecksumKind.Crc64Nvme;
            case "COMPOSITE" when kind != ChecksumKind.Crc64Nvme: return true;
            case "FULL_OBJECT" when Checksums.CrcOf(kind) is not null: return false;
            case "COMPOSITE" or "FULL_OBJECT":
                throw new InvalidRequest($"The {type} checksum type cannot be used with the {kind.Name().ToLowerInvariant()} checksum algorithm.");
            default: throw new InvalidRequest("Value for x-amz-checksum-type header is invalid.");
        }
    }

    public static ByteRange? CopyRange(string? header, long size)
    {
        if (header is null) return null;
        const string form = "The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy";
        var parts = header.StartsWith("bytes=", StringComparison.Ordinal) ? header["bytes=".Length..].Split('-') : [];
        if (parts.Length != 2 || !long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var first) || !long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var last) || last < first)
            throw new InvalidArgument(form, "x-amz-copy-source-range", header);
        if (last >= size) throw new InvalidArgument($"Range specified is not valid for source object of size: {size}", "x-amz-copy-source-range", header);
        return new ByteRange(first, last - first + 1);
    }

    /// <summary>The parts that a completion names, held against those that have arrived.</summary>
    public static List<(int Number, PartRecord Part)> Choose(IReadOnlyList<CompletedPart>? named, Func<int, PartRecord?> arrived, UploadRecord upload, string uploadId)
    {
        if (named is not { Count: > 0 and <= Limits.Parts }) throw new MalformedXml();
        var chosen = new List<(int, PartRecord)>(named.Count);
        var last = 0;
        foreach (var entry in named)
        {
            if (entry.PartNumber is not { } number || entry.ETag is null) throw new MalformedXml();
            if (number is < 1 or > Limits.Parts) throw new InvalidArgument("PartNumber must be >= 1", "partNumber", $"{number}");
            if (number <= last) throw new InvalidPartOrder();
            last = number;
            var etag = entry.ETag.Trim('"');
            if (arrived(number) is not { } part || part.ETag != etag) throw new InvalidPart(uploadId, number, etag);
            if (entry.Get(upload.Checksum) is { } stated && stated != part.Checksum) throw new InvalidPart(uploadId, number, etag);
            if (upload is { ChecksumIsChosen: true, IsComposite: true } && entry.Get(upload.Checksum) is null)
                throw new InvalidRequest($"The upload was created using a {upload.Checksum.Name().ToLowerInvariant()} checksum. The complete request must include the checksum for each part. It was missing for part {number} in the request.");
            chosen.Add((number, part));
        }
        for (var i = 0; i < chosen.Count - 1; i++)
        {
            var (number, part) = chosen[i];
            if (part.Body.Length < Limits.SmallestPart) throw new EntityTooSmall(part.Body.Length, Limits.SmallestPart) { PartNumber = number, ETag = part.ETag };
        }
        return chosen;
    }

    /// <summary>The entity tag of an object made of parts.</summary>
    public static string ETag(IReadOnlyList<(int Number, PartRecord Part)> parts)
    {
        using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        foreach (var (_, part) in parts) md5.AppendData(Convert.FromHexString(part.ETag));
        return $"{Convert.ToHexStringLower(md5.GetHashAndReset())}-{parts.Count}";
    }
}
