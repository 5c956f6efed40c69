using System.Buffers.Binary;
using System.Security.Cryptography;
using Undercast.Kernel;

namespace Undercast.S3;

/// <summary>The checksums that an object can have, in the order of the contract's members.</summary>
internal enum ChecksumKind
{
    Crc32 = 0,
    Crc32C = 1,
    Crc64Nvme = 2,
    Sha1 = 3,
    Sha256 = 4,
}

/// <summary>The checksum members of inputs, outputs and parts.</summary>
internal interface IChecksums
{
    string? ChecksumCRC32 { get; }
    string? ChecksumCRC32C { get; }
    string? ChecksumCRC64NVME { get; }
    string? ChecksumSHA1 { get; }
    string? ChecksumSHA256 { get; }
}

/// <summary>A checksum as stored and sent: base64, with the number of parts behind it when it is made of theirs.</summary>
internal sealed record ChecksumValue(ChecksumKind Kind, string Text, bool IsComposite)
{
    public string Type => IsComposite ? "COMPOSITE" : "FULL_OBJECT";

    /// <summary>The text where it is of this kind.</summary>
    public string? Of(ChecksumKind kind) => kind == Kind ? Text : null;
}

/// <summary>Names, bindings and arithmetic of checksums.</summary>
internal static class Checksums
{
    private static readonly string[] Names = ["CRC32", "CRC32C", "CRC64NVME", "SHA1", "SHA256"];

    public static string Name(this ChecksumKind kind) => Names[(int)kind];

    public static string TrailerName(ChecksumKind kind) => $"x-amz-checksum-{kind.Name().ToLowerInvariant()}";

    public static int Length(ChecksumKind kind) => kind switch { ChecksumKind.Crc64Nvme => 8, ChecksumKind.Sha1 => 20, ChecksumKind.Sha256 => 32, _ => 4 };

    public static Crc? CrcOf(ChecksumKind kind) => kind switch { ChecksumKind.Crc32 => Crc.Crc32, ChecksumKind.Crc32C => Crc.Crc32C, ChecksumKind.Crc64Nvme => Crc.Crc64Nvme, _ => null };

    public static ChecksumKind? Parse(string? name)
    {
        if (name is null) return null;
        var at = Array.IndexOf(Names, name.ToUpperInvariant());
        return at >= 0
            ? (ChecksumKind)at
            : throw new InvalidRequest("Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]");
    }

    public static string? Get(this IChecksums of, ChecksumKind kind) => kind switch
    {
        ChecksumKind.Crc32 => of.ChecksumCRC32,
        ChecksumKind.Crc32C => of.ChecksumCRC32C,
        ChecksumKind.Crc64Nvme => of.ChecksumCRC64NVME,
        ChecksumKind.Sha1 => of.ChecksumSHA1,
        _ => of.ChecksumSHA256,
    };

    /// <summary>The one checksum that a request states, or null.</summary>
    public static (ChecksumKind Kind, string Text)? Stated(IChecksums of)
    {
        (ChecksumKind, string)? found = null;
        for (var kind = ChecksumKind.Crc32; kind <= ChecksumKind.Sha256; kind++)
        {
            if (of.Get(kind) is not { } text) continue;
            if (found is not null) throw new InvalidRequest("Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.");
            CheckForm(kind, text);
            found = (kind, text);
        }
        return found;
    }

    /// <summary>Refuses what cannot be a checksum of its kind.</summary>
    public static void CheckForm(ChecksumKind kind, string text)
    {
        Span<byte> bytes = stackalloc byte[48];
        if (text.Length > 60 || !Convert.TryFromBase64String(text, bytes, out var count) || count != Length(kind))
            throw new InvalidRequest($"Value for {TrailerName(kind)} header is invalid.");
    }

    public static BadDigest Mismatch(ChecksumKind kind) => new($"The {kind.Name()} you specified did not match the calculated checksum.");

    /// <summary>The checksum of an object from those of its parts.</summary>
    public static ChecksumValue OfParts(ChecksumKind kind, bool composite, IReadOnlyList<(string Text, long Length)> parts)
    {
        if (composite)
        {
            using var digest = new BodyDigest([kind], md5: false);
            foreach (var (text, _) in parts) digest.Append(Convert.FromBase64String(text));
            return new ChecksumValue(kind, $"{digest.End()[0]}-{parts.Count}", true);
        }
        var crc = CrcOf(kind)!;
        ulong whole = 0;
        for (var i = 0; i < parts.Count; i++)
        {
            var part = Read(crc, Convert.FromBase64String(parts[i].Text));
            whole = i == 0 ? part : crc.Combine(whole, part, parts[i].Length);
        }
        return new ChecksumValue(kind, Text(crc, whole), false);
    }

    public static string Text(Crc crc, ulong value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        return Convert.ToBase64String(bytes[(8 - crc.Bytes)..]);
    }

    private static ulong Read(Crc crc, byte[] bytes) => crc.Bytes == 8 ? BinaryPrimitives.ReadUInt64BigEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);
}

/// <summary>Takes the digests of a body on its way.</summary>
internal sealed class BodyDigest : IDisposable
{
    private readonly ChecksumKind[] _kinds;
    private readonly ulong[] _registers;
    private readonly IncrementalHash?[] _hashes;
    private readonly IncrementalHash? _md5;

    public BodyDigest(ChecksumKind[] kinds, bool md5)
    {
        _kinds = kinds;
        _registers = [.. kinds.Select(k => Checksums.CrcOf(k)?.Start ?? 0)];
        _hashes = [.. kinds.Select(k => k switch
        {
            ChecksumKind.Sha1 => IncrementalHash.CreateHash(HashAlgorithmName.SHA1),
            ChecksumKind.Sha256 => IncrementalHash.CreateHash(HashAlgorithmName.SHA256),
            _ => null,
        })];
        _md5 = md5 ? IncrementalHash.CreateHash(HashAlgorithmName.MD5) : null;
    }

    public long Length { get; private set; }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        Length += bytes.Length;
        _md5?.AppendData(bytes);
        for (var i = 0; i < _kinds.Length; i++)
        {
            if (_hashes[i] is { } hash) hash.AppendData(bytes);
            else _registers[i] = Checksums.CrcOf(_kinds[i])!.Update(_registers[i], bytes);
        }
    }

    public byte[] Md5() => _md5!.GetHashAndReset();

    /// <summary>The checksums in base64, in the order asked for.</summary>
    public string[] End()
    {
        var texts = new string[_kinds.Length];
        for (var i = 0; i < texts.Length; i++)
        {
            texts[i] = _hashes[i] is { } hash ? Convert.ToBase64String(hash.GetHashAndReset()) : Checksums.Text(Checksums.CrcOf(_kinds[i])!, Checksums.CrcOf(_kinds[i])!.End(_registers[i]));
        }
        return texts;
    }

    public void Dispose()
    {
        _md5?.Dispose();
        foreach (var hash in _hashes) hash?.Dispose();
    }
}
