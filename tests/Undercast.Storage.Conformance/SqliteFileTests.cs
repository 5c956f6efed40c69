using System.Diagnostics;
using System.Text;
using Undercast.Storage.Sqlite;

namespace Undercast.Storage.Conformance;

/// <summary>What concerns the file: locks, damage, a full disk, a read-only one, the length of the log.</summary>
public sealed class SqliteFileTests : IDisposable
{
    private readonly string _directory = Path.Combine(Path.GetTempPath(), "undercast-conformance", Guid.NewGuid().ToString("n"));

    public void Dispose()
    {
        if (Directory.Exists(_directory)) Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task Second_store_in_this_process_is_refused_and_named()
    {
        await using var first = Open();
        var refused = Assert.Throws<StoreLockedException>(Open);
        Assert.Contains(_directory, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Second_process_is_refused_and_told_who_holds_the_directory()
    {
        await using var first = Open();
        using var child = CrashChild.Start("open", _directory);
        var output = await child.StandardOutput.ReadToEndAsync();
        Assert.Contains("StoreLockedException", output, StringComparison.Ordinal);
        Assert.Contains(_directory, output, StringComparison.Ordinal);
        Assert.Contains($"process {Environment.ProcessId};", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Directory_is_free_again_after_close()
    {
        await Open().DisposeAsync();
        await Open().DisposeAsync();
    }

    [Fact]
    public async Task A_lone_caller_writes_in_its_own_thread_where_no_sync_holds_it_up()
    {
        await using var store = SqliteStore.Open(new SqliteOptions { Directory = _directory, Durability = Durability.Relaxed });
        for (var i = 0; i < 100; i++)
        {
            var (caller, writer) = (Environment.CurrentManagedThreadId, 0);
            var written = store.WriteAsync(tx =>
            {
                writer = Environment.CurrentManagedThreadId;
                tx.Put("k"u8.ToArray(), "v"u8.ToArray());
                _ = Assert.ThrowsAsync<InvalidOperationException>(async () => await store.WriteAsync(_ => new ValueTask<int>(1))).GetAwaiter().GetResult();
                return new ValueTask<int>(0);
            });
            var wasDone = written.IsCompleted;
            await written;
            // The thread falls asleep after its own start; from then on it is never woken.
            if (wasDone && writer == caller) return;
        }
        Assert.Fail("No write ran in its caller's thread.");
    }

    [Theory]
    [InlineData(Durability.Full)]
    [InlineData(Durability.Relaxed)]
    public async Task Writes_that_meet_the_close_are_kept_or_refused(Durability durability)
    {
        for (var round = 0; round < 20; round++)
        {
            var directory = Path.Combine(_directory, $"{round}");
            var store = SqliteStore.Open(new SqliteOptions { Directory = directory, Durability = durability });
            var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var writers = Enumerable.Range(0, 4).Select(w => Task.Run(async () =>
            {
                for (var n = 0; ; n++)
                {
                    try
                    {
                        await store.WriteAsync(tx =>
                        {
                            tx.Put(Encoding.UTF8.GetBytes($"{w}/{n}"), "v"u8.ToArray());
                            return new ValueTask<int>(0);
                        });
                    }
                    catch (StoreUnavailableException)
                    {
                        return n;
                    }
                    begun.TrySetResult();
                }
            })).ToArray();
            await begun.Task;
            await store.DisposeAsync();
            var acknowledged = await Task.WhenAll(writers);
            await using var again = SqliteStore.Open(new SqliteOptions { Directory = directory });
            for (var w = 0; w < acknowledged.Length; w++)
            {
                for (var n = 0; n < acknowledged[w]; n++) Assert.NotNull(await again.ReadAsync(tx => tx.GetAsync(Encoding.UTF8.GetBytes($"{w}/{n}"))));
                Assert.Null(await again.ReadAsync(tx => tx.GetAsync(Encoding.UTF8.GetBytes($"{w}/{acknowledged[w]}"))));
            }
        }
    }

    [Theory]
    [InlineData("this is no database, whatever its name says; it is longer than a header so that nobody takes it for an empty file. It goes on and on.")]
    [InlineData("short")]
    public void File_of_something_else_is_refused_and_left_alone(string content)
    {
        Directory.CreateDirectory(_directory);
        File.WriteAllText(DatabaseFile, content);
        var refused = Assert.Throws<StoreCorruptException>(Open);
        Assert.Contains(DatabaseFile, refused.Message, StringComparison.Ordinal);
        Assert.Equal(content, File.ReadAllText(DatabaseFile));
    }

    [Fact]
    public async Task File_that_lost_its_end_is_refused()
    {
        await Fill();
        using (var file = File.OpenWrite(DatabaseFile)) file.SetLength(file.Length / 2);
        Assert.Throws<StoreCorruptException>(Open);
    }

    [Fact]
    public async Task Overwritten_pages_are_reported_when_they_are_read()
    {
        await Fill();
        using (var file = File.OpenWrite(DatabaseFile))
        {
            file.Position = 4 * 8192;
            file.Write(Enumerable.Repeat((byte)0xA5, (int)file.Length - (6 * 8192)).ToArray());
        }
        await using var store = Open();
        await Assert.ThrowsAsync<StoreCorruptException>(async () => await store.ReadAsync(tx => tx.RangeAsync(new KeyRange(default, default), int.MaxValue)));
    }

    [Fact]
    public async Task Database_of_another_layout_is_refused()
    {
        await Open().DisposeAsync();
        using (var connection = new SqliteConnection(DatabaseFile, create: false)) connection.Scalar("PRAGMA user_version = 99");
        Assert.Contains("99", Assert.Throws<StoreUnavailableException>(Open).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Store_that_reached_its_size_refuses_and_goes_on_when_there_is_room_again()
    {
        await using var store = SqliteStore.Open(new SqliteOptions { Directory = _directory, MaxPages = 200 });
        await FillUntilFull(store);
        await store.WriteAsync(tx => tx.DeleteRange(new KeyRange(default, default)));
        await store.WriteAsync(tx => tx.Put("again"u8.ToArray(), new byte[10_000]));
        Assert.Equal(1, await store.ReadAsync(tx => tx.CountAsync(new KeyRange(default, default))));
    }

    [Fact]
    public async Task Others_of_the_group_are_written_when_one_does_not_fit()
    {
        await using var store = SqliteStore.Open(new SqliteOptions { Directory = _directory, MaxPages = 200 });
        var writers = Enumerable.Range(0, 40).Select(i => Task.Run(async () =>
        {
            try
            {
                await store.WriteAsync(tx => tx.Put(new[] { (byte)i }, new byte[i % 4 == 0 ? 5_000_000 : 100]));
                return true;
            }
            catch (StoreFullException)
            {
                return false;
            }
        })).ToArray();
        var outcomes = await Task.WhenAll(writers);
        Assert.Equal(Enumerable.Range(0, 40).Select(i => i % 4 != 0), outcomes);
        Assert.Equal(30, await store.ReadAsync(tx => tx.CountAsync(new KeyRange(default, default))));
    }

    [MountFact]
    public async Task Full_disk_refuses_writes_keeps_what_was_acknowledged_and_recovers()
    {
        using var disk = Mount.Tmpfs(_directory, "8m");
        int acknowledged;
        await using (var store = Open())
        {
            acknowledged = await FillUntilFull(store);
            // Reading goes on, and so does writing once something else has made room.
            Assert.Equal(acknowledged, await store.ReadAsync(tx => tx.CountAsync(new KeyRange(default, default))));
            Mount.Run("mount", "-o", "remount,size=32m", _directory);
            await store.WriteAsync(tx => tx.Put(new byte[] { 0xFF }, new byte[100_000]));
        }
        await using var again = Open();
        Assert.Equal(acknowledged + 1, await again.ReadAsync(tx => tx.CountAsync(new KeyRange(default, default))));
    }

    [MountFact]
    public async Task Full_disk_refuses_a_blob_and_leaves_nothing_of_it()
    {
        using var disk = Mount.Tmpfs(_directory, "2m");
        var blobs = new FileBlobStore(Path.Combine(_directory, "blobs"));
        await Assert.ThrowsAsync<StoreFullException>(async () => await blobs.WriteAsync(new MemoryStream(new byte[4 << 20])));
        Assert.Empty(Directory.GetFiles(Path.Combine(_directory, "blobs", "incoming")));
        Assert.NotNull(await blobs.WriteAsync(new MemoryStream(new byte[1 << 20])));
    }

    [MountFact]
    public void Read_only_file_system_is_refused_in_one_line()
    {
        using var disk = Mount.Tmpfs(_directory, "2m");
        Mount.Run("mount", "-o", "remount,ro", _directory);
        var refused = Assert.Throws<StoreUnavailableException>(Open);
        Assert.Contains("read-only", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Fact]
    public async Task Log_stays_bounded_under_a_steady_load()
    {
        await using var store = SqliteStore.Open(new SqliteOptions { Directory = _directory, Durability = Durability.Relaxed });
        var log = new FileInfo(DatabaseFile + "-wal");
        long longest = 0;
        await Task.WhenAll(Enumerable.Range(0, 4).Select(w => Task.Run(async () =>
        {
            for (var i = 0; i < 400; i++)
            {
                await store.WriteAsync(tx => tx.Put(new[] { (byte)w, (byte)i, (byte)(i >> 8) }, new byte[100_000]));
                if (w != 0) continue;
                log.Refresh();
                longest = Math.Max(longest, log.Length);
            }
        })));
        Assert.InRange(longest, 1, 80 << 20);
    }

    private string DatabaseFile => Path.Combine(_directory, "undercast.db");

    private SqliteStore Open() => SqliteStore.Open(new SqliteOptions { Directory = _directory });

    private async Task Fill()
    {
        await using var store = Open();
        await store.WriteAsync(tx =>
        {
            for (var i = 0; i < 2000; i++) tx.Put(Encoding.ASCII.GetBytes($"key{i:d6}"), new byte[300]);
        });
    }

    /// <summary>Writes until the store refuses; how many writes were acknowledged.</summary>
    private static async Task<int> FillUntilFull(SqliteStore store)
    {
        var acknowledged = 0;
        var refusals = 0;
        while (refusals < 5)
        {
            try
            {
                var key = BitConverter.GetBytes(acknowledged);
                await store.WriteAsync(tx => tx.Put(key, new byte[20_000]));
                acknowledged++;
                Assert.True(acknowledged < 10_000);
            }
            catch (StoreFullException e)
            {
                Assert.Contains("no space left", e.Message, StringComparison.Ordinal);
                refusals++;
            }
        }
        Assert.True(acknowledged > 5);
        return acknowledged;
    }
}

/// <summary>A fact that needs to mount a file system.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class MountFactAttribute : FactAttribute
{
    public MountFactAttribute()
    {
        if (!OperatingSystem.IsLinux() || Environment.UserName != "root") Skip = "Mounting a small file system needs root on Linux.";
    }
}

internal sealed class Mount : IDisposable
{
    private readonly string _directory;

    private Mount(string directory) => _directory = directory;

    public static Mount Tmpfs(string directory, string size)
    {
        Directory.CreateDirectory(directory);
        Run("mount", "-t", "tmpfs", "-o", $"size={size}", "tmpfs", directory);
        return new Mount(directory);
    }

    public static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors);
    }

    public void Dispose() => Run("umount", _directory);
}
