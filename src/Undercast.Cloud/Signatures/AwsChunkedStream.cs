using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Undercast.Kernel;

namespace Undercast.Cloud;

/// <summary>The trailers of a body; complete once it has been read to its end.</summary>
public interface IBodyTrailers
{
    /// <summary>The trailers by lower-case name (checksums, above all).</summary>
    IReadOnlyDictionary<string, string> Trailers { get; }
}

/// <summary>Takes the <c>aws-chunked</c> framing off a body and verifies it on the way.</summary>
/// <remarks>
/// <code>
/// size-in-hex [;chunk-signature=…] CRLF  bytes CRLF        any number
/// 0 [;chunk-signature=…] CRLF
/// name:value CRLF …  [x-amz-trailer-signature:… CRLF]      when trailers were announced
/// CRLF
/// </code>
/// Bytes of a chunk are handed out before its signature is known, so a chunk of any size costs no memory: whoever reads must not act on them before the stream
/// has ended without an exception.
/// </remarks>
internal sealed class AwsChunkedStream(Stream body, ChunkSigner? signer, long? decodedLength, bool trailers, bool raw) : ReadOnlyBody, IBodyTrailers
{
    // AWS: a chunk's line is 85 characters long with an HMAC signature; ECDSA's needs 160. More than this is an attack.
    private const int LongestLine = 512;
    private const int LongestTrailerLine = 4096;
    private const int MostTrailers = 20;

