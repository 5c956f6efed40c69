using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;

namespace Undercast.Bench;

/// <summary>S3 beside moto's server and npm's s3rver, with nginx over files as the ceiling for reads, all in one run.</summary>
internal static class S3Bench
{
    private const long Kilobyte = 1024, Megabyte = 1024 * 1024, Gigabyte = 1024 * 1024 * 1024;
    private const string Bucket = "bench";

    public static async Task<int> RunAsync(string[] args)
    {
        string Option(string name, string otherwise) => Array.IndexOf(args, "--" + name) is var at and >= 0 ? args[at + 1] : otherwise;
        var time = TimeSpan.FromSeconds(double.Parse(Option("seconds", "4"), CultureInfo.InvariantCulture));
        var only = Option("only", "objects,listing").Split(',');
        var report = new Report("S3");
        report.Note($"MD5 of this machine: {HashSpeed(MD5.HashData):F0} MB/s; SHA-256: {HashSpeed(SHA256.HashData):F0} MB/s. Requests are signed, their bodies are not (`UNSIGNED-PAYLOAD`).");
        if (!Target.HasNginx) report.Note("nginx is not installed (`apt-get install nginx-light`): the ceiling is missing.");
        if (!Target.HasMoto) report.Note("moto is not installed (`pip install moto[server]`).");
        if (Target.S3rver is null) report.Note("s3rver could not be installed from npm.");
        if (only.Contains("objects")) await ObjectsAsync(report, time, Option("mode", "relaxed"), Option("peers", "all") == "all");
        if (only.Contains("listing")) await ListingAsync(report, int.Parse(Option("keys", "1000000"), CultureInfo.InvariantCulture));
        report.Write(Option("out", "s3.md"));
        return 0;
    }

    private static async Task ObjectsAsync(Report report, TimeSpan time, string mode, bool peers)
    {
        var files = Path.Combine(Path.GetTempPath(), "undercast-bench-files-" + Guid.NewGuid().ToString("N"));
        var rows = new List<(string Operation, string Server, int Connections, Measured Measured, double Megabytes)>();
        var memory = new List<(string Server, double Idle, double Up, double Down)>();
        try
        {
            if (peers && Target.HasNginx)
            {
                Directory.CreateDirectory(Path.Combine(files, Bucket));
                foreach (var (name, size) in ((string, long)[])[("kb-0", Kilobyte), ("mb-0", Megabyte), ("gb", Gigabyte)]) WriteFile(Path.Combine(files, Bucket, name), size);
                using var nginx = await Target.NginxAsync(files);
                await ReadsAsync(nginx, time, rows);
            }
            foreach (var start in Servers(mode, peers))
            {
                using var target = await start();
                var idle = target.Memory;
                await OnceAsync(target, S3Request.Make(target, "PUT", $"/{Bucket}"));
                await SmallAsync(target, time, rows);
                using (var one = await S3Client.OpenAsync(target.Port))
                {
                    rows.Add(("PUT 1 GB", target.Name, 1, await GigabyteAsync(target, one, S3Request.Make(target, "PUT", $"/{Bucket}/gb", length: Gigabyte)), 1024));
                }
                var up = target.PeakMemory;
                await ReadsAsync(target, time, rows);
                memory.Add((target.Name, idle, up, target.PeakMemory));
            }
        }
        finally
        {
            if (Directory.Exists(files)) Directory.Delete(files, recursive: true);
        }
        Measured? Of(string server, string operation, int connections) => rows.FirstOrDefault(r => r.Server == server && r.Operation == operation && r.Connections == connections).Measured;
        report.Section("Objects", "operation", "connections", "server", "req/s", "MB/s", "p50 µs", "p99 µs", "of nginx", "times moto");
        foreach (var (operation, server, connections, m, megabytes) in rows.OrderBy(r => r.Operation, StringComparer.Ordinal).ThenBy(r => r.Connections))
        {
            report.Row(operation, $"{connections}", server, m.PerSecond > 20 ? $"{m.PerSecond:F0}" : $"{m.PerSecond:F2}", megabytes > 0.5 ? $"{m.PerSecond * megabytes:F0}" : "", $"{m.P50:F0}", $"{m.P99:F0}",
                server != "nginx" && Of("nginx", operation, connections) is { } ceiling ? $"{m.PerSecond / ceiling.PerSecond:P0}" : "",
                server is not ("nginx" or "moto") && Of("moto", operation, connections) is { } moto ? $"{m.PerSecond / moto.PerSecond:F1}" : "");
        }
        report.Section("Resident memory in MB", "server", "idle", "most, after 1 GB up", "most, after 1 GB down");
        foreach (var (server, idle, up, down) in memory) report.Row(server, $"{idle:F0}", $"{up:F0}", $"{down:F0}");
    }

