using System.Diagnostics;
using System.Globalization;

namespace Undercast.Bench;

/// <summary>DynamoDB beside moto's server, dynalite and a bare endpoint, all in one run.</summary>
internal static class DynamoDbBench
{
    private const int Items = 1000, Partitions = Items / 10;
    private static readonly int[] Connections = [1, 16, 64];
    private static readonly (string Name, Func<int, string, int, byte[]> Make)[] Operations =
    [
        ("GetItem", DynamoDbRequests.Get), ("PutItem", DynamoDbRequests.Put), ("UpdateItem if", DynamoDbRequests.Update),
        ("Query 10", static (port, table, n) => DynamoDbRequests.Query(port, table, n % Partitions)), ("BatchWrite 25", static (port, table, n) => DynamoDbRequests.BatchWrite(port, table, n % (Items / 25) * 25)),
    ];

    public static async Task<int> RunAsync(string[] args)
    {
        string Option(string name, string otherwise) => Array.IndexOf(args, "--" + name) is var at and >= 0 ? args[at + 1] : otherwise;
        var time = TimeSpan.FromSeconds(double.Parse(Option("seconds", "3"), CultureInfo.InvariantCulture));
        var only = Option("only", "throughput,stream,size").Split(',');
        var modes = Option("modes", "memory,relaxed,full").Split(',');
        var operations = Option("operations", string.Join(',', Operations.Select(o => o.Name))).Split(',');
        var peers = Option("peers", "yes") == "yes";
        var report = new Report("DynamoDB");
        if (only.Contains("throughput")) await ThroughputAsync(report, time, Servers(modes, peers), [.. Operations.Where(o => operations.Contains(o.Name))]);
        if (only.Contains("stream")) await StreamAsync(report, time, modes);
        if (only.Contains("size")) await SizeAsync(report, int.Parse(Option("items", "200000"), CultureInfo.InvariantCulture), Option("sizes", "memory,relaxed").Split(','));
        report.Write(Option("out", "dynamodb.md"));
        return 0;
    }

    private static IEnumerable<(string Name, Func<Task<Target>> Start)> Servers(string[] modes, bool peers)
    {
        yield return ("bare", Target.BareAsync);
        foreach (var mode in modes) yield return (mode, () => Target.UndercastAsync(mode));
        if (peers && Target.Dynalite is not null) yield return ("dynalite", Target.DynaliteAsync);
        if (peers && Target.HasMoto) yield return ("moto", Target.MotoAsync);
    }

    private static async Task ThroughputAsync(Report report, TimeSpan time, IEnumerable<(string Name, Func<Task<Target>> Start)> servers, (string Name, Func<int, string, int, byte[]> Make)[] operations)
    {
        var rows = new List<(string Server, string Operation, int Connections, Measured Measured)>();
        foreach (var (name, start) in servers)
        {
            using var target = await start();
            if (name != "bare") await FillAsync(target, "bench", Items);
            foreach (var (operation, make) in operations.Take(name == "bare" ? 1 : operations.Length))
            {
                var requests = Requests(make, target.Port, "bench", Items);
                if (name != "moto") await Load.WarmAsync(target, Cycle(requests));
                foreach (var connections in Connections) rows.Add((name, operation, connections, await Load.RunAsync(target, connections, time, Cycle(requests))));
            }
        }
        double Of(string server, string operation, int connections) => rows.FirstOrDefault(r => r.Server == server && r.Operation == operation && r.Connections == connections).Measured?.PerSecond ?? 0;
        report.Section("Requests per second, items of 1 KB", "server", "operation", "connections", "req/s", "p50 µs", "p99 µs", "CPU µs/req", "of bare", "times moto", "times dynalite");
        foreach (var (server, operation, connections, m) in rows)
        {
            string Times(string peer) => server is "bare" or "moto" or "dynalite" || Of(peer, operation, connections) == 0 ? "" : $"{m.PerSecond / Of(peer, operation, connections):F1}";
            report.Row(server, operation, $"{connections}", $"{m.PerSecond:F0}", $"{m.P50:F0}", $"{m.P99:F0}", $"{m.CpuMicroseconds:F0}",
                server == "bare" ? "" : $"{m.PerSecond / Of("bare", "GetItem", connections):P0}", Times("moto"), Times("dynalite"));
        }
    }

