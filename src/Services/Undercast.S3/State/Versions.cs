using System.Buffers.Binary;
using System.Security.Cryptography;
using Undercast.Storage;

namespace Undercast.S3;

/// <summary>Finds and places the versions of a key.</summary>
internal static class Versions
{
    public const string Null = "null";
    private const int Page = 100;

    /// <summary>The random part of a version id; decided before the transaction.</summary>
    public static byte[] Salt() => RandomNumberGenerator.GetBytes(16);

    /// <summary>A version id names its row: its place in time stands in it, beside the salt.</summary>
    public static string Id(long place, byte[] salt)
    {
        Span<byte> bytes = stackalloc byte[24];
        BinaryPrimitives.WriteInt64BigEndian(bytes, place ^ BinaryPrimitives.ReadInt64BigEndian(salt));
        salt.CopyTo(bytes[8..]);
        return Convert.ToBase64String(bytes).Replace('+', '.').Replace('/', '_');
    }

    /// <summary>The current row of a key, a delete marker too; null when there is none.</summary>
    public static ValueTask<(ObjectKey Key, ObjectRecord Record)?> CurrentAsync(IReadTransaction tx, long bucket, string key) =>
        S3Tables.Objects.FirstAsync(tx, S3Tables.Objects.Prefix(bucket, key));

    /// <summary>The row of a version, or null. A text that cannot be a version id is refused.</summary>
    public static async ValueTask<(ObjectKey Key, ObjectRecord Record)?> FindAsync(IReadTransaction tx, long bucket, string key, string version)
    {
        if (version == Null) return await FindNullAsync(tx, bucket, key);
        var at = new ObjectKey(bucket, key, -PlaceOf(version));
        return await S3Tables.Objects.GetAsync(tx, at) is { } record && record.VersionId == version ? (at, record) : null;
    }

    /// <summary>The row without a version id: the only one where versions were never kept, else anywhere among the others.</summary>
    public static async ValueTask<(ObjectKey Key, ObjectRecord Record)?> FindNullAsync(IReadTransaction tx, long bucket, string key)
    {
        ObjectKey? after = null;
        while (true)
        {
            var rows = await S3Tables.Objects.RangeAsync(tx, S3Tables.Objects.Prefix(bucket, key), Page, after: after);
            foreach (var row in rows)
            {
                if (row.Record.VersionId is null) return row;
            }
            if (rows.Count < Page) return null;
            after = rows[^1].Key;
        }
    }

    /// <summary>The place before all versions of a key, for a new one.</summary>
    public static long NextPlace((ObjectKey Key, ObjectRecord Record)? current, DateTimeOffset now)
    {
        var place = now.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks;
        return current is { } row && -row.Key.Order >= place ? -row.Key.Order + 1 : place;
    }

    public static long PlaceOf(string version)
    {
        Span<byte> bytes = stackalloc byte[24];
        if (version.Length != 32 || !Convert.TryFromBase64String(version.Replace('.', '+').Replace('_', '/'), bytes, out var count) || count != 24)
            throw new InvalidArgument("Invalid version id specified", "versionId", version);
        return BinaryPrimitives.ReadInt64BigEndian(bytes) ^ BinaryPrimitives.ReadInt64BigEndian(bytes[8..]);
    }
}
