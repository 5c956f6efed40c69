using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Undercast.Functions;

/// <summary>The Runtime API (2018-06-01) of one instance: an endpoint of its own, so that no function speaks for another.</summary>
/// <remarks>
/// Bootstraps of ours connect to a socket file that only their own sandbox shows. A bootstrap of the package needs host and port; whoever connects there must be a process of the instance.
/// </remarks>
internal sealed class RuntimeApi : IDisposable
{
    private const string Prefix = "/2018-06-01/runtime/";

    // AWS: 6 MB of answer; 200 MB when it streams (Lambda quotas).
    internal const int MostAnswer = 6 * 1024 * 1024 + 100;
    internal const long MostStream = 200L * 1024 * 1024;
    private readonly Socket _listener;
    private readonly FunctionInstance _instance;
    private readonly CancellationTokenSource _stop = new();

    private RuntimeApi(Socket listener, FunctionInstance instance)
    {
        _listener = listener;
        _instance = instance;
        _ = AcceptAsync();
    }

    /// <summary>Host and port, for a listener that has them.</summary>
    public string? Authority => _listener.LocalEndPoint is IPEndPoint ip ? ip.ToString() : null;

    public static RuntimeApi OnFile(string path, FunctionInstance instance)
    {
        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen(16);
        return new RuntimeApi(listener, instance);
    }

    public static RuntimeApi OnPort(FunctionInstance instance)
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(16);
        return new RuntimeApi(listener, instance);
    }

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = ServeAsync(await _listener.AcceptAsync(_stop.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The instance has ended.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using var http = new RuntimeHttp(socket);
        try
        {
            if (socket.RemoteEndPoint is IPEndPoint peer)
            {
                socket.NoDelay = true;
                if (!_instance.Owns(peer)) return;
            }
            while (await http.ReadHeadAsync(_stop.Token) is { } request)
            {
                await AnswerAsync(http, request);
                if (request.Header("Connection")?.Equals("close", StringComparison.OrdinalIgnoreCase) == true) return;
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException or IOException)
        {
            // The function hung up; what that means shows when its process ends.
        }
    }

    private async ValueTask AnswerAsync(RuntimeHttp http, RuntimeRequest request)
    {
        var path = request.Path.StartsWith(Prefix, StringComparison.Ordinal) ? request.Path[Prefix.Length..].Split('/') : [];
        switch (request.Method, path)
        {
            case ("GET", ["invocation", "next"]):
                await NextAsync(http);
                return;
            case ("POST", ["invocation", var id, "response"]):
                await ResponseAsync(http, request, id);
                return;
            case ("POST", ["invocation", var id, "error"]):
                await ErrorAsync(http, request, id);
                return;
            case ("POST", ["init", "error"]):
                var error = await http.ReadWholeAsync(MostAnswer, _stop.Token);
                _instance.OnInitError(error ?? []);
                await AcceptedAsync(http);
                return;
            default:
                await http.ReadWholeAsync(0, _stop.Token);
                await RefuseAsync(http, 404, "Not Found", "NotFound", "The Runtime API has no such path.");
                return;
        }
    }

    private async ValueTask NextAsync(RuntimeHttp http)
    {
        await http.ReadWholeAsync(0, _stop.Token);
        var (call, deadline) = await _instance.NextAsync(_stop.Token);
        var headers = new List<(string, string)>(7)
        {
            ("Lambda-Runtime-Aws-Request-Id", call.RequestId),
            ("Lambda-Runtime-Deadline-Ms", deadline.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)),
            ("Lambda-Runtime-Invoked-Function-Arn", call.InvokedArn),
            ("Lambda-Runtime-Trace-Id", call.TraceId),
        };
        if (call.ClientContext is { } context) headers.Add(("Lambda-Runtime-Client-Context", context));
        if (call.CognitoIdentity is { } identity) headers.Add(("Lambda-Runtime-Cognito-Identity", identity));
        await http.SendAsync(200, "OK", headers, call.Payload, _stop.Token);
    }

    private async ValueTask ResponseAsync(RuntimeHttp http, RuntimeRequest request, string id)
    {
        if (_instance.Current(id) is not { } call)
        {
            await RefuseIdAsync(http);
            return;
        }
        if (request.Header("Lambda-Runtime-Function-Response-Mode")?.Equals("streaming", StringComparison.OrdinalIgnoreCase) == true)
        {
            await StreamAsync(http, request, id, call);
            return;
        }
        if (await http.ReadWholeAsync(MostAnswer, _stop.Token) is not { } body)
        {
            // AWS: the caller gets an error of the function, the runtime gets 413 and goes on.
            _instance.OnFailure(id, "Function.ResponseSizeTooLarge", $"Response payload size exceeded maximum allowed payload size ({MostAnswer} bytes).");
            await RefuseAsync(http, 413, "Request Entity Too Large", "RequestEntityTooLarge", $"Exceeded maximum allowed payload size ({MostAnswer} bytes).");
            return;
        }
        _instance.OnAnswer(id, body, failed: false);
        await AcceptedAsync(http);
    }

    private async ValueTask StreamAsync(RuntimeHttp http, RuntimeRequest request, string id, Invocation call)
    {
        var type = request.Header("Content-Type");
        var gathered = new MemoryStream();
        if (call.Stream is { } stream) await stream.StartAsync(type);
        long total = 0;
        while (await http.ReadBodyAsync(_stop.Token) is { IsEmpty: false } piece)
        {
            total += piece.Length;
            if (total > (call.Stream is null ? MostAnswer : MostStream))
            {
                _instance.OnFailure(id, "Function.ResponseSizeTooLarge", "Response payload size exceeded maximum allowed payload size.");
                throw new IOException("The streamed answer is too long.");
            }
            if (call.Stream is { } to) await to.WriteAsync(piece);
            else gathered.Write(piece.Span);
        }
        if (http.Trailers.TryGetValue("Lambda-Runtime-Function-Error-Type", out var errorType))
        {
            var body = http.Trailers.GetValueOrDefault("Lambda-Runtime-Function-Error-Body", "");
            var bytes = new byte[body.Length];
            _instance.OnAnswer(id, Convert.TryFromBase64String(body, bytes, out var length) ? bytes[..length] : FunctionErrors.Document(errorType, "The stream failed."), failed: true);
        }
        else _instance.OnAnswer(id, gathered.ToArray(), failed: false, type);
        await AcceptedAsync(http);
    }

    private async ValueTask ErrorAsync(RuntimeHttp http, RuntimeRequest request, string id)
    {
        var body = await http.ReadWholeAsync(MostAnswer, _stop.Token) ?? [];
        if (_instance.Current(id) is null)
        {
            await RefuseIdAsync(http);
            return;
        }
        if (body.Length == 0) body = FunctionErrors.Document(request.Header("Lambda-Runtime-Function-Error-Type") ?? "Function.Unknown", "");
        _instance.OnAnswer(id, body, failed: true);
        await AcceptedAsync(http);
    }

    private ValueTask AcceptedAsync(RuntimeHttp http) => http.SendAsync(202, "Accepted", [], "{\"status\":\"OK\"}"u8.ToArray(), _stop.Token);

    private async ValueTask RefuseIdAsync(RuntimeHttp http)
    {
        await http.ReadWholeAsync(0, _stop.Token);
        await RefuseAsync(http, 400, "Bad Request", "InvalidRequestID", "Invalid request ID");
    }

    private ValueTask RefuseAsync(RuntimeHttp http, int status, string reason, string type, string message) =>
        http.SendAsync(status, reason, [], FunctionErrors.Document(type, message), _stop.Token);
}