    // The two tables take turns, so that whatever else the machine does strikes both.
    private static async Task StreamAsync(Report report, TimeSpan time, string[] modes)
    {
        report.Section("What a stream costs (PutItem of 1 KB, 16 connections, NEW_AND_OLD_IMAGES)", "mode", "without req/s", "with req/s", "cost", "without CPU µs/req", "with CPU µs/req", "cost in CPU");
        foreach (var mode in modes)
        {
            using var target = await Target.UndercastAsync(mode);
            await FillAsync(target, "plain", Items);
            await FillAsync(target, "streamed", Items, stream: true);
            var (plain, streamed) = (Requests(DynamoDbRequests.Put, target.Port, "plain", Items), Requests(DynamoDbRequests.Put, target.Port, "streamed", Items));
            await Load.WarmAsync(target, Cycle(plain));
            await Load.WarmAsync(target, Cycle(streamed));
            double without = 0, with = 0, cpuWithout = 0, cpuWith = 0;
            for (var round = 0; round < 4; round++)
            {
                var (a, b) = (await Load.RunAsync(target, 16, time / 2, Cycle(plain)), await Load.RunAsync(target, 16, time / 2, Cycle(streamed)));
                without += a.PerSecond / 4;
                with += b.PerSecond / 4;
                cpuWithout += a.CpuMicroseconds / 4;
                cpuWith += b.CpuMicroseconds / 4;
            }
            report.Row(mode, $"{without:F0}", $"{with:F0}", $"{1 - (with / without):P0}", $"{cpuWithout:F0}", $"{cpuWith:F0}", $"{(cpuWith / cpuWithout) - 1:P0}");
        }
    }

    private static async Task SizeAsync(Report report, int most, string[] modes)
    {
        report.Section("A table grows (items of 1 KB, 4 connections)", "mode", "items", "GetItem p50 µs", "p99 µs", "PutItem p50 µs", "p99 µs", "Query 10 p50 µs", "p99 µs", "resident MB", "start again ms");
        foreach (var mode in modes)
        {
            using var target = await Target.UndercastAsync(mode);
            var filled = 0;
            foreach (var size in (int[])[1_000, most])
            {
                await FillAsync(target, "grown", size, filled);
                filled = size;
                var restart = "";
                if (mode != "memory")
                {
                    var watch = Stopwatch.StartNew();
                    await target.RestartAsync();
                    restart = $"{watch.ElapsedMilliseconds}";
                }
                var cells = new List<string> { mode, $"{size:N0}" };
                foreach (var (_, make) in Operations.Where(o => o.Name is "GetItem" or "PutItem" or "Query 10"))
                {
                    var random = new Random(1);
                    var requests = Enumerable.Range(0, 4000).Select(_ => (ReadOnlyMemory<byte>)(make == DynamoDbRequests.Get || make == DynamoDbRequests.Put
                        ? make(target.Port, "grown", random.Next(size)) : DynamoDbRequests.Query(target.Port, "grown", random.Next(size / 10)))).ToArray();
                    await Load.RunAsync(target, 4, TimeSpan.FromSeconds(3), Cycle(requests));
                    var measured = await Load.RunAsync(target, 4, TimeSpan.FromSeconds(4), Cycle(requests));
                    cells.AddRange([$"{measured.P50:F0}", $"{measured.P99:F0}"]);
                }
                report.Row([.. cells, $"{target.Memory:F0}", restart]);
            }
        }
    }

    private static async Task FillAsync(Target target, string table, int items, int from = 0, bool stream = false)
    {
        if (from == 0)
        {
            await OnceAsync(target, DynamoDbRequests.Create(target.Port, table, stream));
            // A peer takes a moment until the table is there.
            while (!(await OnceAsync(target, DynamoDbRequests.Describe(target.Port, table))).Contains("\"ACTIVE\"", StringComparison.Ordinal)) await Task.Delay(20);
        }
        var next = from;
        await Load.RunAsync(target, 8, TimeSpan.FromMinutes(20), () => Interlocked.Add(ref next, 25) - 25 is var first && first < items ? (ReadOnlyMemory<byte>?)DynamoDbRequests.BatchWrite(target.Port, table, first) : null);
    }

    private static ReadOnlyMemory<byte>[] Requests(Func<int, string, int, byte[]> make, int port, string table, int count) => [.. Enumerable.Range(0, count).Select(n => (ReadOnlyMemory<byte>)make(port, table, n))];

    private static Func<ReadOnlyMemory<byte>?> Cycle(ReadOnlyMemory<byte>[] requests)
    {
        var next = -1;
        // A stride, so that neighbours in time are no neighbours in the table.
        return () => requests[(int)((uint)Interlocked.Increment(ref next) * 611u % (uint)requests.Length)];
    }

    private static async Task<string> OnceAsync(Target target, byte[] request)
    {
        using var connection = await Connection.OpenAsync(target.Port);
        var status = await connection.SendAsync(request);
        return status == 200 ? connection.BodyText() : throw new InvalidOperationException($"{target.Name} answers {status}: {connection.BodyText()}");
    }
}