    private static IEnumerable<Func<Task<Target>>> Servers(string mode, bool peers)
    {
        yield return () => Target.UndercastAsync(mode);
        if (peers && Target.HasMoto) yield return Target.MotoAsync;
        if (peers && Target.S3rver is not null) yield return Target.S3rverAsync;
    }

    private static async Task SmallAsync(Target target, TimeSpan time, List<(string, string, int, Measured, double)> rows)
    {
        foreach (var (name, key, size, connections) in ((string, string, long, int)[])[("PUT 1 KB", "kb", Kilobyte, 1), ("PUT 1 KB", "kb", Kilobyte, 16), ("PUT 1 MB", "mb", Megabyte, 1), ("PUT 1 MB", "mb", Megabyte, 4)])
        {
            var puts = Enumerable.Range(0, size == Kilobyte ? 1000 : 50).Select(i => S3Request.Make(target, "PUT", $"/{Bucket}/{key}-{i}", length: size)).ToArray();
            if (connections == 1) await LoadAsync(target, connections, time / 2, puts);
            rows.Add((name, target.Name, connections, await LoadAsync(target, connections, time, puts), size / (double)Megabyte));
        }
        // A bucket of its own: exactly a thousand keys in a page.
        await OnceAsync(target, S3Request.Make(target, "PUT", "/thousand"));
        await LoadAsync(target, 16, TimeSpan.FromMinutes(2), Enumerable.Range(0, 1000).Select(i => S3Request.Make(target, "PUT", $"/thousand/key-{i:D6}", length: 10)).ToArray(), once: true);
        var list = S3Request.Make(target, "GET", "/thousand", "list-type=2");
        if (target.Name != "moto") await LoadAsync(target, 1, time / 2, [list]);
        rows.Add(("LIST 1,000 keys", target.Name, 1, await LoadAsync(target, 1, time, [list]), 0));
        var deletes = Enumerable.Range(0, 1000).Select(i => S3Request.Make(target, "DELETE", $"/thousand/key-{i:D6}")).ToArray();
        rows.Add(("DELETE", target.Name, 16, await LoadAsync(target, 16, TimeSpan.FromMinutes(2), deletes, once: true), 0));
    }

    private static async Task ReadsAsync(Target target, TimeSpan time, List<(string, string, int, Measured, double)> rows)
    {
        foreach (var (name, key, size, connections) in ((string, string, long, int)[])[("GET 1 KB", "kb-0", Kilobyte, 1), ("GET 1 KB", "kb-0", Kilobyte, 16), ("GET 1 MB", "mb-0", Megabyte, 1), ("GET 1 MB", "mb-0", Megabyte, 4)])
        {
            var get = S3Request.Make(target, "GET", $"/{Bucket}/{key}");
            if (connections == 1) await LoadAsync(target, connections, time / 2, [get]);
            rows.Add((name, target.Name, connections, await LoadAsync(target, connections, time, [get]), size / (double)Megabyte));
        }
        using var one = await S3Client.OpenAsync(target.Port);
        rows.Add(("GET 1 GB", target.Name, 1, await GigabyteAsync(target, one, S3Request.Make(target, "GET", $"/{Bucket}/gb")), 1024));
    }

    // Three times over one connection, of which the best counts: the first warms the caches of the system.
    private static async Task<Measured> GigabyteAsync(Target target, S3Client connection, S3Request request)
    {
        var best = double.MaxValue;
        for (var i = 0; i < 3; i++)
        {
            var watch = Stopwatch.StartNew();
            var (status, _) = await connection.SendAsync(request);
            if (status != 200) throw new InvalidOperationException($"{target.Name} answers {status}.");
            best = Math.Min(best, watch.Elapsed.TotalSeconds);
        }
        return new Measured(1 / best, best * 1e6, best * 1e6, 0);
    }