    private readonly Dictionary<string, string> _trailers = new(StringComparer.Ordinal);
    private readonly IncrementalHash? _hash = signer is null ? null : IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);
    private int _start, _end;
    private long _left;
    private long _decoded;
    private string _signature = "";
    private State _state = State.Size;

    private enum State
    {
        Size,
        Bytes,
        Ended,
        Failed,
    }

    public IReadOnlyDictionary<string, string> Trailers => _trailers;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_state == State.Failed) throw new InvalidOperationException("The body has failed before.");
        if (_state == State.Ended || buffer.IsEmpty) return 0;
        try
        {
            if (_state == State.Size && !await BeginChunkAsync(cancellationToken)) return 0;
            if (_start == _end)
            {
                // Large reads go straight to the caller's buffer.
                var wanted = (int)Math.Min(buffer.Length, _left);
                if (wanted >= _buffer.Length)
                {
                    var direct = await body.ReadAsync(buffer[..wanted], cancellationToken);
                    if (direct == 0) throw Broken("The body ended inside a chunk.");
                    return await GiveAsync(buffer[..direct], cancellationToken);
                }
                await FillAsync(cancellationToken);
            }
            var count = (int)Math.Min(Math.Min(buffer.Length, _left), _end - _start);
            _buffer.AsMemory(_start, count).CopyTo(buffer);
            _start += count;
            return await GiveAsync(buffer[..count], cancellationToken);
        }
        catch
        {
            _state = State.Failed;
            throw;
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && _buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = [];
            _state = State.Failed;
            _hash?.Dispose();
            signer?.Dispose();
        }
        base.Dispose(disposing);
    }

    private async ValueTask<int> GiveAsync(ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        _hash?.AppendData(bytes.Span);
        _left -= bytes.Length;
        if (_left == 0)
        {
            if ((await ReadLineAsync(0, ct)).Length != 0) throw Broken("A chunk is longer than its size says.");
            EndChunk();
            _state = State.Size;
        }
        return bytes.Length;
    }

    /// <summary>Reads the next chunk's line; false after the last chunk and the trailers.</summary>
    private async ValueTask<bool> BeginChunkAsync(CancellationToken ct)
    {
        var line = await ReadLineAsync(LongestLine, ct);
        var semicolon = line.IndexOf(';', StringComparison.Ordinal);
        var size = semicolon < 0 ? line.AsSpan() : line.AsSpan(0, semicolon);
        if (size.Length is 0 or > 15 || !long.TryParse(size, System.Globalization.NumberStyles.AllowHexSpecifier, null, out _left)) throw Broken("A chunk's size is not a hexadecimal number.");
        if (signer is not null)
        {
            const string extension = ";chunk-signature=";
            if (semicolon < 0 || !line.AsSpan(semicolon).StartsWith(extension, StringComparison.Ordinal)) throw Broken("A chunk is not signed.");
            _signature = line[(semicolon + extension.Length)..];
        }
        _decoded += _left;
        if (decodedLength is { } length && _decoded > length) throw Incomplete();
        if (_left > 0)
        {
            _state = State.Bytes;
            return true;
        }
        EndChunk();
        await ReadTrailersAsync(ct);
        if (decodedLength is { } whole && _decoded != whole) throw Incomplete();
        _state = State.Ended;
        return false;
    }

    private void EndChunk()
    {
        if (signer is null) return;
        Span<byte> hash = stackalloc byte[32];
        _hash!.GetHashAndReset(hash);
        if (!signer.VerifyChunk(hash, _signature)) throw SignatureErrors.DoesNotMatch(raw);
    }

    private async ValueTask ReadTrailersAsync(CancellationToken ct)
    {
        var signed = new StringBuilder();
        string? signature = null;
        for (var lines = 0; ; lines++)
        {
            if (lines > MostTrailers) throw Broken("The body has too many trailers.");
            // AWS: clients differ in whether an empty line ends the body after the last trailer, so the end of the body ends it too.
            var line = await ReadLineAsync(LongestTrailerLine, ct, endIsEmpty: true);
            if (line.Length == 0) break;
            if (!trailers) throw Broken("The body has trailers that its head did not announce.");
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0) throw Broken("A trailer is not a header.");
            var name = line[..colon].Trim().ToLowerInvariant();
            var value = line[(colon + 1)..].Trim();
            if (name == "x-amz-trailer-signature")
            {
                signature = value;
                continue;
            }
            if (!_trailers.TryAdd(name, value)) throw Broken("A trailer occurs twice.");
            signed.Append(name).Append(':').Append(value).Append('\n');
        }
        if (signer is null || !trailers) return;
        if (signature is null) throw Broken("The trailers are not signed.");
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(signed.ToString()), hash);
        if (!signer.VerifyTrailer(hash, signature)) throw SignatureErrors.DoesNotMatch(raw);
    }

    private async ValueTask<string> ReadLineAsync(int longest, CancellationToken ct, bool endIsEmpty = false)
    {
        var scanned = 0;
        while (true)
        {
            var newline = _buffer.AsSpan(_start + scanned, _end - _start - scanned).IndexOf((byte)'\n');
            if (newline >= 0)
            {
                var length = scanned + newline;
                if (length - 1 > longest) throw Broken("A line of the framing is too long.");
                if (length == 0 || _buffer[_start + length - 1] != '\r') throw Broken("A line of the framing does not end with CRLF.");
                var line = Encoding.ASCII.GetString(_buffer, _start, length - 1);
                _start += length + 1;
                return line;
            }
            scanned = _end - _start;
            if (scanned > longest + 1) throw Broken("A line of the framing is too long.");
            if (!await TryFillAsync(ct))
            {
                if (endIsEmpty && scanned == 0) return "";
                throw Broken("The body ended inside its framing.");
            }
        }
    }

    private async ValueTask FillAsync(CancellationToken ct)
    {
        if (!await TryFillAsync(ct)) throw Broken("The body ended inside a chunk.");
    }

    private async ValueTask<bool> TryFillAsync(CancellationToken ct)
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }
        var read = await body.ReadAsync(_buffer.AsMemory(_end), ct);
        _end += read;
        return read > 0;
    }

    private static CommonException Broken(string what) => new(CommonError.Serialization, what);

    private static CommonException Incomplete() =>
        new(CommonError.Serialization, "You did not provide the number of bytes specified by the x-amz-decoded-content-length HTTP header");
}
