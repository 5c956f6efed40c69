using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Undercast.Cloud;
using Undercast.Edge;
using Undercast.Edge.Bench;
using Undercast.Protocol;

// dotnet run -c Release --project bench/Undercast.Edge.Bench -- verify | edge | start | all
var what = args.Length == 0 ? "all" : args[0];
if (what is "start" or "all") await StartAsync();
if (what is "verify" or "all") await VerifyAsync();
if (what is "edge" or "all") await EdgeAsync();

// How long from nothing to the first answer, in a process that is already running the runtime.
static async Task StartAsync()
{
    var clock = Stopwatch.StartNew();
    await using var services = Services(0);
    var edge = services.GetRequiredService<EdgeServer>();
    await edge.StartAsync(services);
    var listening = clock.Elapsed;
    using var client = new HttpClient();
    using var answer = await client.GetAsync(new Uri($"http://127.0.0.1:{edge.Port}/nothing"));
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"start: listening after {listening.TotalMilliseconds:0} ms, first answer after {clock.Elapsed.TotalMilliseconds:0} ms"));
}

// One signature of a typical small JSON call: five signed headers, the hash of the body in the head.
static async Task VerifyAsync()
{
    var api = new EchoModule();
    var identification = new CallerIdentification(new CloudOptions(), Services(0).GetServices<ICredentialSource>(), TimeProvider.System);
    foreach (var named in new[] { true, false })
    {
        var request = Request("localhost:4566", 256, named, out var body);
        async Task Once()
        {
            var identity = await identification.IdentifyAsync(request, api.Descriptor, api.Echo, CancellationToken.None);
            identity.VerifyBody(body);
        }
        for (var i = 0; i < 50_000; i++) await Once();
        const int rounds = 200_000;
        var before = GC.GetAllocatedBytesForCurrentThread();
        var clock = Stopwatch.StartNew();
        var busy = Environment.CpuUsage.TotalTime;
        for (var i = 0; i < rounds; i++) await Once();
        busy = Environment.CpuUsage.TotalTime - busy;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"verify (hash {(named ? "in the head" : "of the body")}): {busy.TotalMicroseconds / rounds:0.00} us of CPU, {clock.Elapsed.TotalMicroseconds / rounds:0.00} us, {(GC.GetAllocatedBytesForCurrentThread() - before) / rounds} B each, head and 256 B body"));
    }
}

// Requests per second over loopback with keep-alive connections, client and server on the same cores.
static async Task EdgeAsync()
{
    await using var services = Services(0);
    var edge = services.GetRequiredService<EdgeServer>();
    await edge.StartAsync(services);
    var builder = WebApplication.CreateEmptyBuilder(new());
    builder.WebHost.UseKestrelCore().ConfigureKestrel(o => o.Listen(IPAddress.Loopback, 0));
    await using var bare = builder.Build();
    bare.Run(async context =>
    {
        var bytes = new byte[256];
        await context.Request.Body.ReadExactlyAsync(bytes);
        context.Response.ContentLength = 256;
        await context.Response.Body.WriteAsync(bytes);
    });
    await bare.StartAsync();
    var barePort = new Uri(bare.Urls.First()).Port;
    foreach (var round in new[] { 1, 2 })
    {
        foreach (var connections in new[] { 1, 16 })
        {
            await ReportAsync("bare Kestrel", barePort, connections);
            await ReportAsync("edge", edge.Port, connections);
        }
    }

    static async Task ReportAsync(string name, int port, int connections)
    {
        var busy = Environment.CpuUsage.TotalTime;
        var (rate, count) = await DriveAsync(port, connections);
        busy = Environment.CpuUsage.TotalTime - busy;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name}, {connections} connections: {rate:0} requests/s, {busy.TotalMicroseconds / count:0.0} us of CPU each (client included)"));
    }
}

static async Task<(double Rate, long Count)> DriveAsync(int port, int connections)
{
    var request = Request($"127.0.0.1:{port}", 256, named: true, out var body);
    var head = new StringBuilder("POST / HTTP/1.1\r\n");
    foreach (var (name, value) in request.Headers) head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
    byte[] bytes = [.. Encoding.ASCII.GetBytes(head.Append(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n\r\n").ToString()), .. body];
    long done = 0;
    var until = Stopwatch.StartNew();
    var length = TimeSpan.FromSeconds(3);
    await Task.WhenAll(Enumerable.Range(0, connections).Select(async _ =>
    {
        using var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(IPAddress.Loopback, port);
        var stream = client.GetStream();
        var buffer = new byte[4096];
        var expected = 0;
        while (until.Elapsed < length)
        {
            await stream.WriteAsync(bytes);
            var read = await stream.ReadAsync(buffer);
            // The first answer tells how long every answer is.
            if (expected == 0)
            {
                while (!Encoding.ASCII.GetString(buffer, 0, read).Contains("\r\n\r\n", StringComparison.Ordinal)) read += await stream.ReadAsync(buffer.AsMemory(read));
                var text = Encoding.ASCII.GetString(buffer, 0, read);
                if (!text.StartsWith("HTTP/1.1 200", StringComparison.Ordinal)) throw new InvalidOperationException(text);
                expected = text.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4 + 256;
            }
            while (read < expected) read += await stream.ReadAsync(buffer.AsMemory(read));
            Interlocked.Increment(ref done);
        }
    }));
    return (done / until.Elapsed.TotalSeconds, done);
}

static WireRequest Request(string host, int size, bool named, out byte[] body)
{
    body = new byte[size];
    Array.Fill(body, (byte)' ');
    "{\"Text\":\""u8.CopyTo(body);
    body.AsSpan(9, size - 11).Fill((byte)'x');
    "\"}"u8.CopyTo(body.AsSpan(size - 2));
    var headers = new HeaderDictionary
    {
        ["Host"] = host,
        ["Content-Type"] = "application/x-amz-json-1.0",
        ["X-Amz-Target"] = "Echo.Echo",
        ["amz-sdk-invocation-id"] = "0d1c7ad3-1ee8-4a7d-a7c9-1d7d7ee9b0a1",
        ["amz-sdk-request"] = "attempt=1; max=3",
    };
    var hash = SigV4Signer.HashOf(body);
    if (named) headers["x-amz-content-sha256"] = hash;
    var request = new WireRequest { Method = "POST", Path = "/", Headers = headers };
    new SigV4Signer("test", "test", "us-east-1", "echo").Sign(request, DateTimeOffset.UtcNow, hash);
    return request;
}

static ServiceProvider Services(int port)
{
    var services = new ServiceCollection();
    services.AddCloud(new CloudOptions(), [new EchoModule()]);
    services.AddEdge(new EdgeOptions { Host = "127.0.0.1", Port = port });
    return services.BuildServiceProvider();
}
