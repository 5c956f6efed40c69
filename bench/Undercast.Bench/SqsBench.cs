using System.Collections.Concurrent;
using System.Globalization;

namespace Undercast.Bench;

/// <summary>SQS beside moto's server and a bare endpoint, all in one run.</summary>
internal static class SqsBench
{
    private static int[] _connections = [1, 16, 64];
    private static bool _noPeers;

    public static async Task<int> RunAsync(string[] args)
    {
        string Option(string name, string otherwise) => Array.IndexOf(args, "--" + name) is var at and >= 0 ? args[at + 1] : otherwise;
        var time = TimeSpan.FromSeconds(double.Parse(Option("seconds", "4"), CultureInfo.InvariantCulture));
        var only = Option("only", "start,throughput,deep").Split(',');
        if (Option("connections", "") is { Length: > 0 } chosen) _connections = [.. chosen.Split(',').Select(c => int.Parse(c, CultureInfo.InvariantCulture))];
        _noPeers = Option("peers", "all") == "none";
        var report = new Report("SQS");
        if (only.Contains("start")) await StartAsync(report);
        if (only.Contains("throughput")) await ThroughputAsync(report, time, Option("modes", "memory,relaxed,full").Split(','));
        if (only.Contains("deep")) await DeepAsync(report, int.Parse(Option("depth", "1000000"), CultureInfo.InvariantCulture), time);
        if (only.Contains("soak")) await SoakAsync(report, long.Parse(Option("soak", "10000000"), CultureInfo.InvariantCulture));
        report.Write(Option("out", "sqs.md"));
        return 0;
    }

    private static async Task StartAsync(Report report)
    {
        report.Section("Start, from exec to the first answered ListQueues (median of 7), and idle memory", "server", "start ms", "resident MB");
        foreach (var (name, start) in Servers("memory", "full"))
        {
            if (name == "bare") continue;
            var times = new List<double>();
            double memory = 0;
            for (var i = 0; i < (name == "moto" ? 3 : 7); i++)
            {
                using var target = await start();
                times.Add(target.StartTime.TotalMilliseconds);
                memory = target.Memory;
            }
            report.Row(name, $"{times.Order().ElementAt(times.Count / 2):F0}", $"{memory:F0}");
        }
    }

    private static IEnumerable<(string Name, Func<Task<Target>> Start)> Servers(params string[] modes)
    {
        yield return ("bare", Target.BareAsync);
        foreach (var mode in modes) yield return (mode, () => Target.UndercastAsync(mode));
        if (!_noPeers && Target.HasMoto) yield return ("moto", Target.MotoAsync);
    }

    private static async Task ThroughputAsync(Report report, TimeSpan time, string[] modes)
    {
        var rows = new List<(string Server, string Operation, int Connections, Measured Measured)>();
        foreach (var (name, start) in Servers(modes))
        {
            using var target = await start();
            foreach (var connections in _connections)
            {
                foreach (var (operation, measured) in await MeasureAsync(target, connections, time)) rows.Add((name, operation, connections, measured));
            }
        }
        Measured Of(string server, string operation, int connections) => rows.FirstOrDefault(r => r.Server == server && r.Operation == operation && r.Connections == connections).Measured ?? Measured.None;
        report.Section("Requests per second", "server", "operation", "connections", "req/s", "p50 µs", "p99 µs", "CPU µs/req", "of bare", "times moto", "times 1 connection");
        foreach (var (server, operation, connections, m) in rows)
        {
            var bare = Of("bare", "SendMessage", connections).PerSecond;
            var moto = Of("moto", operation, connections).PerSecond;
            var one = Of(server, operation, 1).PerSecond;
            report.Row(server, operation, $"{connections}", $"{m.PerSecond:F0}", $"{m.P50:F0}", $"{m.P99:F0}", $"{m.CpuMicroseconds:F0}",
                server == "bare" ? "" : $"{m.PerSecond / bare:P0}", server is "bare" or "moto" || moto == 0 ? "" : $"{m.PerSecond / moto:F0}", $"{m.PerSecond / one:F1}");
        }
    }

    private static async Task<List<(string, Measured)>> MeasureAsync(Target target, int connections, TimeSpan time)
    {
        var (port, account) = (target.Port, target.Name == "moto" ? "123456789012" : "000000000000");
        var queue = $"bench-{connections}";
        var results = new List<(string, Measured)>();
        ReadOnlyMemory<byte>? send = SqsRequests.Send(port, account, queue, new string('x', 256));
        if (target.Name == "bare")
        {
            await Load.RunAsync(target, connections, TimeSpan.FromSeconds(2), () => send);
            results.Add(("SendMessage", await Load.RunAsync(target, connections, time, () => send)));
            return results;
        }
        await Once(target, SqsRequests.Create(port, queue));
        // Enough requests that the runtime has compiled the hot path at its highest tier.
        if (target.Name != "moto") await Load.RunAsync(target, connections, TimeSpan.FromSeconds(connections == 1 ? 4 : 2), () => send);
        results.Add(("SendMessage", await Load.RunAsync(target, connections, time, () => send)));

        var handles = new ConcurrentQueue<string>();
        ReadOnlyMemory<byte>? receive = SqsRequests.Receive(port, account, queue);
        void Keep(Connection c)
        {
            if (SqsRequests.Handle(c.Body) is { } handle) handles.Enqueue(handle);
        }
        results.Add(("ReceiveMessage", await Load.RunAsync(target, connections, time / 2, () => receive, Keep)));
        var deletes = new ConcurrentQueue<byte[]>(handles.Select(h => SqsRequests.Delete(port, account, queue, h)));
        results.Add(("DeleteMessage", await Load.RunAsync(target, connections, time / 2, () => deletes.TryDequeue(out var d) ? (ReadOnlyMemory<byte>?)d : null)));
        var (r, s) = (results[1].Item2, results[2].Item2);
        // One receive and one delete after the other: the rate at which messages are consumed.
        var pair = 1 / ((1 / r.PerSecond) + (1 / s.PerSecond));
        results.Add(("receive+delete", new Measured(pair, r.P50 + s.P50, r.P99 + s.P99, r.CpuMicroseconds + s.CpuMicroseconds)));
        return results;
    }

