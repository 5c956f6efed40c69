using Undercast.Storage;

namespace Undercast.S3;

/// <summary>A version in a listing.</summary>
internal readonly record struct ListedVersion(string Key, ObjectRecord Record, bool IsLatest);

/// <summary>A page of versions.</summary>
internal sealed record VersionPage(List<ListedVersion> Rows, List<string> CommonPrefixes, bool IsTruncated, string? NextKey, string? NextVersion);

/// <summary>Walks the versions of a bucket, by key and within a key from the newest.</summary>
internal static class VersionListing
{
    public static async ValueTask<VersionPage> WalkAsync(IReadTransaction tx, long bucket, string prefix, string delimiter, string keyMarker, string? versionMarker, int most)
    {
        var page = new VersionPage([], [], false, null, null);
        if (most == 0) return page;
        var all = S3Tables.Objects.TextPrefix(bucket, prefix);
        var range = all;
        string? last = null;
        if (keyMarker.Length > 0)
        {
            if (versionMarker is { Length: > 0 })
            {
                // A key whose version is given goes on after it: its first row here is not the latest.
                if (await Versions.FindAsync(tx, bucket, keyMarker, versionMarker) is { } at) (range, last) = (range.StartingAfter(S3Tables.Objects.Key(at.Key)), keyMarker);
                else range = range.StartingAt(S3Tables.Objects.Prefix(bucket, keyMarker).End);
            }
            else
            {
                var isPrefix = Listing.IsCommonPrefix(keyMarker, prefix, delimiter);
                range = range.StartingAt((isPrefix ? S3Tables.Objects.TextPrefix(bucket, keyMarker) : S3Tables.Objects.Prefix(bucket, keyMarker)).End);
            }
        }
        var lines = 0;
        string? nextKey = null, nextVersion = null;
        while (!range.IsEmpty)
        {
            var rows = await S3Tables.Objects.RangeAsync(tx, range, most + 1);
            var skipped = false;
            foreach (var (row, record) in rows)
            {
                if (lines == most) return page with { IsTruncated = true, NextKey = nextKey, NextVersion = nextVersion };
                lines++;
                if (Listing.CommonPrefix(row.Key, prefix, delimiter) is { } common)
                {
                    page.CommonPrefixes.Add(common);
                    (nextKey, nextVersion) = (common, null);
                    range = range.StartingAt(S3Tables.Objects.TextPrefix(bucket, common).End);
                    skipped = true;
                    break;
                }
                page.Rows.Add(new ListedVersion(row.Key, record, row.Key != last));
                last = row.Key;
                (nextKey, nextVersion) = (row.Key, record.VersionId ?? Versions.Null);
            }
            if (skipped) continue;
            if (rows.Count <= most) break;
            range = range.StartingAfter(S3Tables.Objects.Key(rows[^1].Key));
        }
        return page;
    }
}
