using System.Diagnostics;

namespace Undercast.Bench;

/// <summary>What a run showed.</summary>
internal sealed record Measured(double PerSecond, double P50, double P99, double CpuMicroseconds)
{
    public static Measured None { get; } = new(0, 0, 0, 0);
}

/// <summary>Drives connections as fast as they go.</summary>
internal static class Load
{
    /// <summary>
    /// Drives a server until it is no longer getting faster: the runtime compiles the hot path at its highest tier only after many calls,
    /// and on a busy machine that takes long. Ends when three seconds in a row brought less than 5 % over the best before them, at the latest after 20 seconds.
    /// </summary>
    public static async Task WarmAsync(Target target, Func<ReadOnlyMemory<byte>?> next, bool throttled = false)
    {
        double best = 0;
        for (int second = 0, flat = 0; second < 20 && flat < 3; second++)
        {
            var rate = (await RunAsync(target, 16, TimeSpan.FromSeconds(1), next, throttled: throttled)).PerSecond;
            flat = rate > best * 1.05 ? 0 : flat + 1;
            best = Math.Max(best, rate);
        }
    }

    /// <summary>Runs for a time, or until <paramref name="next"/> gives no more; latencies in microseconds.</summary>
    /// <param name="target">The server.</param>
    /// <param name="connections">How many.</param>
    /// <param name="time">How long at most.</param>
    /// <param name="next">The next request of a connection, or null for the end.</param>
    /// <param name="done">Called with each answer.</param>
    /// <param name="throttled">Whether a refusal by a throttle (429) is no error; it is not counted.</param>
    public static async Task<Measured> RunAsync(Target target, int connections, TimeSpan time, Func<ReadOnlyMemory<byte>?> next, Action<Connection>? done = null, bool throttled = false)
    {
        var open = new Connection[connections];
        for (var i = 0; i < connections; i++) open[i] = await Connection.OpenAsync(target.Port);
        var latencies = new List<long>[connections];
        var cpu = target.Cpu;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, connections).Select(i => Task.Run(async () =>
        {
            var own = latencies[i] = new List<long>(100_000);
            while (watch.Elapsed < time && next() is { } request)
            {
                var start = Stopwatch.GetTimestamp();
                var status = await open[i].SendAsync(request);
                own.Add(Stopwatch.GetTimestamp() - start);
                if (status == 429 && throttled)
                {
                    own.RemoveAt(own.Count - 1);
                    continue;
                }
                if (status != 200) throw new InvalidOperationException($"{target.Name} answers {status}: {open[i].BodyText()}");
                done?.Invoke(open[i]);
            }
        })));
        var elapsed = watch.Elapsed;
        var used = target.Cpu - cpu;
        foreach (var connection in open) connection.Dispose();
        var all = latencies.SelectMany(l => l).Order().ToArray();
        if (all.Length == 0) return Measured.None;
        double Micro(double quantile) => all[(int)Math.Min(all.Length - 1, all.Length * quantile)] * 1e6 / Stopwatch.Frequency;
        return new Measured(all.Length / elapsed.TotalSeconds, Micro(0.5), Micro(0.99), used.TotalMicroseconds / all.Length);
    }
}
