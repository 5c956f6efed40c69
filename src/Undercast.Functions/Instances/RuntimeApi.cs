using System.Net;
using System.Net.Sockets;

namespace Undercast.Functions;

/// <summary>The Runtime API (2018-06-01) of one sandbox, and beside it the APIs of extensions: an endpoint of its own, so that no function speaks for another.</summary>
/// <remarks>
/// Bootstraps of ours connect to a socket file that only their own sandbox shows. A bootstrap of the package needs host and port; whoever connects there must be a process of the sandbox.
/// </remarks>
internal sealed class RuntimeApi : IDisposable
{
    private const string Prefix = "/2018-06-01/runtime/";

    // AWS: 6 MB of answer; 200 MB when it streams (Lambda quotas).
    internal const int MostAnswer = 6 * 1024 * 1024 + 100;
    internal const long MostStream = 200L * 1024 * 1024;
    private static readonly byte[] AcceptedBody = "{\"status\":\"OK\"}"u8.ToArray();
    private readonly Socket _listener;
    private readonly SandboxProcess _process;
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationToken _stopped;

    private RuntimeApi(Socket listener, SandboxProcess process)
    {
        _listener = listener;
        _process = process;
        _stopped = _stop.Token;
        Authority = listener.LocalEndPoint is IPEndPoint ip ? ip.ToString() : null;
        _ = AcceptAsync();
    }

    /// <summary>Host and port, for a listener that has them.</summary>
    public string? Authority { get; }

    public static RuntimeApi OnFile(string path, SandboxProcess process)
    {
        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen(16);
        return new RuntimeApi(listener, process);
    }

