using System.Buffers;
using System.Net.WebSockets;
using System.Text;

namespace Undercast.ApiGateway.Routed;

/// <summary>One open WebSocket. Whoever reads is one; whoever sends waits for the one before.</summary>
internal sealed class SocketConnection : IDisposable
{
    // AWS: ten minutes without a message, two hours in all; 128 KB in a message, 32 KB in a frame; 16 MB of messages a second are far beyond one connection.
    public const int MostMessage = 128 * 1024;
    public const int MostFrame = 32 * 1024;
    public static readonly TimeSpan IdleTime = TimeSpan.FromMinutes(10);
    public static readonly TimeSpan LongestTime = TimeSpan.FromHours(2);
    private static readonly TimeSpan ClosingTime = TimeSpan.FromSeconds(5);
    private readonly FrameLimit _frames;
    private readonly WebSocket _socket;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _idle;
    private readonly SemaphoreSlim _sending = new(1, 1);

    public SocketConnection(string id, RoutedStage stage, Stream stream, string? subProtocol, SocketClient client, TimeProvider time)
    {
        (Id, Stage, Client, _time) = (id, stage, client, time);
        _frames = new FrameLimit(stream, MostFrame);
        _socket = WebSocket.CreateFromStream(_frames, new WebSocketCreationOptions { IsServer = true, SubProtocol = subProtocol, KeepAliveInterval = Timeout.InfiniteTimeSpan });
        LastActive = client.ConnectedAt;
        _idle = new CancellationTokenSource(IdleTime, time);
        _idle.Token.UnsafeRegister(static self => _ = ((SocketConnection)self!).CloseAsync(WebSocketCloseStatus.EndpointUnavailable, "Going away"), this);
    }

    public string Id { get; }
    public RoutedStage Stage { get; }
    public SocketClient Client { get; }
    public DateTimeOffset LastActive { get; private set; }
    /// <summary>Why it ended, as <c>$disconnect</c> hears it.</summary>
    public (int Code, string Reason) Ended { get; private set; } = (1006, "");

    /// <summary>The next message, whole; null when there is none any more. The buffer is the caller's to give back.</summary>
    public async ValueTask<(byte[] Buffer, int Length, bool IsText)?> ReceiveAsync()
    {
        try
        {
            // Nothing is held while nothing comes: that is what ten thousand idle connections live on.
            var first = await _socket.ReceiveAsync(Memory<byte>.Empty, CancellationToken.None);
            if (first.MessageType == WebSocketMessageType.Close) return await EndAsync();
            var buffer = ArrayPool<byte>.Shared.Rent(4096);
            if (first.EndOfMessage) return (buffer, 0, first.MessageType == WebSocketMessageType.Text);
            var length = 0;
            try
            {
                while (true)
                {
                    if (length == buffer.Length)
                    {
                        if (length >= MostMessage) return await RefuseAsync(buffer, "Message too long");
                        var larger = ArrayPool<byte>.Shared.Rent(Math.Min(buffer.Length * 4, MostMessage + 1));
                        buffer.AsSpan(0, length).CopyTo(larger);
                        ArrayPool<byte>.Shared.Return(buffer);
                        buffer = larger;
                    }
                    var received = await _socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None);
                    if (received.MessageType == WebSocketMessageType.Close)
                    {
                        ArrayPool<byte>.Shared.Return(buffer);
                        return await EndAsync();
                    }
                    length += received.Count;
                    if (length > MostMessage) return await RefuseAsync(buffer, "Message too long");
                    if (!received.EndOfMessage) continue;
                    Touch();
                    return (buffer, length, received.MessageType == WebSocketMessageType.Text);
                }
            }
            catch (Exception)
            {
                ArrayPool<byte>.Shared.Return(buffer);
                throw;
            }
        }
        catch (Exception e) when (e is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            if (_frames.Exceeded)
            {
                Ended = (1009, "Frame too long");
                await _frames.SendCloseAsync((int)WebSocketCloseStatus.MessageTooBig);
            }
            return null;
        }
    }

    /// <summary>Sends a message; false when the connection is gone.</summary>
    public async ValueTask<bool> SendAsync(ReadOnlyMemory<byte> message, bool isText, CancellationToken ct)
    {
        try
        {
            await _sending.WaitAsync(ct);
            try
            {
                if (_socket.State != WebSocketState.Open) return false;
                // Cancelling within a frame would break the connection, so a message is sent to its end.
                await _socket.SendAsync(message, isText ? WebSocketMessageType.Text : WebSocketMessageType.Binary, true, CancellationToken.None);
                Touch();
                return true;
            }
            finally
            {
                _sending.Release();
            }
        }
        catch (Exception e) when (e is WebSocketException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            return false;
        }
    }

    public ValueTask<bool> SendTextAsync(string text, CancellationToken ct) => SendAsync(Encoding.UTF8.GetBytes(text), true, ct);

    /// <summary>Begins to close; a client that does not answer is cut off.</summary>
    public async Task CloseAsync(WebSocketCloseStatus status, string reason)
    {
        try
        {
            await _sending.WaitAsync();
            try
            {
                if (_socket.State is not (WebSocketState.Open or WebSocketState.CloseReceived)) return;
                Ended = ((int)status, reason);
                await _socket.CloseOutputAsync(status, reason, CancellationToken.None);
            }
            finally
            {
                _sending.Release();
            }
            await Task.Delay(ClosingTime, _time);
            _socket.Abort();
        }
        catch (Exception e) when (e is WebSocketException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // It is gone already.
        }
    }

    private async ValueTask<(byte[], int, bool)?> EndAsync()
    {
        if (Ended.Code == 1006) Ended = ((int)(_socket.CloseStatus ?? WebSocketCloseStatus.Empty), _socket.CloseStatusDescription ?? "");
        if (_socket.State == WebSocketState.CloseReceived) await _socket.CloseOutputAsync(_socket.CloseStatus is { } status and not WebSocketCloseStatus.Empty ? status : WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        return null;
    }

    private async ValueTask<(byte[], int, bool)?> RefuseAsync(byte[] buffer, string reason)
    {
        ArrayPool<byte>.Shared.Return(buffer);
        Ended = (1009, reason);
        await _socket.CloseOutputAsync(WebSocketCloseStatus.MessageTooBig, reason, CancellationToken.None);
        return null;
    }

    private void Touch()
    {
        LastActive = _time.GetUtcNow();
        var left = Client.ConnectedAt + LongestTime - LastActive;
        _idle.CancelAfter(left < TimeSpan.Zero ? TimeSpan.Zero : left < IdleTime ? left : IdleTime);
    }

    public void Dispose()
    {
        _idle.Dispose();
        _socket.Dispose();
        _sending.Dispose();
    }
}

