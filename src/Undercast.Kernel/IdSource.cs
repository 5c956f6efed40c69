using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Undercast.Kernel;

/// <summary>Where the ids come from of what a call makes: random, or derived from a token, so that a call that is repeated makes the same thing again and not a second one. Not for secrets: who knows the token knows the ids.</summary>
public sealed class IdSource
{
    private readonly byte[]? _seed;
    private int _taken;

    private IdSource(byte[]? seed) => _seed = seed;

    /// <summary>Ids that nothing else has.</summary>
    public static IdSource Random { get; } = new(null);

    /// <summary>Ids that the same token gives again, in the same order.</summary>
    public static IdSource From(string token) => new(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    /// <summary>A UUID of version 4.</summary>
    public Guid Guid()
    {
        if (_seed is null) return Ids.NewGuid();
        var bytes = Take(16);
        (bytes[6], bytes[8]) = ((byte)((bytes[6] & 0x0F) | 0x40), (byte)((bytes[8] & 0x3F) | 0x80));
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>Lower-case letters and digits, as API ids have them.</summary>
    public string Base36(int length) => Text(Ids.Base36, length);

    /// <summary>Upper-case letters and digits 2 to 7, as access keys and unique ids have them.</summary>
    public string Base32(int length) => Text(Ids.Base32, length);

    /// <summary>Characters of an alphabet.</summary>
    public string Text(string alphabet, int length)
    {
        if (_seed is null) return RandomNumberGenerator.GetString(alphabet, length);
        var bytes = Take(4 * length);
        return string.Create(length, (alphabet, bytes), static (text, of) =>
        {
            for (var i = 0; i < text.Length; i++) text[i] = of.alphabet[(int)(BinaryPrimitives.ReadUInt32LittleEndian(of.bytes.AsSpan(4 * i)) % (uint)of.alphabet.Length)];
        });
    }

    private byte[] Take(int length)
    {
        var order = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(order, Interlocked.Increment(ref _taken));
        return HKDF.Expand(HashAlgorithmName.SHA256, _seed!, length, order);
    }
}