    public static RuntimeApi OnPort(SandboxProcess process)
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(16);
        return new RuntimeApi(listener, process);
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
            while (true) _ = ServeAsync(await _listener.AcceptAsync(_stopped));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The sandbox has ended.
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
                if (!await _process.OwnsAsync(peer)) return;
            }
            while (await http.ReadHeadAsync(_stopped) is { } request)
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
        if (request.Path == "/undercast/binding")
        {
            // A spare of ours asks what it is to be.
            http.Begin(200, "OK");
            await http.SendAsync(await _process.BindingAsync(_stopped), _stopped);
            return;
        }
        if (_process.Instance is not { } instance)
        {
            await http.ReadWholeAsync(0, _stopped);
            await RefuseAsync(http, 403, "Forbidden", "Forbidden", "This process runs no function.");
            return;
        }
        if (!request.Path.StartsWith(Prefix, StringComparison.Ordinal))
        {
            await ExtensionsApi.AnswerAsync(http, request, instance.Extensions, _stopped);
            return;
        }
        if (request.Path == Prefix + "invocation/next" && request.Method == "GET")
        {
            await NextAsync(http, instance, null);
            return;
        }
        switch (request.Method, request.Path[Prefix.Length..].Split('/'))
        {
            case ("POST", ["invocation", var id, "response"]):
                await ResponseAsync(http, request, instance, id);
                return;
            case ("POST", ["invocation", var id, "error"]):
                await ErrorAsync(http, request, instance, id);
                return;
            case ("POST", ["init", "error"]):
                var error = await http.ReadWholeAsync(MostAnswer, _stopped);
                instance.OnInitError(error ?? []);
                await AcceptedAsync(http);
                return;
            default:
                await http.ReadWholeAsync(0, _stopped);
                await RefuseAsync(http, 404, "Not Found", "NotFound", "The Runtime API has no such path.");
                return;
        }
    }

    private async ValueTask NextAsync(RuntimeHttp http, FunctionInstance instance, FunctionInstance.Call? answered)
    {
        var waiting = new NextRequest(http, _stopped);
        instance.Park(waiting, answered);
        await waiting.Sent.WaitAsync(_stopped);
    }

    /// <summary>Acknowledges an answer. A runtime that has asked for its next call in the same breath gets both at once, and the caller its answer when all of that is in place.</summary>
    private async ValueTask ConcludeAsync(RuntimeHttp http, FunctionInstance instance, FunctionInstance.Call? answered)
    {
        if (answered is null || !http.HasMore)
        {
            // The answer first: a runtime that gives up at once would look like one that never answered.
            var sending = AcceptedAsync(http);
            answered?.Complete(FunctionInstance.CallEnd.Answered);
            await sending;
            return;
        }
        http.Begin(202, "Accepted");
        http.Header("Content-Type", "application/json");
        http.Hold(AcceptedBody);
        RuntimeRequest? request;
        try
        {
            request = await http.ReadHeadAsync(_stopped);
        }
        catch
        {
            answered.Complete(FunctionInstance.CallEnd.Answered);
            throw;
        }
        if (request is { Method: "GET", Path: Prefix + "invocation/next" })
        {
            await NextAsync(http, instance, answered);
            return;
        }
        await http.FlushAsync(_stopped);
        answered.Complete(FunctionInstance.CallEnd.Answered);
        if (request is { } other) await AnswerAsync(http, other);
    }

    private async ValueTask ResponseAsync(RuntimeHttp http, RuntimeRequest request, FunctionInstance instance, string id)
    {
        if (instance.Current(id) is not { } call)
        {
            await RefuseAnswerAsync(http, instance, id, "InvocationResponse");
            return;
        }
        if (request.Header("Lambda-Runtime-Function-Response-Mode")?.Equals("streaming", StringComparison.OrdinalIgnoreCase) == true)
        {
            await StreamAsync(http, request, instance, id, call);
            return;
        }
        if (await http.ReadWholeAsync(MostAnswer, _stopped) is not { } body)
        {
            // AWS: the caller gets an error of the function, the runtime gets 413 and goes on.
            Fail(instance, id, $"Response payload size exceeded maximum allowed payload size ({MostAnswer} bytes).");
            await RefuseAsync(http, 413, "Request Entity Too Large", "RequestEntityTooLarge", $"Exceeded maximum allowed payload size ({MostAnswer} bytes).");
            return;
        }
        await ConcludeAsync(http, instance, instance.OnAnswer(id, body, failed: false));
    }

    private async ValueTask StreamAsync(RuntimeHttp http, RuntimeRequest request, FunctionInstance instance, string id, Invocation call)
    {
        var type = request.Header("Content-Type");
        var gathered = new MemoryStream();
        if (call.Stream is { } stream) await stream.StartAsync(type);
        long total = 0;
        while (await http.ReadBodyAsync(_stopped) is { IsEmpty: false } piece)
        {
            total += piece.Length;
            if (total > (call.Stream is null ? MostAnswer : MostStream))
            {
                Fail(instance, id, "Response payload size exceeded maximum allowed payload size.");
                throw new IOException("The streamed answer is too long.");
            }
            if (call.Stream is { } to) await to.WriteAsync(piece);
            else gathered.Write(piece.Span);
        }
        FunctionInstance.Call? answered;
        if (http.Trailers.TryGetValue("Lambda-Runtime-Function-Error-Type", out var errorType))
        {
            var body = http.Trailers.GetValueOrDefault("Lambda-Runtime-Function-Error-Body", "");
            var bytes = new byte[body.Length];
            answered = instance.OnAnswer(id, Convert.TryFromBase64String(body, bytes, out var length) ? bytes[..length] : FunctionErrors.Document(errorType, "The stream failed."), failed: true);
        }
        else answered = instance.OnAnswer(id, gathered.ToArray(), failed: false, type);
        await ConcludeAsync(http, instance, answered);
    }

    private async ValueTask ErrorAsync(RuntimeHttp http, RuntimeRequest request, FunctionInstance instance, string id)
    {
        var body = await http.ReadWholeAsync(MostAnswer, _stopped) ?? [];
        if (instance.Current(id) is null)
        {
            await RefuseAnswerAsync(http, instance, id, "InvocationErrorResponse");
            return;
        }
        if (body.Length == 0) body = FunctionErrors.Document(request.Header("Lambda-Runtime-Function-Error-Type") ?? "Function.Unknown", "");
        await ConcludeAsync(http, instance, instance.OnAnswer(id, body, failed: true));
    }

    private static void Fail(FunctionInstance instance, string id, string message) =>
        instance.OnAnswer(id, FunctionErrors.Document("Function.ResponseSizeTooLarge", message), failed: true)?.Complete(FunctionInstance.CallEnd.Answered);

    private ValueTask AcceptedAsync(RuntimeHttp http)
    {
        http.Begin(202, "Accepted");
        http.Header("Content-Type", "application/json");
        return http.SendAsync(AcceptedBody, _stopped);
    }

    // AWS: texts of the Runtime Interface Emulator; a second answer is told from one to a call that never was until the next call is asked for.
    private async ValueTask RefuseAnswerAsync(RuntimeHttp http, FunctionInstance instance, string id, string to)
    {
        await http.ReadWholeAsync(0, _stopped);
        if (instance.HasJustAnswered(id)) await RefuseAsync(http, 403, "Forbidden", "InvalidStateTransition", $"State transition from RuntimeResponseSentState to {to} failed for runtime. Error: State transition is not allowed");
        else await RefuseAsync(http, 400, "Bad Request", "InvalidRequestID", "Invalid request ID");
    }

    private ValueTask RefuseAsync(RuntimeHttp http, int status, string reason, string type, string message) => RefuseAsync(http, status, reason, type, message, _stopped);

    internal static ValueTask RefuseAsync(RuntimeHttp http, int status, string reason, string type, string message, CancellationToken ct)
    {
        http.Begin(status, reason);
        http.Header("Content-Type", "application/json");
        return http.SendAsync(FunctionErrors.Document(type, message), ct);
    }
}

