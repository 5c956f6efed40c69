using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Undercast.Cloud;
using Undercast.Protocol;

// Warm and cold invokes of an echo function, beside the same handler behind a bare HTTP server in the same language and beside starting the interpreter by hand.
// usage: dotnet run -c Release --project bench/Undercast.Lambda.Bench [path of undercast.dll]
var dll = args.Length > 0 ? args[0] : "artifacts/undercast/undercast.dll";
if (args.Contains("logs"))
{
    await LogsBench.RunAsync(dll);
    return;
}
if (args.Contains("events"))
{
    await EventsBench.RunAsync(dll);
    return;
}
if (args.Contains("compiled"))
{
    await CompiledBench.RunAsync(dll);
    return;
}
const int Crowd = 50;
var port = FreePort();
using var server = Start("dotnet", dll, "start", "--data", ":memory:", "--port", $"{port}");
try
{
    await EventuallyAsync(port);
    await MakeRoleAsync(port);
    Console.WriteLine("| language | what | p50 ms | p99 ms | requests/s at 16 connections | CPU µs for each request, client left out |");
    Console.WriteLine("| --- | --- | --- | --- | --- | --- |");
    foreach (var language in Language.All)
    {
        var barePort = FreePort();
        using var bare = Start(language.Program, language.Flag, language.BareServer, $"{barePort}");
        await EventuallyAsync(barePort);
        var name = $"bench-{language.File.Split('.')[^1]}";
        await MakeAsync(port, language, name);
        var path = $"/2015-03-31/functions/{name}/invocations";
        foreach (var (what, at, target, process) in (ReadOnlySpan<(string, int, string, Process)>)[("bare server", barePort, "/", bare), ("Invoke", port, path, server)])
            Report(language.Name, what, MeasureAsync(at, target, process).GetAwaiter().GetResult());
        bare.Kill();
        var byHand = new List<double>();
        var cold = new List<double>();
        for (var i = 0; i < 10; i++)
        {
            var started = Stopwatch.GetTimestamp();
            using (var process = Start(language.Program, language.Flag, language.Once)) await process.WaitForExitAsync();
            byHand.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            using var client = NewClient(1);
            await client.SendAsync(Signed(port, HttpMethod.Put, $"/2015-03-31/functions/{name}/configuration", $"{{\"Description\":\"{i}\"}}".Utf8()));
            // A spare that the last start has left behind needs a moment of its own.
            await Task.Delay(500);
            started = Stopwatch.GetTimestamp();
            (await client.SendAsync(Signed(port, HttpMethod.Post, path, "{}".Utf8()))).EnsureSuccessStatusCode();
            cold.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {language.Name} | interpreter by hand | {Median(byHand):F1} | | | |"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {language.Name} | cold Invoke, in a spare | {Median(cold):F1} | | | |"));
        // Variables that an interpreter reads when it starts rule spares out.
        var plain = new List<double>();
        for (var i = 0; i < 10; i++)
        {
            using var client = NewClient(1);
            await client.SendAsync(Signed(port, HttpMethod.Put, $"/2015-03-31/functions/{name}/configuration", $"{{\"Environment\":{{\"Variables\":{{\"LC_BENCH\":\"{i}\"}}}}}}".Utf8()));
            var started = Stopwatch.GetTimestamp();
            (await client.SendAsync(Signed(port, HttpMethod.Post, path, "{}".Utf8()))).EnsureSuccessStatusCode();
            plain.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {language.Name} | cold Invoke, without a spare | {Median(plain):F1} | | | |"));
        await CrowdAsync(port, language);
    }
}
finally
{
    server.Kill();
}

