using System.Buffers;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Undercast.Functions;

/// <summary>The head of a request of the Runtime API.</summary>
internal sealed record RuntimeRequest(string Method, string Path, IReadOnlyDictionary<string, string> Headers)
{
    public string? Header(string name) => Headers.GetValueOrDefault(name);
}

/// <summary>HTTP/1.1 as far as the Runtime API needs it, over one connection of a function process. Bounded everywhere: the other side runs foreign code.</summary>
internal sealed class RuntimeHttp(Socket socket) : IDisposable
{
    private const int MostHead = 64 * 1024;
    private byte[] _buffer = new byte[16 * 1024];
    private int _start;
    private int _end;
    private byte[] _out = new byte[4 * 1024];
    private long _left;
    private bool _chunked;
    private bool _bodyDone = true;

    /// <summary>Reads the next head; null when the other side has gone or talks no HTTP.</summary>
    public async ValueTask<RuntimeRequest?> ReadHeadAsync(CancellationToken ct)
    {
        while (true)
        {
            var at = _buffer.AsSpan(_start, _end - _start).IndexOf("\r\n\r\n"u8);
            if (at >= 0)
            {
                var head = Encoding.Latin1.GetString(_buffer, _start, at);
                _start += at + 4;
                return Parse(head) is { } request && await BeginBodyAsync(request, ct) ? request : null;
            }
            if (_end - _start > MostHead || !await FillAsync(ct)) return null;
        }
    }

    /// <summary>Reads a piece of the body; empty at its end.</summary>
    /// <exception cref="IOException">The body is cut off or malformed.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> ReadBodyAsync(CancellationToken ct)
    {
        if (_bodyDone) return default;
        if (_chunked && _left == 0)
        {
            var line = await ReadLineAsync(ct);
            if (!long.TryParse(line.AsSpan(0, line.IndexOf(';') is var semicolon and >= 0 ? semicolon : line.Length), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _left) || _left < 0) throw new IOException("A chunk has no size.");
            if (_left == 0)
            {
                var trailers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
                while (await ReadLineAsync(ct) is { Length: > 0 } trailer)
                {
                    if (trailers.Count > 16) throw new IOException("Too many trailers.");
                    AddHeader(trailers, trailer);
                }
                Trailers = trailers;
                _bodyDone = true;
                return default;
            }
        }
        if (_start == _end && !await FillAsync(ct)) throw new IOException("The body is cut off.");
        var take = (int)Math.Min(_left, _end - _start);
        var piece = _buffer.AsMemory(_start, take);
        _start += take;
        _left -= take;
        if (_left == 0)
        {
            if (!_chunked) _bodyDone = true;
            else
            {
                // The line end after a chunk; the piece is copied since reading on may move the buffer.
                var copy = piece.ToArray();
                if ((await ReadLineAsync(ct)).Length > 0) throw new IOException("A chunk is longer than it says.");
                return copy;
            }
        }
        return piece;
    }

    /// <summary>What followed a chunked body.</summary>
    public IReadOnlyDictionary<string, string> Trailers { get; private set; } = new Dictionary<string, string>();

    /// <summary>Reads the whole body; null when it is longer than <paramref name="most"/>, and then it is read and thrown away.</summary>
    public async ValueTask<byte[]?> ReadWholeAsync(int most, CancellationToken ct)
    {
        if (_bodyDone) return [];
        if (!_chunked && _left <= most)
        {
            var whole = new byte[_left];
            var filled = 0;
            while (filled < whole.Length)
            {
                var piece = await ReadBodyAsync(ct);
                piece.CopyTo(whole.AsMemory(filled));
                filled += piece.Length;
            }
            return whole;
        }
        var gathered = new ArrayBufferWriter<byte>();
        while (await ReadBodyAsync(ct) is { IsEmpty: false } piece)
        {
            if (gathered.WrittenCount <= most) gathered.Write(piece.Span);
        }
        return gathered.WrittenCount > most ? null : gathered.WrittenSpan.ToArray();
    }

    /// <summary>Sends an answer with a body of known length.</summary>
    public async ValueTask SendAsync(int status, string reason, IEnumerable<(string Name, string Value)> headers, ReadOnlyMemory<byte> body, CancellationToken ct)
    {
        var head = new StringBuilder(256).Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} {reason}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n");
        foreach (var (name, value) in headers) head.Append(name).Append(": ").Append(value).Append("\r\n");
        head.Append("\r\n");
        var text = head.ToString();
        var length = Encoding.Latin1.GetByteCount(text);
        if (_out.Length < length) _out = new byte[length];
        Encoding.Latin1.GetBytes(text, _out);
        if (length + body.Length <= _out.Length)
        {
            body.CopyTo(_out.AsMemory(length));
            await SendAllAsync(_out.AsMemory(0, length + body.Length), ct);
            return;
        }
        await SendAllAsync(_out.AsMemory(0, length), ct);
        await SendAllAsync(body, ct);
    }

    public void Dispose() => socket.Dispose();

    private async ValueTask SendAllAsync(ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        while (!bytes.IsEmpty) bytes = bytes[await socket.SendAsync(bytes, ct)..];
    }

    private async ValueTask<bool> BeginBodyAsync(RuntimeRequest request, CancellationToken ct)
    {
        _left = 0;
        _chunked = request.Header("Transfer-Encoding")?.Contains("chunked", StringComparison.OrdinalIgnoreCase) == true;
        if (!_chunked && request.Header("Content-Length") is { } length && (!long.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out _left) || _left < 0)) return false;
        _bodyDone = !_chunked && _left == 0;
        Trailers = new Dictionary<string, string>();
        if (!_bodyDone && request.Header("Expect")?.Equals("100-continue", StringComparison.OrdinalIgnoreCase) == true)
            await SendAllAsync("HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray(), ct);
        return true;
    }

    private static RuntimeRequest? Parse(string head)
    {
        var lines = head.Split("\r\n");
        var first = lines[0].Split(' ');
        if (first.Length != 3 || !first[2].StartsWith("HTTP/1.", StringComparison.Ordinal)) return null;
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in lines.AsSpan(1)) AddHeader(headers, line);
        return new RuntimeRequest(first[0], first[1], headers);
    }

    private static void AddHeader(Dictionary<string, string> headers, string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0) headers[line[..colon].Trim()] = line[(colon + 1)..].Trim();
    }

    private async ValueTask<string> ReadLineAsync(CancellationToken ct)
    {
        while (true)
        {
            var at = _buffer.AsSpan(_start, _end - _start).IndexOf("\r\n"u8);
            if (at >= 0)
            {
                var line = Encoding.Latin1.GetString(_buffer, _start, at);
                _start += at + 2;
                return line;
            }
            if (_end - _start > MostHead || !await FillAsync(ct)) throw new IOException("The body is cut off.");
        }
    }

    private async ValueTask<bool> FillAsync(CancellationToken ct)
    {
        if (_start == _end) _start = _end = 0;
        else if (_end == _buffer.Length)
        {
            if (_start > 0)
            {
                _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
                (_start, _end) = (0, _end - _start);
            }
            else Array.Resize(ref _buffer, _buffer.Length * 2);
        }
        var read = await socket.ReceiveAsync(_buffer.AsMemory(_end), ct);
        _end += read;
        return read > 0;
    }
}
