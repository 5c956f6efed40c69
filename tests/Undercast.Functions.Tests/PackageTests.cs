using System.IO.Compression;

namespace Undercast.Functions.Tests;

public sealed class PackageTests : IDisposable
{
    private const int Link = 0xA1FF;
    private readonly string _folder = Directory.CreateTempSubdirectory("package-tests-").FullName;

    public void Dispose() => Folders.Delete(_folder);

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

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("/opt/../etc/passwd")]
    [InlineData("../outside")]
    [InlineData("a/../../outside")]
    [InlineData("a\0b")]
    [InlineData("")]
    public async Task Symbolic_links_that_leave_their_folder_are_refused(string target) =>
        await Assert.ThrowsAsync<BadPackageException>(() => UnpackAsync(Zip(("l", target, Link))));

    [Fact]
    public async Task Symbolic_links_within_a_package_are_kept()
    {
        var to = await UnpackAsync(Zip(("lib/a.so", "library", 0), ("lib/a.so.1", "a.so", Link), ("b/c", "../lib/a.so.1", Link), ("node_modules", "/opt/nodejs/node_modules", Link)));
        Assert.Equal("library", File.ReadAllText(Path.Combine(to, "b/c")));
        Assert.Equal("/opt/nodejs/node_modules", new FileInfo(Path.Combine(to, "node_modules")).LinkTarget);
        var spare = Path.Combine(_folder, "spare");
        Directory.CreateDirectory(spare);
        PackageTree.Of(to)!.LinkInto(spare);
        Assert.Equal(("library", "a.so"), (File.ReadAllText(Path.Combine(spare, "b/c")), new FileInfo(Path.Combine(spare, "lib/a.so.1")).LinkTarget));
    }

    [Fact]
    public async Task Nothing_is_written_through_a_link()
    {
        // In one archive, and from a layer into what an earlier one links to.
        var inside = await UnpackAsync(Zip(("d", "/tmp/", Link), ("d/undercast-escaped", "x", 0)));
        Assert.Equal("x", File.ReadAllText(Path.Combine(inside, "d/undercast-escaped")));
        var layered = await UnpackAsync(Zip(("d", "/tmp/", Link)), Zip(("d/undercast-escaped", "file", 0), ("d/more", "undercast-escaped", Link)));
        Assert.Equal("file", File.ReadAllText(Path.Combine(layered, "d/more")));
        Assert.False(File.Exists("/tmp/undercast-escaped"));
        Assert.Null(new DirectoryInfo(Path.Combine(layered, "d")).LinkTarget);
    }

    [Fact]
    public async Task A_failed_unpacking_leaves_nothing_behind()
    {
        await Assert.ThrowsAsync<BadPackageException>(() => UnpackAsync(Zip(("good", "x", 0)), Zip(("../bad", "x", 0))));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
    }

    [Fact]
    public async Task An_entry_that_is_longer_than_it_says_ends_at_the_limit()
    {
        // The directory of the archive claims one byte; what is packed is 260 MB of zeros.
        var buffer = new MemoryStream();
        using (var archive = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = archive.CreateEntry("bomb").Open();
            var zeros = new byte[1 << 20];
            for (var i = 0; i < 260; i++) entry.Write(zeros);
        }
        var bytes = buffer.ToArray();
        var length = BitConverter.GetBytes(260 << 20);
        for (var at = 0; (at = bytes.AsSpan(at).IndexOf(length) is var found and >= 0 ? at + found : -1) >= 0;) BitConverter.GetBytes(1).CopyTo(bytes, at);
        PackageFolder.Check(new MemoryStream(bytes));
        try
        {
            var to = await UnpackAsync(bytes);
            Assert.InRange(new FileInfo(Path.Combine(to, "bomb")).Length, 0, PackageFolder.MostBytes);
        }
        catch (BadPackageException e)
        {
            Assert.NotEqual("", e.Message);
            Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
        }
    }

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
