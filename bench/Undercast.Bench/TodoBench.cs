using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Undercast.Bench;

/// <summary>The to-do sample as people use it: from the command to the first answer, its read path, and an hour of load that ends with a killed server.</summary>
internal static class TodoBench
{
    private const int Todos = 20;

    public static async Task<int> RunAsync(string[] args)
    {
        string Option(string name, string otherwise) => Array.IndexOf(args, "--" + name) is var at and >= 0 ? args[at + 1] : otherwise;
        double Number(string name, string otherwise) => double.Parse(Option(name, otherwise), CultureInfo.InvariantCulture);
        var only = Option("only", "start,read").Split(',');
        var report = new Report("The to-do sample");
        if (only.Contains("start")) await StartAsync(report, (int)Number("rounds", "5"));
        if (only.Contains("read")) await ReadAsync(report, Option("modes", "memory,relaxed,full").Split(','), TimeSpan.FromSeconds(Number("seconds", "5")), TimeSpan.FromSeconds(Number("warm", "120")));
        if (only.Contains("hour")) await HourAsync(report, Option("mode", "full"), TimeSpan.FromMinutes(Number("minutes", "60")), Number("rate", "40"));
        report.Write(Option("out", "todo.md"));
        return 0;
    }

    private static async Task StartAsync(Report report, int rounds)
    {
        report.Section("`./undercast up` on a built tree, an empty data directory each time, in ms", "round", "deployed", "first list answered");
        for (var round = 1; round <= rounds; round++)
        {
            var data = Path.Combine(Path.GetTempPath(), "undercast-bench-" + Guid.NewGuid().ToString("N"));
            var port = Target.FreePort();
            var watch = Stopwatch.StartNew();
            using var process = Process.Start(new ProcessStartInfo("sh", [Path.Combine(Target.Root, "undercast"), "up", "--port", $"{port}", "--data", data]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            try
            {
                process.BeginErrorReadLine();
                // The outputs are printed when the stack stands.
                while (await process.StandardOutput.ReadLineAsync() is { } line && !line.Contains("/v1", StringComparison.Ordinal)) { }
                var deployed = watch.ElapsedMilliseconds;
                var rest = process.StandardOutput.ReadToEndAsync();
                using var application = await Application.FindAsync(port);
                await application.SignInAsync("ann");
                await application.ListAsync("1");
                report.Row($"{round}", $"{deployed}", $"{watch.ElapsedMilliseconds}");
                process.Kill(entireProcessTree: true);
                await rest;
            }
            finally
            {
                if (!process.HasExited) process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync();
                if (Directory.Exists(data)) Directory.Delete(data, recursive: true);
            }
        }
        report.Note("The first list stands behind a sign-up, a sign-in and the cold start of its function.");
    }

    private static async Task ReadAsync(Report report, string[] modes, TimeSpan time, TimeSpan warm)
    {
        report.Section($"GET /todos: API Gateway, authorizer, Lambda (Node.js), DynamoDB; {Todos} to-dos in the list", "mode", "what", "connections", "req/s", "p50 µs", "p99 µs", "CPU µs of the server");
        foreach (var mode in modes)
        {
            using var target = await Target.UndercastAsync(mode);
            using var application = await Application.DeployAsync(target.Port);
            await application.SignInAsync("ann");
            for (var i = 0; i < Todos; i++) await application.CreateAsync($"To-do {i}");
            var version = 0;
            ReadOnlyMemory<byte>? Fresh() => application.ListRequest(Interlocked.Increment(ref version).ToString(CultureInfo.InvariantCulture));
            ReadOnlyMemory<byte>? cached = application.ListRequest("cached");
            // Each of sixteen function processes, and the server, takes so long to compile the whole path at its highest tier at these rates.
            await Load.RunAsync(target, 16, warm, Fresh);
            foreach (var connections in (int[])[1, 4, 16]) Row("to the table", connections, await Load.RunAsync(target, connections, time, Fresh));
            await Load.WarmAsync(target, () => cached, throttled: true);
            foreach (var connections in (int[])[1, 16, 64]) Row("cached", connections, await Load.RunAsync(target, connections, time, () => cached, throttled: true));

            void Row(string what, int connections, Measured m) => report.Row(mode, what, $"{connections}", $"{m.PerSecond:F0}", $"{m.P50:F0}", $"{m.P99:F0}", $"{m.CpuMicroseconds:F0}");
        }
        report.Note("The stage keeps to the account's limit of 10,000 requests a second with a burst of 5,000, as on AWS; what it refuses is not counted.");
    }

    private static async Task HourAsync(Report report, string mode, TimeSpan time, double rate)
    {
        const int people = 8;
        using var target = await Target.UndercastAsync(mode);
        using var application = await Application.DeployAsync(target.Port);
        report.Section($"Steady load for {time.TotalMinutes:F0} minutes ({mode}): {people} people, {rate:F0} requests a second, 8 lists on 1 creation on 1 change", "minute", "requests", "errors", "p50 ms", "p99 ms", "server MB", "with its functions MB");
        var watch = Stopwatch.StartNew();
        var (requests, errors, latencies) = (0, 0, new List<double>());
        var acknowledged = new List<string>[people];
        var apps = new Application[people];
        string? first = null;
        var working = Task.WhenAll(Enumerable.Range(0, people).Select(async person =>
        {
            var own = acknowledged[person] = [];
            var mine = apps[person] = application.Another();
            await mine.SignInAsync($"person{person}");
            var (signedIn, next, count) = (watch.Elapsed, watch.Elapsed, 0);
            while (watch.Elapsed < time)
            {
                // Tokens hold for an hour.
                if (watch.Elapsed - signedIn > TimeSpan.FromMinutes(30))
                {
                    await mine.SignInAgainAsync();
                    signedIn = watch.Elapsed;
                }
                var start = Stopwatch.GetTimestamp();
                try
                {
                    switch (count++ % 10)
                    {
                        case 0:
                            own.Add(await mine.CreateAsync($"To-do {count}"));
                            break;
                        case 5:
                            await mine.ChangeAsync(own[^1], $"To-do {count}, changed");
                            break;
                        default:
                            await mine.ListAsync(count.ToString(CultureInfo.InvariantCulture));
                            break;
                    }
                }
                catch (HttpRequestException e)
                {
                    Interlocked.Increment(ref errors);
                    Interlocked.CompareExchange(ref first, e.Message, null);
                }
                Interlocked.Increment(ref requests);
                lock (latencies) latencies.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                next += TimeSpan.FromSeconds(people / rate);
                if (next > watch.Elapsed) await Task.Delay(next - watch.Elapsed);
            }
        }));
        for (var minute = 1; !working.IsCompleted; minute++)
        {
            await Task.WhenAny(working, Task.Delay(TimeSpan.FromMinutes(minute) - watch.Elapsed is var wait && wait > TimeSpan.Zero ? wait : TimeSpan.Zero));
            if (minute > 2 && minute % 5 != 0 && !working.IsCompleted) continue;
            double[] sorted;
            lock (latencies)
            {
                sorted = [.. latencies.Order()];
                latencies.Clear();
            }
            double At(double share) => sorted.Length == 0 ? 0 : sorted[(int)(sorted.Length * share)];
            report.Row($"{watch.Elapsed.TotalMinutes:F0}", $"{requests}", $"{errors}", $"{At(0.5):F1}", $"{At(0.99):F1}", $"{target.Memory:F0}", $"{target.TreeMemory:F0}");
        }
        await working;
        if (first is not null) report.Note($"The first error: {first}");
        await target.RestartAsync();
        var lost = 0;
        for (var person = 0; person < people; person++)
        {
            await apps[person].SignInAgainAsync();
            lost += acknowledged[person].Except(await apps[person].AllAsync()).Count();
            apps[person].Dispose();
        }
        report.Note($"Then `kill -9` and start again: {acknowledged.Sum(a => a.Count)} to-dos had been acknowledged, {lost} are missing.");
    }
}

/// <summary>A deployed to-do application, used by one person.</summary>
internal sealed class Application(int port, Dictionary<string, string> outputs) : IDisposable
{
    private const string Password = "correct-horse-1";
    private readonly HttpClient _http = new() { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
    private string _token = "", _email = "";

    private string Path => $"/_aws/execute-api/{new Uri(outputs["ApiUrl"]).Host.Split('.')[0]}/v1/todos";

    /// <summary>Deploys the sample by the command line.</summary>
    public static async Task<Application> DeployAsync(int port)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [System.IO.Path.Combine(Target.Root, "artifacts/undercast/undercast.dll"), "deploy", System.IO.Path.Combine(Target.Root, "samples/todo"), "--port", $"{port}"]) { RedirectStandardOutput = true })!;
        var text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? await FindAsync(port) : throw new InvalidOperationException(text);
    }

