using Undercast.Storage.Sqlite;

namespace Undercast.Storage.Bench;

/// <summary>The layouts that SQLite allows, on small values and on a mixture with large ones.</summary>
internal static class LayoutBench
{
    public static async Task RunAsync(int keys, TimeSpan time, string? only)
    {
        Console.WriteLine($"{keys:n0} keys, relaxed. Values: small 400 bytes; medium 1,500; mixed 400, and one in ten 20 KB.");
        Console.WriteLine("Microseconds of processor time per transaction, in brackets transactions per second");
        Console.WriteLine();
        Console.WriteLine("| table | page | apart above | values | 2 puts + get, 1 | 2 puts + get, 64 | get, 1 | range of 10, 1 | file MB |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|");
        foreach (var values in new[] { "small", "medium", "mixed" })
        {
            if (only is not null && values != only) continue;
            foreach (var (withoutRowId, page, large) in new[]
            {
                (true, 4096, int.MaxValue), (true, 8192, int.MaxValue), (true, 16384, int.MaxValue),
                (true, 4096, 980), (true, 8192, 2000), (true, 16384, 4000),
                (true, 8192, 256),
                (false, 4096, int.MaxValue), (false, 8192, int.MaxValue), (false, 8192, 2000),
            })
            {
                await Measure(new SqliteLayout { WithoutRowId = withoutRowId, PageSize = page, LargeRow = large }, values, values == "small" ? keys : keys / 4, time);
            }
        }
    }

    private static async Task Measure(SqliteLayout layout, string values, int keys, TimeSpan time)
    {
        var directory = Path.Combine(Directory.GetCurrentDirectory(), ".bench-layout");
        if (Directory.Exists(directory)) Directory.Delete(directory, recursive: true);
        string[] cells;
        await using (var store = SqliteStore.Open(new SqliteOptions { Directory = directory, Durability = Durability.Relaxed, Layout = layout }))
        {
            var load = new Load(store, keys, values == "medium" ? 1500 : 400);
            await load.FillAsync(values == "mixed" ? k => k % 10 == 0 ? 20_000 : 400 : null);
            await load.GetsAsync(1, time / 4);
            var get = Cell(await load.GetsAsync(1, time), load);
            var range = Cell(await load.RangesAsync(1, time), load);
            cells = [Cell(await load.MixedAsync(1, time), load), Cell(await load.MixedAsync(64, time), load), get, range];
        }
        var size = new FileInfo(Path.Combine(directory, "undercast.db")).Length >> 20;
        var apart = layout.LargeRow == int.MaxValue ? "-" : layout.LargeRow.ToString("n0", System.Globalization.CultureInfo.InvariantCulture);
        Console.WriteLine(
            $"| {(layout.WithoutRowId ? "without rowid" : "rowid")} | {layout.PageSize / 1024} KB | {apart} | {values} | "
            + $"{string.Join(" | ", cells)} | {size} |");
        Directory.Delete(directory, recursive: true);

        static string Cell(double rate, Load load) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{load.LastCost:n1} ({rate:n0})");
    }
}
