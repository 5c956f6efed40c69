using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using Undercast.Cloud;
using Undercast.Protocol;

/// <summary>Writing and searching log events: PutLogEvents in batches, then FilterLogEvents over a million of them.</summary>
internal static class LogsBench
{
    private const int Events = 1_000_000;
    private const int Batch = 5000;
    private const int Streams = 4;

    public static async Task RunAsync(string dll)
    {
        Console.WriteLine("| store | what | figure | CPU of the server |");
        Console.WriteLine("| --- | --- | --- | --- |");
        foreach (var (name, data) in (ReadOnlySpan<(string, string)>)[("memory", ":memory:"), ("SQLite, relaxed", Path.Combine(Path.GetTempPath(), $"undercast-logs-bench-{Environment.ProcessId}"))])
            StoreAsync(dll, name, data).GetAwaiter().GetResult();
        await Task.CompletedTask;
    }

    private static async Task StoreAsync(string dll, string name, string data)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        foreach (var argument in (string[])[dll, "start", "--data", data, "--durability", "relaxed", "--port", $"{port}"]) start.ArgumentList.Add(argument);
        using var server = Process.Start(start)!;
        try
        {
            while (await server.StandardOutput.ReadLineAsync() is { } line && !line.StartsWith("ready", StringComparison.Ordinal)) { }
            server.BeginOutputReadLine();
            using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromMinutes(5) };
            await CallAsync(client, port, "CreateLogGroup", "{\"logGroupName\":\"g\"}");
            for (var s = 0; s < Streams; s++) await CallAsync(client, port, "CreateLogStream", $"{{\"logGroupName\":\"g\",\"logStreamName\":\"s{s}\"}}");
            var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() - 600_000;
            var (began, cpu) = (Stopwatch.GetTimestamp(), server.TotalProcessorTime);
            await Task.WhenAll(Enumerable.Range(0, Streams).Select(async s =>
            {
                for (var b = 0; b < Events / Streams / Batch; b++)
                {
                    var body = new StringBuilder($"{{\"logGroupName\":\"g\",\"logStreamName\":\"s{s}\",\"logEvents\":[");
                    for (var i = 0; i < Batch; i++)
                    {
                        var n = (b * Batch) + i;
                        body.Append(CultureInfo.InvariantCulture, $"{(i > 0 ? "," : "")}{{\"timestamp\":{now + (n / 100)},\"message\":\"request {s}-{n} GET /orders/{n % 977} took {n % 500} ms status {(n % 10_000 == 0 ? "FAILED" : "ok")} for user-{n % 4099}\"}}");
                    }
                    await CallAsync(client, port, "PutLogEvents", body.Append("]}").ToString());
                }
            }));
            Report(name, $"PutLogEvents, {Batch} in each call, {Streams} streams at once", $"{Events / Stopwatch.GetElapsedTime(began).TotalSeconds:F0} events/s", server, cpu);
            foreach (var (what, pattern) in (ReadOnlySpan<(string, string)>)[("a term", "FAILED"), ("two terms and one excluded", "orders FAILED -nothing"), ("a term that is nowhere", "absent")])
            {
                (began, cpu) = (Stopwatch.GetTimestamp(), server.TotalProcessorTime);
                var answer = CallAsync(client, port, "FilterLogEvents", $"{{\"logGroupName\":\"g\",\"filterPattern\":\"{pattern}\"}}").GetAwaiter().GetResult();
                Report(name, $"FilterLogEvents over {Events:N0} events: {what}, {answer.Split("\"eventId\"").Length - 1} found", $"{Stopwatch.GetElapsedTime(began).TotalMilliseconds:F0} ms", server, cpu);
            }
        }
        finally
        {
            server.Kill();
            await server.WaitForExitAsync();
            if (Directory.Exists(data)) Directory.Delete(data, recursive: true);
        }
    }

    private static void Report(string store, string what, string figure, Process server, TimeSpan cpu)
    {
        server.Refresh();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {store} | {what} | {figure} | {(server.TotalProcessorTime - cpu).TotalMilliseconds:F0} ms |"));
    }

    private static async Task<string> CallAsync(HttpClient client, int port, string operation, string json)
    {
        var body = Encoding.UTF8.GetBytes(json);
        var head = new WireRequest { Method = "POST", Path = "/", Headers = new HeaderDictionary { ["Host"] = $"127.0.0.1:{port}", ["X-Amz-Target"] = $"Logs_20140328.{operation}" } };
        new SigV4Signer("test", "test", "us-east-1", "logs").Sign(head, TimeProvider.System.GetUtcNow(), SigV4Signer.HashOf(body));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/x-amz-json-1.1");
        foreach (var (name, value) in head.Headers) if (name != "Host") request.Headers.TryAddWithoutValidation(name, value.ToString());
        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode ? text : throw new InvalidOperationException(text);
    }
}