    /// <summary>Finds the application of a running cloud.</summary>
    public static async Task<Application> FindAsync(int port)
    {
        using var connection = await Connection.OpenAsync(port);
        var status = await connection.SendAsync(SqsRequests.Query(port, "cloudformation", "Action=DescribeStacks&StackName=todo&Version=2010-05-15"));
        if (status != 200) throw new InvalidOperationException(connection.BodyText());
        XNamespace ns = "http://cloudformation.amazonaws.com/doc/2010-05-15/";
        return new Application(port, XDocument.Parse(connection.BodyText()).Descendants(ns + "OutputKey").ToDictionary(k => k.Value, k => k.Parent!.Element(ns + "OutputValue")!.Value));
    }

    /// <summary>The same application for another person.</summary>
    public Application Another() => new(port, outputs);

    public async Task SignInAsync(string name)
    {
        _email = $"{name}@example.com";
        await UsersAsync("SignUp", new() { ["ClientId"] = outputs["UserPoolClientId"], ["Username"] = _email, ["Password"] = Password, ["UserAttributes"] = new JsonArray(new JsonObject { ["Name"] = "email", ["Value"] = _email }) });
        await UsersAsync("AdminConfirmSignUp", new() { ["UserPoolId"] = outputs["UserPoolId"], ["Username"] = _email }, signed: true);
        await SignInAgainAsync();
    }

