using System.Buffers;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Undercast.Functions;

/// <summary>The head of a request of the Runtime API.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">The path with its query.</param>
/// <param name="Lines">All lines of the head; few headers are ever asked for, so they are searched rather than indexed.</param>
internal readonly record struct RuntimeRequest(string Method, string Path, string Lines)
{
    public string? Header(string name)
    {
        foreach (var range in Lines.AsSpan().Split("\r\n"))
        {
            var line = Lines.AsSpan(range);
            if (line.Length > name.Length && line[name.Length] == ':' && line.StartsWith(name, StringComparison.OrdinalIgnoreCase)) return line[(name.Length + 1)..].Trim().ToString();
        }
        return null;
    }
}

/// <summary>HTTP/1.1 as far as the Runtime API needs it, over one connection of a function process. Bounded everywhere: the other side runs foreign code.</summary>
internal sealed class RuntimeHttp(Socket socket) : IDisposable
{
    private const int MostHead = 64 * 1024;
    private byte[] _buffer = new byte[16 * 1024];
    private int _start;
    private int _end;
    private byte[] _out = new byte[4 * 1024];
    private int _outLength;
    private long _left;
    private bool _chunked;
    private bool _bodyDone = true;

    /// <summary>Whether the other side has sent more than what was read: its next request is here already.</summary>
    public bool HasMore => _end > _start;

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
                    var colon = trailer.IndexOf(':', StringComparison.Ordinal);
                    if (colon > 0) trailers[trailer[..colon].Trim()] = trailer[(colon + 1)..].Trim();
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

    /// <summary>Begins an answer; it goes with <see cref="SendAsync"/>, behind answers that were held back.</summary>
    public void Begin(int status, string reason)
    {
        Append("HTTP/1.1 ");
        Append(status);
        Append(" ");
        Append(reason);
        Append("\r\n");
    }

    public void Header(string name, string value)
    {
        Append(name);
        Append(": ");
        Append(value);
        Append("\r\n");
    }

    public void Header(string name, long value)
    {
        Append(name);
        Append(": ");
        Append(value);
        Append("\r\n");
    }

    /// <summary>Ends an answer without sending it: its reader is busy asking for more, and gets both at once.</summary>
    public void Hold(ReadOnlySpan<byte> body)
    {
        Header("Content-Length", body.Length);
        Append("\r\n");
        Room(body.Length);
        body.CopyTo(_out.AsSpan(_outLength));
        _outLength += body.Length;
    }

    /// <summary>Sends what was begun, with a body of JSON.</summary>
    public ValueTask SendAsync(ReadOnlyMemory<byte> body, CancellationToken ct)
    {
        if (body.Length <= 16 * 1024)
        {
            Hold(body.Span);
            return FlushAsync(ct);
        }
        Header("Content-Length", body.Length);
        Append("\r\n");
        return LongAsync(body, ct);
    }

    public ValueTask FlushAsync(CancellationToken ct)
    {
        var held = _out.AsMemory(0, _outLength);
        _outLength = 0;
        return SendAllAsync(held, ct);
    }

    public void Dispose() => socket.Dispose();

    private async ValueTask LongAsync(ReadOnlyMemory<byte> body, CancellationToken ct)
    {
        await FlushAsync(ct);
        await SendAllAsync(body, ct);
    }

    private void Append(string text)
    {
        Room(text.Length);
        _outLength += Encoding.Latin1.GetBytes(text, _out.AsSpan(_outLength));
    }

    private void Append(long number)
    {
        Room(20);
        number.TryFormat(_out.AsSpan(_outLength), out var written, provider: CultureInfo.InvariantCulture);
        _outLength += written;
    }

    private void Room(int more)
    {
        if (_out.Length - _outLength < more) Array.Resize(ref _out, Math.Max(_out.Length * 2, _outLength + more));
    }

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
        if (_bodyDone) return true;
        if (Trailers.Count > 0) Trailers = new Dictionary<string, string>();
        if (request.Header("Expect")?.Equals("100-continue", StringComparison.OrdinalIgnoreCase) == true)
            await SendAllAsync("HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray(), ct);
        return true;
    }

    private static RuntimeRequest? Parse(string head)
    {
        var end = head.IndexOf("\r\n", StringComparison.Ordinal);
        var first = end < 0 ? head : head[..end];
        var space = first.IndexOf(' ', StringComparison.Ordinal);
        var second = first.LastIndexOf(' ');
        return space > 0 && second > space && first.AsSpan(second + 1).StartsWith("HTTP/1.", StringComparison.Ordinal) && first.AsSpan(space + 1, second - space - 1).IndexOf(' ') < 0
            ? new RuntimeRequest(first[..space], first[(space + 1)..second], end < 0 ? "" : head[(end + 2)..]) : null;
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
