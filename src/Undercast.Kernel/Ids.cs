using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Undercast.Kernel;

/// <summary>The one source of random identifiers. Never called inside a transaction body, which may run twice.</summary>
public static class Ids
{
    internal const string Base36 = "0123456789abcdefghijklmnopqrstuvwxyz";
    internal const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>A random UUID.</summary>
    public static Guid NewGuid() => Guid.NewGuid();

    /// <summary>A random UUID whose text sorts by the time of its making (version 7, RFC 9562): rows that it names lie beside each other in the store, so that a group of them costs few pages.</summary>
    public static Guid NewOrderedGuid() => Guid.CreateVersion7();

    /// <summary>A random number from 1 to 2^62.</summary>
    public static long NewInt64()
    {
        Span<byte> bytes = stackalloc byte[8];
        RandomNumberGenerator.Fill(bytes);
        return (BinaryPrimitives.ReadInt64LittleEndian(bytes) & 0x3FFF_FFFF_FFFF_FFFF) + 1;
    }

    /// <summary>Random lower-case letters and digits, as API ids have them.</summary>
    public static string NewBase36(int length) => RandomNumberGenerator.GetString(Base36, length);

    /// <summary>Random upper-case letters and digits 2 to 7, as access keys and unique ids have them.</summary>
    public static string NewBase32(int length) => RandomNumberGenerator.GetString(Base32, length);
}
