using System.Diagnostics;
using System.Globalization;
using System.Net.WebSockets;
using System.Text;

namespace Undercast.Bench;

/// <summary>Deployed APIs beside the bare server, beside invoking the function directly, and beside npm's serverless-offline on the same handler.</summary>
internal static class ApiGatewayBench
{
    private const int Connections = 16;

    public static async Task<int> RunAsync(string[] args)
    {
        string Option(string name, string otherwise) => Array.IndexOf(args, "--" + name) is var at and >= 0 ? args[at + 1] : otherwise;
        var time = TimeSpan.FromSeconds(double.Parse(Option("seconds", "5"), CultureInfo.InvariantCulture));
        var only = Option("only", "rates,templates,routes,throttle,sockets,peer").Split(',');
        var report = new Report("API Gateway");
        using (var target = await Target.UndercastAsync(Option("mode", "memory")))
        {
            var requests = new ApiGatewayRequests(target);
            if (only.Contains("rates")) await RatesAsync(report, target, requests, time);
            if (only.Contains("templates")) await TemplatesAsync(report, target, requests, time);
            if (only.Contains("routes")) await RoutesAsync(report, target, requests, time);
            if (only.Contains("throttle")) await ThrottleAsync(report, target, requests);
        }
        if (only.Contains("sockets")) await SocketsAsync(report, int.Parse(Option("sockets", "10000"), CultureInfo.InvariantCulture));
        if (only.Contains("peer")) await PeerAsync(report, time);
        report.Write(Option("out", "apigateway.md"));
        return 0;
    }

    private static async Task RatesAsync(Report report, Target target, ApiGatewayRequests requests, TimeSpan time)
    {
        report.Section($"Requests over {Connections} connections, {time.TotalSeconds:F0} s each", "what", "req/s", "p50 µs", "p99 µs", "server CPU µs", "share by rate", "share by CPU");
        await requests.FunctionAsync();
        var (rest, http) = (await requests.RestApiAsync(), await requests.HttpApiAsync());
        using var bare = await Target.BareAsync();
        var invoke = ApiGatewayRequests.Signed(target.Port, "lambda", "POST", "/2015-03-31/functions/bench/invocations", "{}");
        // The first of those that call the function would else pay for warming its sixteen processes.
        await Load.RunAsync(target, Connections, TimeSpan.FromSeconds(15), () => (ReadOnlyMemory<byte>?)invoke);
        Measured? floor = null;
        Measured? direct = null;
        foreach (var (name, of, request, isFunction) in new (string, Target, byte[], bool)[]
        {
            ("bare Kestrel", bare, ApiGatewayRequests.Get(bare.Port, "/"), false),
            ("REST, MOCK", target, ApiGatewayRequests.Get(target.Port, $"/_aws/execute-api/{rest}/dev/mock"), false),
            ("REST, cached", target, ApiGatewayRequests.Get(target.Port, $"/_aws/execute-api/{rest}/dev/cached"), false),
            ("Invoke, warm Node function", target, invoke, true),
            ("HTTP API, the same function", target, ApiGatewayRequests.Get(target.Port, "/x", $"{http}.execute-api.us-east-1.localhost"), true),
            ("REST, the same function", target, ApiGatewayRequests.Get(target.Port, $"/_aws/execute-api/{rest}/dev/function"), true),
        })
        {
            ReadOnlyMemory<byte>? next = request;
            // Enough that the runtime has compiled the path at its highest tier, and functions are warm.
            await Load.WarmAsync(of, () => next, throttled: true);
            var measured = await Load.RunAsync(of, Connections, time, () => next, throttled: true);
            if (isFunction) direct ??= measured;
            else floor ??= measured;
            var to = isFunction ? direct! : floor!;
            report.Row(name, $"{measured.PerSecond:F0}", $"{measured.P50:F0}", $"{measured.P99:F0}", $"{measured.CpuMicroseconds:F0}", $"{measured.PerSecond / to.PerSecond:P0}", $"{to.CpuMicroseconds / measured.CpuMicroseconds:P0}");
        }
        report.Note("Share: of the bare server for what needs no function, else of invoking the function directly. The account's limit of 10,000 requests a second, as on AWS, bounds what is not a mock of its own; refusals are not counted.");
    }

    private static async Task TemplatesAsync(Report report, Target target, ApiGatewayRequests requests, TimeSpan time)
    {
        report.Section("A mapping template of 50 lines over a body of 1.5 KB, beside one of one line", "template", "req/s", "p50 µs", "server CPU µs", "more than one line, CPU µs");
        var api = await requests.TemplateApiAsync();
        Measured? plain = null;
        foreach (var name in (string[])["one", "fifty"])
        {
            ReadOnlyMemory<byte>? next = ApiGatewayRequests.Post(target.Port, $"/_aws/execute-api/{api}/dev/{name}", ApiGatewayRequests.Order);
            await Load.WarmAsync(target, () => next);
            var measured = await Load.RunAsync(target, Connections, time, () => next);
            plain ??= measured;
            report.Row($"{name}", $"{measured.PerSecond:F0}", $"{measured.P50:F0}", $"{measured.CpuMicroseconds:F0}", $"{measured.CpuMicroseconds - plain.CpuMicroseconds:F0}");
        }
        report.Note("Both requests are read and answered alike, so what the second costs more is the template with its reading of the body.");
    }