    public async Task SignInAgainAsync()
    {
        var answer = await UsersAsync("InitiateAuth", new() { ["ClientId"] = outputs["UserPoolClientId"], ["AuthFlow"] = "USER_PASSWORD_AUTH", ["AuthParameters"] = new JsonObject { ["USERNAME"] = _email, ["PASSWORD"] = Password } });
        _token = (string)answer["AuthenticationResult"]!["IdToken"]!;
    }

    public ReadOnlyMemory<byte> ListRequest(string version) => Encoding.ASCII.GetBytes($"GET {Path}?version={version} HTTP/1.1\r\nHost: localhost:{port}\r\nAuthorization: {_token}\r\n\r\n");

    public async Task<string> CreateAsync(string title) => (string)(await SendAsync(HttpMethod.Post, Path, new() { ["title"] = title }))["id"]!;

    public Task ChangeAsync(string id, string title) => SendAsync(HttpMethod.Patch, $"{Path}/{id}", new() { ["title"] = title, ["done"] = false });

    public Task<JsonNode> ListAsync(string version, string? after = null) => SendAsync(HttpMethod.Get, $"{Path}?version={version}" + (after is null ? "" : $"&after={Uri.EscapeDataString(after)}"), null);

    /// <summary>The ids of all to-dos, page by page.</summary>
    public async Task<List<string>> AllAsync()
    {
        var (ids, after) = (new List<string>(), (string?)null);
        do
        {
            var page = await ListAsync("all", after);
            ids.AddRange(page["todos"]!.AsArray().Select(t => (string)t!["id"]!));
            after = (string?)page["next"];
        }
        while (after is not null);
        return ids;
    }

    private async Task<JsonNode> SendAsync(HttpMethod method, string path, JsonObject? body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("Authorization", _token);
        using var answer = await _http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? JsonNode.Parse(text)! : throw new HttpRequestException($"{method} {path}: {(int)answer.StatusCode}: {text}");
    }

    private async Task<JsonNode> UsersAsync(string operation, JsonObject body, bool signed = false)
    {
        if (signed)
        {
            using var connection = await Connection.OpenAsync(port);
            var status = await connection.SendAsync(CognitoBench.Request(port, operation, body, signed: true));
            return status == 200 ? JsonNode.Parse(connection.Body)! : throw new InvalidOperationException(connection.BodyText());
        }
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new StringContent(body.ToJsonString()) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-amz-json-1.1");
        request.Headers.Add("X-Amz-Target", $"AWSCognitoIdentityProviderService.{operation}");
        using var answer = await _http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? JsonNode.Parse(text)! : throw new InvalidOperationException($"{operation}: {text}");
    }

    public void Dispose() => _http.Dispose();
}
