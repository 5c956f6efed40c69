using Undercast.Storage.Sqlite;

namespace Undercast.Storage.Bench;

/// <summary>The layouts that SQLite allows, on small values and on a mixture with large ones.</summary>
internal static class LayoutBench
{
    public static async Task RunAsync(int keys, TimeSpan time)
    {
        Console.WriteLine($"{keys:n0} keys, relaxed; 'mixed': one value in ten has 20 KB, the others 400 bytes.");
        Console.WriteLine("Microseconds of processor time per transaction, in brackets transactions per second");
        Console.WriteLine();
        Console.WriteLine("| table | page | apart above | values | 2 puts + get, 1 | 2 puts + get, 64 | get, 1 | range of 10, 1 | file MB |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|");
        foreach (var mixed in new[] { false, true })
        {
            foreach (var (withoutRowId, page, large) in new[]
            {
                (true, 4096, int.MaxValue), (true, 8192, int.MaxValue), (true, 16384, int.MaxValue),
                (true, 4096, 980), (true, 8192, 2000), (true, 16384, 4000),
                (true, 8192, 256),
                (false, 4096, int.MaxValue), (false, 8192, int.MaxValue), (false, 8192, 2000),
            })
            {
                await Measure(new SqliteLayout { WithoutRowId = withoutRowId, PageSize = page, LargeRow = large }, mixed, mixed ? keys / 5 : keys, time);
            }
        }
    }

    private static async Task Measure(SqliteLayout layout, bool mixed, int keys, TimeSpan time)
    {
        var directory = Path.Combine(Directory.GetCurrentDirectory(), ".bench-layout");
        if (Directory.Exists(directory)) Directory.Delete(directory, recursive: true);
        string[] cells;
        await using (var store = SqliteStore.Open(new SqliteOptions { Directory = directory, Durability = Durability.Relaxed, Layout = layout }))
        {
            var load = new Load(store, keys, 400);
            await load.FillAsync(mixed ? k => k % 10 == 0 ? 20_000 : 400 : null);
            await load.GetsAsync(1, time / 4);
            var get = Cell(await load.GetsAsync(1, time), load);
            var range = Cell(await load.RangesAsync(1, time), load);
            cells = [Cell(await load.MixedAsync(1, time), load), Cell(await load.MixedAsync(64, time), load), get, range];
        }
        var size = new FileInfo(Path.Combine(directory, "undercast.db")).Length >> 20;
        var apart = layout.LargeRow == int.MaxValue ? "-" : layout.LargeRow.ToString("n0", System.Globalization.CultureInfo.InvariantCulture);
        Console.WriteLine(
            $"| {(layout.WithoutRowId ? "without rowid" : "rowid")} | {layout.PageSize / 1024} KB | {apart} | {(mixed ? "mixed" : "small")} | "
            + $"{string.Join(" | ", cells)} | {size} |");
        Directory.Delete(directory, recursive: true);

        static string Cell(double rate, Load load) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{load.LastCost:n1} ({rate:n0})");
    }
}
