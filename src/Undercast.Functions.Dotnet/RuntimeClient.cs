using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Undercast.Functions.Dotnet;

/// <summary>The Runtime API over one connection: no more of HTTP than that endpoint speaks, since a whole client would slow every cold start.</summary>
internal sealed class RuntimeClient : IDisposable
{
    private const string Api = "/2018-06-01/runtime";
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private byte[] _received = new byte[64 * 1024];
    private int _length;

    public RuntimeClient(string path) => _socket.Connect(new UnixDomainSocketEndPoint(path));

    public void Dispose() => _socket.Dispose();

    /// <summary>The next call, or null when the server has gone.</summary>
    public RuntimeCall? Next()
    {
        Send($"GET {Api}/invocation/next HTTP/1.1\r\nHost: runtime\r\n\r\n", []);
        return Receive() is { } answer ? new RuntimeCall(answer.Headers, answer.Body) : null;
    }

    /// <summary>Posts a document to a path below the API and waits until it is taken.</summary>
    public void Post(string path, byte[] body, string? errorType)
    {
        var error = errorType is null ? "" : $"Lambda-Runtime-Function-Error-Type: {errorType}\r\n";
        Send(string.Create(CultureInfo.InvariantCulture, $"POST {Api}/{path} HTTP/1.1\r\nHost: runtime\r\nContent-Length: {body.Length}\r\n{error}\r\n"), body);
        Receive();
    }

    private void Send(string head, byte[] body)
    {
        var message = new byte[Encoding.ASCII.GetByteCount(head) + body.Length];
        body.CopyTo(message, Encoding.ASCII.GetBytes(head, message));
        for (var sent = 0; sent < message.Length;) sent += _socket.Send(message, sent, message.Length - sent, SocketFlags.None);
    }

    private (Dictionary<string, string> Headers, byte[] Body)? Receive()
    {
        int end;
        while ((end = _received.AsSpan(0, _length).IndexOf("\r\n\r\n"u8)) < 0)
        {
            if (!Fill()) return null;
        }
        var headers = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in Encoding.UTF8.GetString(_received, 0, end).Split("\r\n").Skip(1))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0) headers[line[..colon].ToLowerInvariant()] = line[(colon + 1)..].Trim();
        }
        var length = headers.TryGetValue("content-length", out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : 0;
        var start = end + 4;
        while (_length < start + length)
        {
            if (!Fill()) return null;
        }
        var body = _received.AsSpan(start, length).ToArray();
        _received.AsSpan(start + length, _length - start - length).CopyTo(_received);
        _length -= start + length;
        return (headers, body);
    }

    private bool Fill()
    {
        if (_length == _received.Length) Array.Resize(ref _received, _received.Length * 2);
        var count = _socket.Receive(_received, _length, _received.Length - _length, SocketFlags.None);
        _length += count;
        return count > 0;
    }
}