    private static async Task ListingAsync(Report report, int keys)
    {
        report.Section("First page of a listing (relaxed, 1 connection)", "keys in the bucket", "listing", "p50 µs", "p99 µs", "times the small bucket");
        using var target = await Target.UndercastAsync("relaxed");
        var small = new Dictionary<string, double>();
        foreach (var size in (int[])[1000, keys])
        {
            var bucket = $"deep-{size}";
            await OnceAsync(target, S3Request.Make(target, "PUT", $"/{bucket}"));
            // A thousand keys a folder, and of both buckets the same first folder.
            for (var at = 0; at < size; at += 20_000)
            {
                var puts = Enumerable.Range(at, Math.Min(20_000, size - at)).Select(i => S3Request.Make(target, "PUT", $"/{bucket}/f{i % (size / 1000):D4}/key-{i:D8}")).ToArray();
                await LoadAsync(target, 16, TimeSpan.FromMinutes(10), puts, once: true);
            }
            foreach (var (name, query) in ((string, string)[])[
                ("all", "list-type=2"), ("prefix", "list-type=2&prefix=f0000%2F"), ("delimiter", "delimiter=%2F&list-type=2&max-keys=100"), ("prefix and delimiter", "delimiter=%2F&list-type=2&prefix=f0000%2F")])
            {
                var list = S3Request.Make(target, "GET", $"/{bucket}", query);
                await LoadAsync(target, 1, TimeSpan.FromSeconds(3), [list]);
                var m = await LoadAsync(target, 1, TimeSpan.FromSeconds(4), [list]);
                if (size == 1000) small[name] = m.P50;
                // The small bucket has one folder, so with a delimiter alone the pages differ: a page of a hundred folders is given per line.
                report.Row($"{size:N0}", name == "delimiter" ? size == 1000 ? "delimiter (1 line)" : "delimiter (100 lines)" : name, $"{m.P50:F0}", $"{m.P99:F0}", size == 1000 ? "" : $"{m.P50 / small[name]:F2}");
            }
        }
        report.Note($"Resident memory after {keys:N0} keys: {target.Memory:F0} MB.");
    }

    /// <summary>Runs requests in turn, for a time or each of them once.</summary>
    private static async Task<Measured> LoadAsync(Target target, int connections, TimeSpan time, S3Request[] requests, bool once = false)
    {
        var next = -1;
        var latencies = new List<long>[connections];
        var cpu = target.Cpu;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, connections).Select(i => Task.Run(async () =>
        {
            using var connection = await S3Client.OpenAsync(target.Port);
            var own = latencies[i] = [];
            while (watch.Elapsed < time)
            {
                var at = Interlocked.Increment(ref next);
                if (once && at >= requests.Length) return;
                var start = Stopwatch.GetTimestamp();
                var (status, _) = await connection.SendAsync(requests[at % requests.Length]);
                own.Add(Stopwatch.GetTimestamp() - start);
                if (status is not (200 or 204)) throw new InvalidOperationException($"{target.Name} answers {status}.");
            }
        })));
        var elapsed = watch.Elapsed;
        var all = latencies.SelectMany(l => l).Order().ToArray();
        double Micro(double quantile) => all[(int)Math.Min(all.Length - 1, all.Length * quantile)] * 1e6 / Stopwatch.Frequency;
        return new Measured(all.Length / elapsed.TotalSeconds, Micro(0.5), Micro(0.99), (target.Cpu - cpu).TotalMicroseconds / all.Length);
    }

    private static async Task OnceAsync(Target target, S3Request request)
    {
        using var connection = await S3Client.OpenAsync(target.Port);
        var (status, _) = await connection.SendAsync(request);
        if (status != 200) throw new InvalidOperationException($"{target.Name} answers {status}.");
    }

    private static double HashSpeed(Func<byte[], byte[]> hash)
    {
        var block = new byte[16 * Megabyte];
        hash(block);
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < 8; i++) hash(block);
        return 128 / watch.Elapsed.TotalSeconds;
    }

    private static void WriteFile(string path, long size)
    {
        using var file = File.Create(path);
        var block = new byte[Math.Min(size, Megabyte)];
        new Random(1).NextBytes(block);
        for (long at = 0; at < size; at += block.Length) file.Write(block);
    }
}