/// <summary>A runtime that waits for a call, and how it gets it: whoever has the call sends it, without a detour over another thread.</summary>
internal sealed class NextRequest(RuntimeHttp http, CancellationToken stopped)
{
    private readonly TaskCompletionSource _sent = new();

    /// <summary>Completes when the call is on its way; the connection's owner reads on then.</summary>
    public Task Sent => _sent.Task;

    /// <param name="call">The call.</param>
    /// <param name="deadline">When it is over.</param>
    /// <param name="besideExtensions">Whether extensions live in the runtime's process and need its event loop between calls.</param>
    public void Send(Invocation call, DateTimeOffset deadline, bool besideExtensions)
    {
        http.Begin(200, "OK");
        http.Header("Content-Type", "application/json");
        http.Header("Lambda-Runtime-Aws-Request-Id", call.RequestId);
        http.Header("Lambda-Runtime-Deadline-Ms", deadline.ToUnixTimeMilliseconds());
        http.Header("Lambda-Runtime-Invoked-Function-Arn", call.InvokedArn);
        http.Header("Lambda-Runtime-Trace-Id", call.TraceId);
        if (call.ClientContext is { } context) http.Header("Lambda-Runtime-Client-Context", context);
        if (call.CognitoIdentity is { } identity) http.Header("Lambda-Runtime-Cognito-Identity", identity);
        if (besideExtensions) http.Header("Undercast-Extensions", "1");
        var sending = http.SendAsync(call.Payload, stopped);
        if (sending.IsCompletedSuccessfully) _sent.TrySetResult();
        else _ = FinishAsync(sending);
    }

    private async Task FinishAsync(ValueTask sending)
    {
        try
        {
            await sending;
            _sent.TrySetResult();
        }
#pragma warning disable CA1031 // The connection's owner throws it on.
        catch (Exception e)
        {
            _sent.TrySetException(e);
        }
#pragma warning restore CA1031
    }
}
