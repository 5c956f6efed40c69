using System.Diagnostics;
using System.Globalization;
using System.Text;

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
        using var cloud = await Cloud.StartAsync(dll, data);
        var server = cloud.Server;
        await CallAsync(cloud, "CreateLogGroup", "{\"logGroupName\":\"g\"}");
        for (var s = 0; s < Streams; s++) await CallAsync(cloud, "CreateLogStream", $"{{\"logGroupName\":\"g\",\"logStreamName\":\"s{s}\"}}");
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
                await CallAsync(cloud, "PutLogEvents", body.Append("]}").ToString());
            }
        }));
        Report(name, $"PutLogEvents, {Batch} in each call, {Streams} streams at once", $"{Events / Stopwatch.GetElapsedTime(began).TotalSeconds:F0} events/s", server, cpu);
        foreach (var (what, pattern) in (ReadOnlySpan<(string, string)>)[("a term", "FAILED"), ("two terms and one excluded", "orders FAILED -nothing"), ("a term that is nowhere", "absent")])
        {
            (began, cpu) = (Stopwatch.GetTimestamp(), server.TotalProcessorTime);
            var answer = CallAsync(cloud, "FilterLogEvents", $"{{\"logGroupName\":\"g\",\"filterPattern\":\"{pattern}\"}}").GetAwaiter().GetResult();
            Report(name, $"FilterLogEvents over {Events:N0} events: {what}, {answer.Split("\"eventId\"").Length - 1} found", $"{Stopwatch.GetElapsedTime(began).TotalMilliseconds:F0} ms", server, cpu);
        }
    }

    private static void Report(string store, string what, string figure, Process server, TimeSpan cpu)
    {
        server.Refresh();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {store} | {what} | {figure} | {(server.TotalProcessorTime - cpu).TotalMilliseconds:F0} ms |"));
    }

    private static Task<string> CallAsync(Cloud cloud, string operation, string json) => cloud.CallAsync("logs", $"Logs_20140328.{operation}", json);
}