// Functions that are all called for the first time at once, beside as many interpreters started by hand two at a time.
static async Task CrowdAsync(int port, Language language)
{
    var names = Enumerable.Range(0, Crowd).Select(i => $"crowd-{language.File.Split('.')[^1]}-{i}").ToArray();
    foreach (var name in names) await MakeAsync(port, language, name);
    using var client = NewClient(Crowd);
    var started = Stopwatch.GetTimestamp();
    await Task.WhenAll(names.Select(async n => (await client.SendAsync(Signed(port, HttpMethod.Post, $"/2015-03-31/functions/{n}/invocations", "{}".Utf8()))).EnsureSuccessStatusCode()));
    var ours = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    started = Stopwatch.GetTimestamp();
    await Parallel.ForEachAsync(names, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (_, ct) =>
    {
        using var process = Start(language.Program, language.Flag, language.Once);
        await process.WaitForExitAsync(ct);
    });
    var byHand = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {language.Name} | {Crowd} functions cold at once, until the last answers; by hand on two cores {byHand:F0} | {ours:F0} | | | |"));
}

static async Task MakeRoleAsync(int port)
{
    const string trust = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"lambda.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}";
    const string logs = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"logs:*\",\"Resource\":\"*\"}]}";
    using var client = NewClient(1);
    foreach (var form in (string[])[$"Action=CreateRole&Version=2010-05-08&RoleName=bench&AssumeRolePolicyDocument={Uri.EscapeDataString(trust)}", $"Action=PutRolePolicy&Version=2010-05-08&RoleName=bench&PolicyName=logs&PolicyDocument={Uri.EscapeDataString(logs)}"])
    {
        var request = Signed(port, HttpMethod.Post, "/", form.Utf8(), "iam");
        request.Content!.Headers.ContentType = new("application/x-www-form-urlencoded");
        (await client.SendAsync(request)).EnsureSuccessStatusCode();
    }
}

static void Report(string language, string what, (double P50, double P99, double Rate, double Cpu) m) =>
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {language} | {what} | {m.P50:F2} | {m.P99:F2} | {m.Rate:F0} | {m.Cpu:F0} |"));

// The processor time of a process and all below it, in microseconds; Linux only.
static double CpuOf(Process root)
{
    if (!OperatingSystem.IsLinux()) return 0;
    var parents = new Dictionary<int, (int Parent, double Ticks)>();
    foreach (var folder in Directory.EnumerateDirectories("/proc").Where(d => char.IsAsciiDigit(Path.GetFileName(d)[0])))
    {
        try
        {
            var fields = File.ReadAllText($"{folder}/stat").Split(") ")[^1].Split(' ');
            parents[int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture)] = (int.Parse(fields[1], CultureInfo.InvariantCulture), double.Parse(fields[11], CultureInfo.InvariantCulture) + double.Parse(fields[12], CultureInfo.InvariantCulture));
        }
        catch (IOException)
        {
            // Ended meanwhile.
        }
    }
    bool Below(int pid) => pid == root.Id || (parents.TryGetValue(pid, out var p) && p.Parent > 0 && Below(p.Parent));
    return parents.Where(p => Below(p.Key)).Sum(p => p.Value.Ticks) * 10_000;
}

static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

static async Task<(double P50, double P99, double Rate, double Cpu)> MeasureAsync(int port, string path, Process process)
{
    using var client = NewClient(16);
    async Task<List<double>> LoopAsync(int count)
    {
        var times = new List<double>(count);
        for (var i = 0; i < count; i++)
        {
            var started = Stopwatch.GetTimestamp();
            using var response = await client.SendAsync(Signed(port, HttpMethod.Post, path, "{\"a\":1}".Utf8()));
            response.EnsureSuccessStatusCode();
            await response.Content.ReadAsByteArrayAsync();
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
        return times;
    }
    await LoopAsync(2000);
    var alone = await LoopAsync(3000);
    await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => LoopAsync(100)));
    var (began, cpu) = (Stopwatch.GetTimestamp(), CpuOf(process));
    await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => LoopAsync(1000)));
    var rate = 16_000 / Stopwatch.GetElapsedTime(began).TotalSeconds;
    cpu = (CpuOf(process) - cpu) / 16_000;
    alone.Sort();
    return (alone[alone.Count / 2], alone[alone.Count * 99 / 100], rate, cpu);
}

