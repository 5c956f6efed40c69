using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using Undercast.Cloud;
using Undercast.Protocol;

namespace Undercast.Bench;

/// <summary>A signed request whose body is sent from one block, over and over until its length is reached.</summary>
internal sealed record S3Request(byte[] Head, long BodyLength)
{
    // Every server is asked with the keys that it knows without being told.
    public static S3Request Make(Target target, string method, string path, string query = "", long length = 0)
    {
        var key = target.Name == "s3rver" ? "S3RVER" : "test";
        var headers = new HeaderDictionary { ["Host"] = $"localhost:{target.Port}", ["x-amz-content-sha256"] = "UNSIGNED-PAYLOAD" };
        new SigV4Signer(key, key, "us-east-1", "s3") { RawPath = true }
            .Sign(new WireRequest { Method = method, Path = path, Query = query, Headers = headers }, DateTimeOffset.UtcNow, "UNSIGNED-PAYLOAD");
        var head = new StringBuilder($"{method} {path}{(query.Length > 0 ? "?" : "")}{query} HTTP/1.1\r\n");
        foreach (var (name, value) in headers) head.Append(name).Append(": ").Append(value.ToString()).Append("\r\n");
        if (length > 0 || method is "PUT" or "POST") head.Append(CultureInfo.InvariantCulture, $"Content-Length: {length}\r\n");
        return new S3Request(Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()), length);
    }
}

/// <summary>An HTTP/1.1 connection that streams bodies both ways and keeps none of them.</summary>
internal sealed class S3Client : IDisposable
{
    private static readonly byte[] Block = RandomBlock();
    private readonly byte[] _buffer = new byte[256 * 1024];
    private readonly int _port;
    private Socket _socket;
    private bool _closing;

    private S3Client(Socket socket, int port)
    {
        _socket = socket;
        _port = port;
    }

    public static async Task<S3Client> OpenAsync(int port) => new(await ConnectAsync(port), port);

    /// <summary>Sends a request, reads the answer to its end, and gives its status and the length of its body.</summary>
    public async Task<(int Status, long Length)> SendAsync(S3Request request)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                if (_closing)
                {
                    _socket.Dispose();
                    _socket = await ConnectAsync(_port);
                    _closing = false;
                }
                return await ExchangeAsync(request);
            }
            catch (Exception e) when (e is IOException or SocketException && attempt < 20)
            {
                // Development servers reset connections under load.
                _closing = true;
                await Task.Delay(attempt);
            }
        }
    }

    private async Task<(int Status, long Length)> ExchangeAsync(S3Request request)
    {
        if (request.BodyLength is > 0 and <= 16 * 1024)
        {
            var whole = ArrayPool<byte>.Shared.Rent(32 * 1024);
            request.Head.CopyTo(whole, 0);
            Block.AsSpan(0, (int)request.BodyLength).CopyTo(whole.AsSpan(request.Head.Length));
            await SendAllAsync(whole.AsMemory(0, request.Head.Length + (int)request.BodyLength));
            ArrayPool<byte>.Shared.Return(whole);
        }
        else
        {
            await SendAllAsync(request.Head);
            for (var left = request.BodyLength; left > 0;)
            {
                var count = (int)Math.Min(left, Block.Length);
                await SendAllAsync(Block.AsMemory(0, count));
                left -= count;
            }
        }
        var filled = 0;
        while (true)
        {
            var read = await _socket.ReceiveAsync(_buffer.AsMemory(filled));
            if (read == 0) throw new IOException("The connection was closed.");
            filled += read;
            var end = _buffer.AsSpan(0, filled).IndexOf("\r\n\r\n"u8);
            if (end < 0) continue;
            var head = Encoding.ASCII.GetString(_buffer, 0, end);
            var status = int.Parse(head.AsSpan(9, 3), CultureInfo.InvariantCulture);
            if (status == 100)
            {
                _buffer.AsSpan(end + 4, filled - end - 4).CopyTo(_buffer);
                filled -= end + 4;
                continue;
            }
            _closing = head.Contains("connection: close", StringComparison.OrdinalIgnoreCase) || head.StartsWith("HTTP/1.0", StringComparison.Ordinal);
            return (status, await ReadBodyAsync(head, status, _buffer.AsMemory(end + 4, filled - end - 4)));
        }
    }

    private async Task<long> ReadBodyAsync(string head, int status, ReadOnlyMemory<byte> first)
    {
        if (status is 204 or 304) return 0;
        var at = head.IndexOf("content-length:", StringComparison.OrdinalIgnoreCase);
        if (at >= 0)
        {
            var end = head.IndexOf('\r', at);
            var length = long.Parse(head.AsSpan(at + 15, (end < 0 ? head.Length : end) - at - 15).Trim(), CultureInfo.InvariantCulture);
            for (var left = length - first.Length; left > 0;)
            {
                var read = await _socket.ReceiveAsync(_buffer);
                if (read == 0) throw new IOException("The connection was closed.");
                left -= read;
            }
            return length;
        }
        // Chunked, or up to the end of the connection: the answers of this load end with the last chunk.
        var chunked = head.Contains("chunked", StringComparison.OrdinalIgnoreCase);
        long total = first.Length;
        var tail = first.Length >= 5 ? first[^5..].ToArray() : first.ToArray();
        while (!chunked || !tail.AsSpan().SequenceEqual("0\r\n\r\n"u8))
        {
            var read = await _socket.ReceiveAsync(_buffer);
            if (read == 0) return chunked ? throw new IOException("The connection was closed.") : total;
            total += read;
            byte[] joined = [.. tail, .. _buffer.AsSpan(Math.Max(0, read - 5), Math.Min(5, read))];
            tail = joined[^Math.Min(5, joined.Length)..];
        }
        return total;
    }

    private async Task SendAllAsync(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty) bytes = bytes[await _socket.SendAsync(bytes)..];
    }

    private static async Task<Socket> ConnectAsync(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port);
        return socket;
    }

    private static byte[] RandomBlock()
    {
        var block = new byte[256 * 1024];
        new Random(1).NextBytes(block);
        return block;
    }

    public void Dispose() => _socket.Dispose();
}