    private static async Task DeepAsync(Report report, int depth, TimeSpan time)
    {
        report.Section("A deep queue (16 connections)", "mode", "depth", "operation", "p50 µs", "p99 µs", "resident MB");
        foreach (var mode in (string[])["memory", "relaxed"])
        {
            using var target = await Target.UndercastAsync(mode);
            foreach (var size in (int[])[1_000, depth])
            {
                var queue = $"deep-{size}";
                await Once(target, SqsRequests.Create(target.Port, queue));
                ReadOnlyMemory<byte>? batch = SqsRequests.SendBatch(target.Port, "000000000000", queue, new string('x', 256));
                var left = size / 10;
                await Load.RunAsync(target, 8, TimeSpan.FromMinutes(10), () => Interlocked.Decrement(ref left) >= 0 ? batch : null);
                // Constant depth: as many are sent as are received.
                foreach (var (operation, m) in await SteadyAsync(target, queue, size == 1_000 ? 400 : 4_000, time))
                    report.Row(mode, $"{size:N0}", operation, $"{m.P50:F0}", $"{m.P99:F0}", $"{target.Memory:F0}");
            }
        }
    }

    private static async Task<List<(string, Measured)>> SteadyAsync(Target target, string queue, int rounds, TimeSpan time)
    {
        ReadOnlyMemory<byte>? send = SqsRequests.Send(target.Port, "000000000000", queue, new string('x', 256));
        ReadOnlyMemory<byte>? receive = SqsRequests.Receive(target.Port, "000000000000", queue);
        var results = new List<(string, Measured)>();
        var left = rounds;
        results.Add(("SendMessage", await Load.RunAsync(target, 16, time * 4, () => Interlocked.Decrement(ref left) >= 0 ? send : null)));
        var handles = new ConcurrentQueue<string>();
        left = rounds;
        results.Add(("ReceiveMessage", await Load.RunAsync(target, 16, time * 4, () => Interlocked.Decrement(ref left) >= 0 ? receive : null, c =>
        {
            if (SqsRequests.Handle(c.Body) is { } handle) handles.Enqueue(handle);
        })));
        var deletes = new ConcurrentQueue<byte[]>(handles.Select(h => SqsRequests.Delete(target.Port, "000000000000", queue, h)));
        results.Add(("DeleteMessage", await Load.RunAsync(target, 16, time * 4, () => deletes.TryDequeue(out var d) ? (ReadOnlyMemory<byte>?)d : null)));
        return results;
    }

    private static async Task SoakAsync(Report report, long operations)
    {
        report.Section($"{operations:N0} operations through one server (relaxed, 16 connections)", "operations", "resident MB");
        using var target = await Target.UndercastAsync("relaxed");
        await Once(target, SqsRequests.Create(target.Port, "soak"));
        const int round = 100_000;
        long done = 0;
        for (var at = 0L; done < operations; at++)
        {
            // A signature holds for five minutes, so each round has its own.
            ReadOnlyMemory<byte>? send = SqsRequests.Send(target.Port, "000000000000", "soak", new string('x', 256));
            ReadOnlyMemory<byte>? receive = SqsRequests.Receive(target.Port, "000000000000", "soak");
            var left = round;
            var handles = new ConcurrentQueue<string>();
            await Load.RunAsync(target, 16, TimeSpan.FromMinutes(5), () => Interlocked.Decrement(ref left) >= 0 ? send : null);
            left = round;
            await Load.RunAsync(target, 16, TimeSpan.FromMinutes(5), () => Interlocked.Decrement(ref left) >= 0 ? receive : null, c =>
            {
                if (SqsRequests.Handle(c.Body) is { } handle) handles.Enqueue(handle);
            });
            var deletes = new ConcurrentQueue<byte[]>(handles.Select(h => SqsRequests.Delete(target.Port, "000000000000", "soak", h)));
            await Load.RunAsync(target, 16, TimeSpan.FromMinutes(5), () => deletes.TryDequeue(out var d) ? (ReadOnlyMemory<byte>?)d : null);
            done += round * 3;
            if (at % 4 == 0 || done >= operations) report.Row($"{done:N0}", $"{target.Memory:F0}");
        }
    }

    private static async Task Once(Target target, byte[] request)
    {
        using var connection = await Connection.OpenAsync(target.Port);
        var status = await connection.SendAsync(request);
        if (status != 200) throw new InvalidOperationException($"{target.Name} answers {status}: {connection.BodyText()}");
    }
}