static HttpClient NewClient(int connections) => new(new SocketsHttpHandler { MaxConnectionsPerServer = connections });

static HttpRequestMessage Signed(int port, HttpMethod method, string path, byte[] body, string service = "lambda")
{
    var head = new WireRequest { Method = method.Method, Path = path, Headers = new HeaderDictionary { ["Host"] = $"127.0.0.1:{port}" } };
    new SigV4Signer("test", "test", "us-east-1", service).Sign(head, TimeProvider.System.GetUtcNow(), SigV4Signer.HashOf(body));
    var request = new HttpRequestMessage(method, $"http://127.0.0.1:{port}{path}") { Content = new ByteArrayContent(body) };
    foreach (var (name, value) in head.Headers) if (name != "Host") request.Headers.TryAddWithoutValidation(name, value.ToString());
    return request;
}

static async Task MakeAsync(int port, Language language, string name)
{
    var zip = new MemoryStream();
    using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
    {
        using var writer = new StreamWriter(archive.CreateEntry(language.File).Open());
        writer.Write(language.Handler);
    }
    var input = JsonSerializer.SerializeToUtf8Bytes(new { FunctionName = name, language.Runtime, Handler = "index.handler", Role = "arn:aws:iam::000000000000:role/bench", Code = new { ZipFile = zip.ToArray() } });
    using var client = NewClient(1);
    (await client.SendAsync(Signed(port, HttpMethod.Post, "/2015-03-31/functions", input))).EnsureSuccessStatusCode();
}

static Process Start(string program, params string[] arguments)
{
    var start = new ProcessStartInfo(program) { RedirectStandardOutput = true };
    foreach (var argument in arguments) start.ArgumentList.Add(argument);
    var process = Process.Start(start)!;
    process.OutputDataReceived += static (_, _) => { };
    process.BeginOutputReadLine();
    return process;
}

static int FreePort()
{
    using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
    return ((IPEndPoint)listener.LocalEndPoint!).Port;
}

static async Task EventuallyAsync(int port)
{
    for (var i = 0; i < 400; i++)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port);
            return;
        }
        catch (SocketException)
        {
            await Task.Delay(25);
        }
    }
    throw new TimeoutException($"Nothing listens at {port}.");
}

internal sealed record Language(string Name, string Program, string Flag, string Runtime, string File, string Handler, string BareServer, string Once)
{
    public static readonly Language[] All =
    [
        new("Node.js", "node", "-e", "nodejs22.x", "index.js", "exports.handler = async (event) => event;",
            "const h = async (event) => event; require('http').createServer((q, s) => { const c = []; q.on('data', (d) => c.push(d)); q.on('end', async () => { const b = JSON.stringify(await h(JSON.parse(Buffer.concat(c).toString() || '{}'))); s.setHeader('Content-Type', 'application/json'); s.end(b); }); }).listen(Number(process.argv[1]), '127.0.0.1');",
            "(async (event) => event)({}).then((r) => console.log(JSON.stringify(r)));"),
        new("Python", "python3", "-c", "python3.12", "index.py", "def handler(event, context):\n    return event\n",
            "import json, sys\nfrom http.server import BaseHTTPRequestHandler, ThreadingHTTPServer\nclass H(BaseHTTPRequestHandler):\n    protocol_version = 'HTTP/1.1'\n    wbufsize = -1\n    disable_nagle_algorithm = True\n    def do_POST(self):\n        b = json.dumps(json.loads(self.rfile.read(int(self.headers['Content-Length'])))).encode()\n        self.send_response(200)\n        self.send_header('Content-Length', str(len(b)))\n        self.end_headers()\n        self.wfile.write(b)\n    def log_message(self, *a):\n        pass\nThreadingHTTPServer(('127.0.0.1', int(sys.argv[1])), H).serve_forever()",
            "import json\nprint(json.dumps({}))"),
    ];
}

internal static class Bytes
{
    public static byte[] Utf8(this string text) => System.Text.Encoding.UTF8.GetBytes(text);
}
