using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Undercast.Bench;

/// <summary>An HTTP/1.1 connection that sends bytes made beforehand and reads answers with a length.</summary>
internal sealed class Connection : IDisposable
{
    private Socket _socket;
    private readonly int _port;
    private byte[] _buffer = new byte[64 * 1024];
    private int _bodyStart;
    private int _bodyLength;
    private bool _closing;
    private CancellationTokenSource _patience = new();

    private Connection(Socket socket, int port)
    {
        _socket = socket;
        _port = port;
    }

    public ReadOnlySpan<byte> Body => _buffer.AsSpan(_bodyStart, _bodyLength);

    public string BodyText() => Encoding.UTF8.GetString(Body);

    public static async Task<Connection> OpenAsync(int port) => new(await ConnectAsync(port), port);

    private static async Task<Socket> ConnectAsync(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Sends a request and reads the whole answer; gives its status. A server that closes after each answer gets a new connection.</summary>
    public async ValueTask<int> SendAsync(ReadOnlyMemory<byte> request)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                if (_closing)
                {
                    _closing = false;
                    _socket.Dispose();
                    _socket = await ConnectAsync(_port);
                }
                return await ExchangeAsync(request);
            }
            catch (Exception e) when (e is (IOException or SocketException or OperationCanceledException) && attempt < 100)
            {
                // A development server with a short queue also resets new connections under load; it gets a growing moment.
                _socket.Dispose();
                if (attempt > 3) await Task.Delay(attempt);
                _socket = await ConnectAsync(_port);
            }
        }
    }

    private async ValueTask<int> ExchangeAsync(ReadOnlyMemory<byte> request)
    {
        // A development server now and then swallows a request under load.
        if (!_patience.TryReset())
        {
            _patience.Dispose();
            _patience = new CancellationTokenSource();
        }
        _patience.CancelAfter(TimeSpan.FromSeconds(5));
        await _socket.SendAsync(request);
        var filled = 0;
        while (true)
        {
            if (filled == _buffer.Length) Array.Resize(ref _buffer, _buffer.Length * 2);
            var read = await _socket.ReceiveAsync(_buffer.AsMemory(filled), _patience.Token);
            if (read == 0) throw new IOException("The connection was closed.");
            filled += read;
            var head = _buffer.AsSpan(0, filled).IndexOf("\r\n\r\n"u8);
            if (head < 0) continue;
            _bodyStart = head + 4;
            _bodyLength = LengthOf(_buffer.AsSpan(0, head));
            while (filled < _bodyStart + _bodyLength)
            {
                if (_buffer.Length < _bodyStart + _bodyLength) Array.Resize(ref _buffer, _bodyStart + _bodyLength);
                read = await _socket.ReceiveAsync(_buffer.AsMemory(filled), _patience.Token);
                if (read == 0) throw new IOException("The connection was closed.");
                filled += read;
            }
            _closing = _buffer.AsSpan(0, head).IndexOf("Connection: close"u8) >= 0;
            return int.Parse(Encoding.ASCII.GetString(_buffer, 9, 3), CultureInfo.InvariantCulture);
        }
    }

    private static int LengthOf(ReadOnlySpan<byte> head)
    {
        while (!head.IsEmpty)
        {
            var end = head.IndexOf("\r\n"u8);
            var line = end < 0 ? head : head[..end];
            head = end < 0 ? default : head[(end + 2)..];
            if (line.Length > 15 && Ascii.EqualsIgnoreCase(line[..15], "content-length:"u8) && int.TryParse(line[15..].Trim((byte)' '), CultureInfo.InvariantCulture, out var length)) return length;
        }
        throw new IOException("The answer has no Content-Length.");
    }

    public void Dispose()
    {
        _patience.Dispose();
        _socket.Dispose();
    }
}
