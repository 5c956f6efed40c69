using Undercast.Storage.Sqlite;

namespace Undercast.Storage.Bench;

/// <summary>The engines beside each other, alone and with 64 callers.</summary>
internal static class EngineBench
{
    public static async Task RunAsync(int keys, TimeSpan time)
    {
        Console.WriteLine($"{keys:n0} keys with values of 400 bytes, {Environment.ProcessorCount} processors.");
        Console.WriteLine("Transactions per second, in brackets microseconds of processor time each");
        Console.WriteLine();
        Console.WriteLine("| engine | put, 1 | put, 64 | 2 puts + get, 1 | 2 puts + get, 64 | get, 1 | get, 64 | range of 10, 1 | queue cycle, 8 |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|");
        await Measure("memory", new MemoryStore(), keys, time);
        foreach (var durability in new[] { Durability.Relaxed, Durability.Full })
        {
            var directory = Path.Combine(Directory.GetCurrentDirectory(), $".bench-{durability}");
            if (Directory.Exists(directory)) Directory.Delete(directory, recursive: true);
            await Measure(durability.ToString(), SqliteStore.Open(new SqliteOptions { Directory = directory, Durability = durability }), keys, time);
            Directory.Delete(directory, recursive: true);
        }
    }

    /// <summary>The memory engine with what the garbage collector had to do for it.</summary>
    public static async Task MemoryAsync(int keys, TimeSpan time)
    {
        await using var store = new MemoryStore();
        var load = new Load(store, keys, 400);
        await load.FillAsync();
        foreach (var (name, run) in new (string, Func<Task<double>>)[]
        {
            ("put, 1", () => load.PutsAsync(1, time)), ("put, 64", () => load.PutsAsync(64, time)),
            ("2 puts + get, 1", () => load.MixedAsync(1, time)), ("2 puts + get, 64", () => load.MixedAsync(64, time)),
        })
        {
            var (pause, bytes) = (GC.GetTotalPauseDuration(), GC.GetTotalAllocatedBytes());
            int[] before = [GC.CollectionCount(0), GC.CollectionCount(1), GC.CollectionCount(2)];
            var rate = await run();
            Console.WriteLine(
                $"{name}: {rate:n0}/s, {(GC.GetTotalAllocatedBytes() - bytes) / (rate * time.TotalSeconds):n0} bytes each, "
                + $"paused {(GC.GetTotalPauseDuration() - pause).TotalMilliseconds:n0} ms, "
                + $"collections {GC.CollectionCount(0) - before[0]}/{GC.CollectionCount(1) - before[1]}/{GC.CollectionCount(2) - before[2]}");
        }
    }

    private static async Task Measure(string name, IStore store, int keys, TimeSpan time)
    {
        await using var _ = store;
        var load = new Load(store, keys, 400);
        await load.FillAsync();
        await load.PutsAsync(1, time / 4);
        string[] cells =
        [
            Cell(await load.PutsAsync(1, time)), Cell(await load.PutsAsync(64, time)),
            Cell(await load.MixedAsync(1, time)), Cell(await load.MixedAsync(64, time)),
            Cell(await load.GetsAsync(1, time)), Cell(await load.GetsAsync(64, time)),
            Cell(await load.RangesAsync(1, time)), Cell(await load.QueueAsync(8, time)),
        ];
        Console.WriteLine($"| {name} | {string.Join(" | ", cells)} |");

        string Cell(double rate) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{rate:n0} ({load.LastCost:n1})");
    }
}
