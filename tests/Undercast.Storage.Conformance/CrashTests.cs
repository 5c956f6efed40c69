using System.Diagnostics;
using System.Globalization;
using Undercast.Storage.Sqlite;

namespace Undercast.Storage.Conformance;

/// <summary>A child process writes and prints what was acknowledged; it is killed in the middle, and what it printed must be there.</summary>
public sealed class CrashTests : IDisposable
{
    private readonly string _directory = Path.Combine(Path.GetTempPath(), "undercast-conformance", Guid.NewGuid().ToString("n"));

    public void Dispose()
    {
        if (Directory.Exists(_directory)) Directory.Delete(_directory, recursive: true);
    }

    [Theory]
    [InlineData("full")]
    [InlineData("relaxed")]
    public async Task Killed_process_loses_nothing_acknowledged_and_leaves_nothing_half_done(string durability)
    {
        var random = new Random(durability.Length);
        var acknowledged = new Dictionary<int, long>();
        for (var round = 0; round < 5; round++)
        {
            using var child = CrashChild.Start(durability, _directory, round.ToString(CultureInfo.InvariantCulture));
            var killAfter = random.Next(20, 600);
            var lines = 0;
            while (await child.StandardOutput.ReadLineAsync() is { } line)
            {
                Record(line, acknowledged);
                if (++lines == killAfter) child.Kill();
            }
            await child.WaitForExitAsync();
            Assert.True(lines >= killAfter, $"the child ended by itself after {lines} lines: {await child.StandardError.ReadToEndAsync()}");
            await CheckAsync(acknowledged);
        }
    }

    private static void Record(string line, Dictionary<int, long> acknowledged)
    {
        // "worker number"; a line that the kill cut off is no acknowledgement.
        var parts = line.Split(' ');
        if (parts is not [var worker, var number, "."]) return;
        acknowledged[int.Parse(worker, CultureInfo.InvariantCulture)] = long.Parse(number, CultureInfo.InvariantCulture);
    }

    private async Task CheckAsync(Dictionary<int, long> acknowledged)
    {
        await using var store = SqliteStore.Open(new SqliteOptions { Directory = _directory });
        foreach (var (worker, number) in acknowledged.ToArray())
        {
            var state = await store.ReadAsync(async tx =>
            {
                var counter = await tx.GetAsync(Key($"{worker}/counter"));
                var rows = await tx.CountAsync(KeyRange.Prefix(Key($"{worker}/row/")));
                var last = await tx.RangeAsync(KeyRange.Prefix(Key($"{worker}/row/")), 1, reverse: true);
                var twin = await tx.CountAsync(KeyRange.Prefix(Key($"{worker}/twin/")));
                return (Counter: BitConverter.ToInt64(counter!.Value.Span), Rows: rows, Last: BitConverter.ToInt64(last[0].Value.Span), Twins: twin);
            });
            // One more than acknowledged is fair: it committed, and the process died before it said so.
            Assert.InRange(state.Counter, number, number + 1);
            Assert.Equal(state.Counter, state.Rows);
            Assert.Equal(state.Counter, state.Last);
            Assert.Equal(state.Counter, state.Twins);
            // What was found is what the next round has to keep, whether it was acknowledged or not.
            acknowledged[worker] = state.Counter;
        }
    }

    private static byte[] Key(string text) => System.Text.Encoding.ASCII.GetBytes(text);
}

internal static class CrashChild
{
    public static Process Start(params string[] arguments)
    {
        // artifacts/bin/<project>/<configuration>/
        var own = new DirectoryInfo(AppContext.BaseDirectory);
        var program = Path.Combine(own.Parent!.Parent!.FullName, "Undercast.Storage.CrashChild", own.Name, "Undercast.Storage.CrashChild.dll");
        return Process.Start(new ProcessStartInfo("dotnet", [program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
    }
}
