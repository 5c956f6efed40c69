using System.Text;
using Undercast.Storage;

namespace Undercast.S3;

/// <summary>A line of a listing: an object, or what several keys have in common up to the delimiter.</summary>
internal readonly record struct ListedKey(string Name, ObjectRecord? Object);

/// <summary>Walks the keys of a bucket in order.</summary>
/// <remarks>
/// The rows of a key stand together, the newest first, so the first one decides whether the key is listed. After a common prefix the walk goes on behind all keys that begin with it, without reading
/// them; after a key with many versions, behind those. So a page costs about as many rows as it has lines, however many keys the bucket has.
/// </remarks>
internal static class Listing
{
    private const int FirstPage = 16;

    /// <summary>Up to <paramref name="most"/> lines that follow <paramref name="after"/>, and whether there are more.</summary>
    public static async ValueTask<(List<ListedKey> Lines, bool IsTruncated)> WalkAsync(IReadTransaction tx, long bucket, string prefix, string delimiter, string after, int most)
    {
        var lines = new List<ListedKey>();
        if (most == 0) return (lines, false);
        var range = S3Tables.Objects.TextPrefix(bucket, prefix);
        if (after.Length > 0) range = range.StartingAt(Behind(bucket, after, IsCommonPrefix(after, prefix, delimiter)));
        // Without a delimiter nearly every row is a line; with one, most rows of a page may be skipped.
        var page = delimiter.Length == 0 ? Math.Min(most + 1, Limits.Keys + 1) : FirstPage;
        while (!range.IsEmpty)
        {
            var rows = await S3Tables.Objects.RangeAsync(tx, range, page);
            var skipped = false;
            for (var i = 0; i < rows.Count && !skipped; i++)
            {
                var (row, record) = rows[i];
                var common = record.IsMarker ? null : CommonPrefix(row.Key, prefix, delimiter);
                if (!record.IsMarker)
                {
                    if (lines.Count == most) return (lines, true);
                    lines.Add(new ListedKey(common ?? row.Key, common is null ? record : null));
                }
                // The next row of the page is the next key, in most buckets; else it is skipped by a new range.
                if (common is null && (i + 1 == rows.Count || rows[i + 1].Key.Key != row.Key))
                {
                    if (i + 1 == rows.Count) range = range.StartingAt(Behind(bucket, row.Key, false));
                    continue;
                }
                range = range.StartingAt(Behind(bucket, common ?? row.Key, common is not null));
                skipped = true;
            }
            if (!skipped && rows.Count < page) break;
            page = skipped ? Math.Min(page, FirstPage) : Math.Min(page * 2, Limits.Keys + 1);
        }
        return (lines, false);
    }

    /// <summary>The part of a key up to the first delimiter after the prefix, or null where there is none.</summary>
    public static string? CommonPrefix(string key, string prefix, string delimiter)
    {
        if (delimiter.Length == 0) return null;
        var at = key.IndexOf(delimiter, prefix.Length, StringComparison.Ordinal);
        return at < 0 ? null : key[..(at + delimiter.Length)];
    }

    public static bool IsCommonPrefix(string name, string prefix, string delimiter) =>
        name.StartsWith(prefix, StringComparison.Ordinal) && CommonPrefix(name, prefix, delimiter)?.Length == name.Length;

    /// <summary>The first stored key behind a key with all its versions, or behind all keys that begin with a text.</summary>
    private static ReadOnlyMemory<byte> Behind(long bucket, string name, bool isPrefix) => (isPrefix ? S3Tables.Objects.TextPrefix(bucket, name) : S3Tables.Objects.Prefix(bucket, name)).End;

    public static int MaxKeys(int? given, string name)
    {
        if (given is < 0) throw new InvalidArgument($"Argument {name} must be an integer between 0 and 2147483647", name, $"{given}");
        return Math.Min(given ?? Limits.Keys, Limits.Keys);
    }

    /// <summary>Whether names are encoded in the answer.</summary>
    public static bool IsEncoded(string? encodingType) => encodingType switch
    {
        null or "" => false,
        "url" => true,
        _ => throw new InvalidArgument("Invalid Encoding Method specified in Request", "encoding-type", encodingType),
    };

    public static string? Encode(string? name, bool isEncoded) =>
        name is null || !isEncoded ? name : Uri.EscapeDataString(name).Replace("%2F", "/", StringComparison.Ordinal).Replace("%2A", "*", StringComparison.Ordinal);

    // Continuation is by the last name, wrapped so that nobody takes it for one.
    public static string MakeToken(string name) => Convert.ToBase64String(Encoding.UTF8.GetBytes("1" + name));

    public static string ReadToken(string token)
    {
        var bytes = new byte[token.Length];
        return Convert.TryFromBase64String(token, bytes, out var count) && count > 0 && bytes[0] == '1'
            ? Encoding.UTF8.GetString(bytes, 1, count - 1)
            : throw new InvalidArgument("The continuation token provided is incorrect", "continuation-token", token);
    }
}