    private static async Task RoutesAsync(Report report, Target target, ApiGatewayRequests requests, TimeSpan time)
    {
        report.Section("A route with a variable among few and many", "routes", "req/s", "p50 µs", "server CPU µs");
        var apis = new List<(int Routes, ReadOnlyMemory<byte>? Request)>();
        foreach (var routes in (int[])[10, 1000]) apis.Add((routes, ApiGatewayRequests.Get(target.Port, $"/_aws/execute-api/{await requests.RestApiAsync(routes)}/dev/r{routes - 1}/7")));
        // Both before either is measured: else the first alone would pay for what both run on, and the second for compiling its thousand routes.
        foreach (var (_, request) in apis) await Load.WarmAsync(target, () => request);
        foreach (var (routes, request) in apis)
        {
            var measured = await Load.RunAsync(target, Connections, time, () => request);
            report.Row($"{routes}", $"{measured.PerSecond:F0}", $"{measured.P50:F0}", $"{measured.CpuMicroseconds:F0}");
        }
    }

    private static async Task ThrottleAsync(Report report, Target target, ApiGatewayRequests requests)
    {
        const int rate = 200;
        const int burst = 50;
        var api = await requests.RestApiAsync();
        await requests.CallAsync("apigateway", "PATCH", $"/restapis/{api}/stages/dev", $$"""{"patchOperations":[{"op":"replace","path":"/*/*/throttling/rateLimit","value":"{{rate}}"},{"op":"replace","path":"/*/*/throttling/burstLimit","value":"{{burst}}"}]}""");
        var request = ApiGatewayRequests.Get(target.Port, $"/_aws/execute-api/{api}/dev/mock");
        var admitted = 0;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            using var connection = await Connection.OpenAsync(target.Port);
            while (watch.Elapsed < TimeSpan.FromSeconds(10))
            {
                if (await connection.SendAsync(request) == 200) Interlocked.Increment(ref admitted);
            }
        })));
        var expected = burst + (rate * watch.Elapsed.TotalSeconds);
        report.Section($"A throttle of {rate} a second with a burst of {burst}, for ten seconds", "admitted", "expected", "off by");
        report.Row($"{admitted}", $"{expected:F0}", $"{Math.Abs(admitted - expected) / expected:P2}");
    }

    private static async Task SocketsAsync(Report report, int count)
    {
        using var target = await Target.UndercastAsync("memory");
        var api = await new ApiGatewayRequests(target).SocketApiAsync();
        var before = target.Memory;
        var sockets = new ClientWebSocket[count];
        var watch = Stopwatch.StartNew();
        await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (i, ct) =>
        {
            sockets[i] = new ClientWebSocket();
            await sockets[i].ConnectAsync(new Uri(string.Create(CultureInfo.InvariantCulture, $"ws://127.0.0.1:{target.Port}/_aws/execute-api/{api}/dev")), ct);
        });
        var opened = watch.Elapsed;
        var (idle, buffer) = (target.Memory, new byte[64]);
        foreach (var socket in sockets)
        {
            await socket.SendAsync(Encoding.UTF8.GetBytes("{}"), WebSocketMessageType.Text, true, default);
            var received = await socket.ReceiveAsync(buffer.AsMemory(), default);
            if (Encoding.UTF8.GetString(buffer, 0, received.Count) != "pong") throw new InvalidOperationException("A socket answers something else.");
        }
        report.Section($"{count} open WebSockets", "before MB", "open and idle MB", "peak MB", "KB each", "opened in s");
        report.Row($"{before:F0}", $"{idle:F0}", $"{target.PeakMemory:F0}", $"{(idle - before) * 1024 / count:F1}", $"{opened.TotalSeconds:F1}");
        foreach (var socket in sockets) socket.Dispose();
    }

    private static async Task PeerAsync(Report report, TimeSpan time)
    {
        report.Section("npm's serverless-offline on the same handler", "what", "req/s", "p50 µs", "p99 µs", "CPU µs");
        if (Target.ServerlessOffline is null)
        {
            report.Note("serverless-offline cannot be installed here.");
            return;
        }
        using var peer = await Target.ServerlessOfflineAsync(ApiGatewayRequests.Handler);
        ReadOnlyMemory<byte>? next = ApiGatewayRequests.Get(peer.Port, "/x");
        await Load.RunAsync(peer, Connections, TimeSpan.FromSeconds(2), () => next);
        var measured = await Load.RunAsync(peer, Connections, time, () => next);
        report.Row("serverless-offline, HTTP API", $"{measured.PerSecond:F0}", $"{measured.P50:F0}", $"{measured.P99:F0}", $"{measured.CpuMicroseconds:F0}");
    }
}
