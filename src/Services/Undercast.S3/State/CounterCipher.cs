using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Undercast.S3;

/// <summary>AES-256 in counter mode (NIST SP 800-38A): the same for both ways, and can begin anywhere, as ranges do.</summary>
internal sealed class CounterCipher : IDisposable
{
    public const int Block = 16;
    private const int Pad = 4096;

    private readonly Aes _aes = Aes.Create();
    private readonly byte[] _counters = new byte[Pad];
    private readonly byte[] _pad = new byte[Pad];
    private readonly UInt128 _start;
    private UInt128 _next;
    private int _used;

    public CounterCipher(byte[] key, byte[] nonce, long offset)
    {
        _aes.Key = key;
        _start = BinaryPrimitives.ReadUInt128BigEndian(nonce);
        _next = _start + (UInt128)(offset / Block);
        Refill();
        _used = (int)(offset % Block);
    }

    public void Apply(Span<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (_used == Pad) Refill();
            var count = Math.Min(bytes.Length, Pad - _used);
            Mix(bytes[..count], _pad.AsSpan(_used, count));
            _used += count;
            bytes = bytes[count..];
        }
    }

    public void Dispose() => _aes.Dispose();

    private void Refill()
    {
        for (var at = 0; at < Pad; at += Block) BinaryPrimitives.WriteUInt128BigEndian(_counters.AsSpan(at), unchecked(_next++));
        _aes.EncryptEcb(_counters, _pad, PaddingMode.None);
        _used = 0;
    }

    private static void Mix(Span<byte> bytes, ReadOnlySpan<byte> pad)
    {
        var wide = MemoryMarshal.Cast<byte, Vector<byte>>(bytes);
        var widePad = MemoryMarshal.Cast<byte, Vector<byte>>(pad);
        for (var i = 0; i < wide.Length; i++) wide[i] ^= widePad[i];
        for (var i = wide.Length * Vector<byte>.Count; i < bytes.Length; i++) bytes[i] ^= pad[i];
    }
}

/// <summary>A body that is enciphered or deciphered as it is read; its digests are those of the plain bytes.</summary>
internal sealed class CipherStream(Stream from, CounterCipher cipher, BodyDigest? digest = null) : ForwardStream
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await from.ReadAsync(buffer, cancellationToken);
        digest?.Append(buffer.Span[..count]);
        cipher.Apply(buffer.Span[..count]);
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            cipher.Dispose();
            from.Dispose();
        }
        base.Dispose(disposing);
    }
}
