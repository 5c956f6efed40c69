using System.IO.Compression;

namespace Undercast.Functions.Tests;

public sealed class PackageTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("package-tests-").FullName;

    public void Dispose()
    {
        foreach (var inner in Directory.EnumerateDirectories(_folder, "*", SearchOption.AllDirectories)) File.SetUnixFileMode(inner, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Directory.Delete(_folder, recursive: true);
    }

    private static byte[] Zip(params (string Name, string Text, int Mode)[] entries)
    {
        var buffer = new MemoryStream();
        using (var archive = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text, mode) in entries)
            {
                var entry = archive.CreateEntry(name);
                entry.ExternalAttributes = mode << 16;
                using var writer = new StreamWriter(entry.Open());
                writer.Write(text);
            }
        }
        return buffer.ToArray();
    }

    private async Task<string> UnpackAsync(params byte[][] zips)
    {
        var to = Path.Combine(_folder, Guid.NewGuid().ToString("N"));
        await PackageFolder.UnpackAsync([.. zips.Select(z => (Func<CancellationToken, ValueTask<Stream>>)(_ => new(new MemoryStream(z))))], to, CancellationToken.None);
        return to;
    }

    [Fact]
    public async Task Files_keep_their_place_and_their_leave_to_run()
    {
        var to = await UnpackAsync(Zip(("a/b.txt", "x", 0x81A4), ("bootstrap", "y", 0x81ED)));
        Assert.Equal("x", File.ReadAllText(Path.Combine(to, "a/b.txt")));
        Assert.True(File.GetUnixFileMode(Path.Combine(to, "bootstrap")).HasFlag(UnixFileMode.OtherExecute));
        Assert.False(File.GetUnixFileMode(Path.Combine(to, "a/b.txt")).HasFlag(UnixFileMode.UserWrite));
    }

    [Fact]
    public async Task A_later_layer_lies_over_an_earlier_one() =>
        Assert.Equal("2", File.ReadAllText(Path.Combine(await UnpackAsync(Zip(("l", "1", 0)), Zip(("l", "2", 0))), "l")));

    [Theory]
    [InlineData("../escape")]
    [InlineData("/etc/absolute")]
    [InlineData("a/../../b")]
    [InlineData("..\\windows")]
    public async Task Entries_that_leave_their_folder_are_refused(string name) =>
        Assert.Contains("leaves its folder", (await Assert.ThrowsAsync<BadPackageException>(() => UnpackAsync(Zip((name, "x", 0))))).Message);

    [Fact]
    public async Task Symbolic_links_are_refused() =>
        Assert.Contains("symbolic link", (await Assert.ThrowsAsync<BadPackageException>(() => UnpackAsync(Zip(("l", "/etc/passwd", 0xA1FF))))).Message);

    [Fact]
    public async Task Broken_archives_are_refused()
    {
        await Assert.ThrowsAsync<BadPackageException>(() => UnpackAsync([1, 2, 3]));
        var cut = Zip(("a", new string('x', 5000), 0));
        await Assert.ThrowsAsync<BadPackageException>(() => UnpackAsync(cut[..^30]));
    }

    [Fact]
    public void A_bomb_is_refused_by_what_its_directory_says()
    {
        var buffer = new MemoryStream();
        using (var archive = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = archive.CreateEntry("bomb").Open();
            var zeros = new byte[1 << 20];
            for (var i = 0; i < 260; i++) entry.Write(zeros);
        }
        Assert.Equal("Unzipped size must be smaller than 262144000 bytes", Assert.Throws<BadPackageException>(() => PackageFolder.Check(buffer)).Message);
    }
}
