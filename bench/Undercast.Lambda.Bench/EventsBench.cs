using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

/// <summary>How soon a function has what was written to a queue or a table, and how long it takes for ten thousand messages.</summary>
internal static class EventsBench
{
    private const int Alone = 200;
    private const int Many = 10_000;

    // The function says what it got over a connection of its own; the clock that counts is the benchmark's.
    private const string Tell = """
        const socket = require('net').connect(PORT, '127.0.0.1');
        const tell = (ids) => new Promise((done) => socket.write(ids.map((i) => i + '\n').join(''), done));
        """;

    public static async Task RunAsync(string dll)
    {
        Console.WriteLine("| store | what | p50 ms | p99 ms | |");
        Console.WriteLine("| --- | --- | --- | --- | --- |");
        foreach (var (name, data) in (ReadOnlySpan<(string, string)>)[("memory", ":memory:"), ("SQLite, relaxed", Path.Combine(Path.GetTempPath(), $"undercast-events-bench-{Environment.ProcessId}"))])
            StoreAsync(dll, name, data).GetAwaiter().GetResult();
        await Task.CompletedTask;
    }

    private static async Task StoreAsync(string dll, string store, string data)
    {
        using var cloud = await Cloud.StartAsync(dll, data);
        using var ears = new Ears();
        await cloud.MakeRoleAsync();
        var tell = Tell.Replace("PORT", ears.Port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

        await cloud.MakeFunctionAsync("queue", "nodejs22.x", "index.handler", "index.js", (tell + "exports.handler = async (e) => { await tell(e.Records.map((r) => r.body)); };").Utf8());
        var queue = (string)JsonNode.Parse(await cloud.CallAsync("sqs", "AmazonSQS.CreateQueue", "{\"QueueName\":\"q\"}"))!["QueueUrl"]!;
        await cloud.RestAsync("POST", "/2015-03-31/event-source-mappings", "{\"FunctionName\":\"queue\",\"EventSourceArn\":\"arn:aws:sqs:us-east-1:000000000000:q\",\"BatchSize\":10}");
        await LatencyAsync(store, "SQS to Lambda, from SendMessage until the function has it", ears, id => cloud.CallAsync("sqs", "AmazonSQS.SendMessage", $"{{\"QueueUrl\":\"{queue}\",\"MessageBody\":\"{id}\"}}"));

        await cloud.MakeFunctionAsync("table", "nodejs22.x", "index.handler", "index.js", (tell + "exports.handler = async (e) => { await tell(e.Records.map((r) => r.dynamodb.Keys.id.S)); };").Utf8());
        var table = JsonNode.Parse(await cloud.CallAsync("dynamodb", "DynamoDB_20120810.CreateTable", """
            {"TableName":"bench","BillingMode":"PAY_PER_REQUEST","KeySchema":[{"AttributeName":"id","KeyType":"HASH"}],"AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"}],
             "StreamSpecification":{"StreamEnabled":true,"StreamViewType":"KEYS_ONLY"}}
            """))!;
        var stream = (string)table["TableDescription"]!["LatestStreamArn"]!;
        await cloud.RestAsync("POST", "/2015-03-31/event-source-mappings", $"{{\"FunctionName\":\"table\",\"EventSourceArn\":\"{stream}\",\"BatchSize\":100,\"StartingPosition\":\"TRIM_HORIZON\"}}");
        await LatencyAsync(store, "stream of a table to Lambda, from PutItem until the function has it", ears, id => cloud.CallAsync("dynamodb", "DynamoDB_20120810.PutItem", $"{{\"TableName\":\"bench\",\"Item\":{{\"id\":{{\"S\":\"{id}\"}}}}}}"));

        await ManyAsync(store, "messages sent in tens over 16 connections", ears, batch =>
        {
            var entries = new JsonArray([.. batch.Select((id, i) => (JsonNode)new JsonObject { ["Id"] = i.ToString(CultureInfo.InvariantCulture), ["MessageBody"] = id })]);
            return cloud.CallAsync("sqs", "AmazonSQS.SendMessageBatch", new JsonObject { ["QueueUrl"] = queue, ["Entries"] = entries }.ToJsonString());
        });
        await ManyAsync(store, "items put in tens over 16 connections", ears, batch => Task.WhenAll(batch.Select(id => cloud.CallAsync("dynamodb", "DynamoDB_20120810.PutItem", $"{{\"TableName\":\"bench\",\"Item\":{{\"id\":{{\"S\":\"{id}\"}}}}}}"))));
    }

    private static async Task LatencyAsync(string store, string what, Ears ears, Func<string, Task> send)
    {
        var times = new List<double>();
        for (var i = -10; i < Alone; i++)
        {
            var id = Guid.NewGuid().ToString("N");
            var heard = ears.Expect(id);
            var began = Stopwatch.GetTimestamp();
            await send(id);
            await heard.WaitAsync(TimeSpan.FromMinutes(1));
            // The first ones start the function.
            if (i >= 0) times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }
        times.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {store} | {what}, one at a time | {times[Alone / 2]:F1} | {times[Alone * 99 / 100]:F1} | |"));
    }

    private static async Task ManyAsync(string store, string what, Ears ears, Func<string[], Task> send)
    {
        var ids = Enumerable.Range(0, Many).Select(_ => Guid.NewGuid().ToString("N")).ToArray();
        var heard = ids.Select(ears.Expect).ToArray();
        var again = ears.Again;
        var began = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(ids.Chunk(10), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (batch, _) => await send(batch));
        var sent = Stopwatch.GetElapsedTime(began);
        await Task.WhenAll(heard).WaitAsync(TimeSpan.FromMinutes(5));
        var all = Stopwatch.GetElapsedTime(began);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {store} | {Many} {what} | | | sent after {sent.TotalSeconds:F2} s, all had after {all.TotalSeconds:F2} s ({Many / all.TotalSeconds:F0} each second), {ears.Again - again} more than once |"));
    }

    /// <summary>Hears what functions say.</summary>
    private sealed class Ears : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly ConcurrentDictionary<string, TaskCompletionSource> _expected = new(StringComparer.Ordinal);
        private int _again;

        public Ears()
        {
            _listener.Start();
            _ = AcceptAsync();
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public int Again => Volatile.Read(ref _again);

        public Task Expect(string id) => (_expected[id] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

        public void Dispose() => _listener.Dispose();

        private async Task AcceptAsync()
        {
            try
            {
                while (true) _ = HearAsync(await _listener.AcceptTcpClientAsync());
            }
            catch (SocketException)
            {
                // Disposed.
            }
        }

        private async Task HearAsync(TcpClient client)
        {
            using var reader = new StreamReader(client.GetStream());
            while (await reader.ReadLineAsync() is { } id)
            {
                if (_expected.TryGetValue(id, out var waiting) && !waiting.TrySetResult()) Interlocked.Increment(ref _again);
            }
        }
    }
}