/// <summary>Who is at the other end.</summary>
internal sealed record SocketClient(DateTimeOffset ConnectedAt, string SourceIp, string UserAgent, string DomainName, RoutedVerdict? Verdict, Kernel.Principal? Caller);

/// <summary>A stream of WebSocket frames that ends when a frame is longer than the limit: the frames of a message cannot be told apart above it.</summary>
internal sealed class FrameLimit(Stream inner, int most) : Stream
{
    private readonly byte[] _head = new byte[14];
    private int _headLength;
    private long _left;

    public bool Exceeded { get; private set; }
    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken);
        if (!Fits(buffer.Span[..read]))
        {
            Exceeded = true;
            throw new IOException("A frame is too long.");
        }
        return read;
    }

    /// <summary>A close frame past the WebSocket, which is of no use after a failure.</summary>
    public async ValueTask SendCloseAsync(int code)
    {
        try
        {
            await inner.WriteAsync((byte[])[0x88, 0x02, (byte)(code >> 8), (byte)code]);
            await inner.FlushAsync();
        }
        catch (IOException)
        {
            // Nobody is there to hear it.
        }
    }

    private bool Fits(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (_left > 0)
            {
                var skip = (int)Math.Min(_left, bytes.Length);
                _left -= skip;
                bytes = bytes[skip..];
                continue;
            }
            _head[_headLength++] = bytes[0];
            bytes = bytes[1..];
            if (_headLength < 2) continue;
            var size = _head[1] & 0x7F;
            var extended = size == 126 ? 2 : size == 127 ? 8 : 0;
            if (_headLength < 2 + extended + ((_head[1] & 0x80) != 0 ? 4 : 0)) continue;
            _left = extended switch { 2 => System.Buffers.Binary.BinaryPrimitives.ReadUInt16BigEndian(_head.AsSpan(2)), 8 => System.Buffers.Binary.BinaryPrimitives.ReadInt64BigEndian(_head.AsSpan(2)), _ => size };
            _headLength = 0;
            if (_left < 0 || _left > most) return false;
        }
        return true;
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => inner.WriteAsync(buffer, cancellationToken);

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => inner.WriteAsync(buffer, offset, count, cancellationToken);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override void Flush() => inner.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }
}
