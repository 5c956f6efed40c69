using System.Security.Cryptography;

namespace Undercast.Storage.Postgres;

/// <summary>A key as it stands in the table: PostgreSQL refuses index rows over 2,704 bytes, and keys may be longer.</summary>
/// <remarks>
/// The first 2,400 bytes are the head. What is left is the tail, outside the index; its hash is in the index and keeps long keys apart. Short keys have
/// neither. Order is that of
/// head, then tail.
/// </remarks>
internal readonly record struct KeyParts(byte[] Head, byte[] Hash, byte[] Tail)
{
    public const int HeadLength = 2400;

    public static KeyParts Of(ReadOnlyMemory<byte> key)
    {
        if (key.Length <= HeadLength) return new KeyParts(key.ToArray(), [], []);
        var tail = key[HeadLength..].ToArray();
        return new KeyParts(key[..HeadLength].ToArray(), SHA256.HashData(tail), tail);
    }

    public static byte[] Whole(byte[] head, byte[] tail) => tail.Length == 0 ? head : [.. head, .. tail];

    /// <summary>The condition that a row lies in <paramref name="range"/>. Its parameters are $1 and $2 when they are used.</summary>
    /// <remarks>Up to the length of a head, comparing heads is comparing keys: a tail only ever makes a key larger.</remarks>
    public static (string Sql, List<byte[]> Parameters) Condition(KeyRange range)
    {
        var parameters = new List<byte[]> { range.Start.ToArray() };
        var sql = range.Start.Length <= HeadLength ? "k >= $1" : "k >= substring($1 from 1 for 2400) AND k || t >= $1";
        if (range.End.IsEmpty) return (sql, parameters);
        parameters.Add(range.End.ToArray());
        return (sql + (range.End.Length <= HeadLength ? " AND k < $2" : " AND k <= substring($2 from 1 for 2400) AND k || t < $2"), parameters);
    }
}
