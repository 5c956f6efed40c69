using System.Security.Cryptography;

namespace Undercast.Storage.Tests;

public abstract class BlobSuite
{
    private protected ManualTime Time { get; } = new();

    protected abstract IBlobStore Blobs { get; }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(128 * 1024)]
    [InlineData(1_000_003)]
    public async Task Written_blob_is_read_back_with_its_digests(int size)
    {
        var content = RandomNumberGenerator.GetBytes(size);
        var blob = await Blobs.WriteAsync(new MemoryStream(content), BlobDigests.Sha256 | BlobDigests.Md5);
        Assert.Equal(size, blob.Length);
        Assert.Equal(SHA256.HashData(content), blob.Sha256);
        Assert.Equal(MD5.HashData(content), blob.Md5);
        Assert.Equal(content, await ReadAll(blob.Id));
    }

    [Fact]
    public async Task Digests_are_taken_only_when_asked_for()
    {
        var blob = await Blobs.WriteAsync(new MemoryStream([1]));
        Assert.Null(blob.Sha256);
        Assert.Null(blob.Md5);
    }

    [Fact]
    public async Task Part_of_a_blob_is_read_by_offset_and_length()
    {
        var blob = await Blobs.WriteAsync(new MemoryStream([0, 1, 2, 3, 4, 5]));
        Assert.Equal([2, 3, 4], await ReadAll(blob.Id, 2, 3));
        Assert.Equal([4, 5], await ReadAll(blob.Id, 4));
        Assert.Empty(await ReadAll(blob.Id, 6));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await Blobs.OpenAsync(blob.Id, 7));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await Blobs.OpenAsync(blob.Id, 2, 5));
    }

    [Fact]
    public async Task Deleted_blob_is_gone_but_an_open_stream_reads_on()
    {
        var blob = await Blobs.WriteAsync(new MemoryStream([1, 2, 3]));
        await using var open = await Blobs.OpenAsync(blob.Id);
        await Blobs.DeleteAsync(blob.Id);
        await Blobs.DeleteAsync(blob.Id);
        Assert.Null(await Blobs.OpenAsync(blob.Id));
        Assert.Equal(1, open!.ReadByte());
    }

    [Fact]
    public async Task Interrupted_write_leaves_nothing()
    {
        await Assert.ThrowsAsync<InvalidDataException>(async () => await Blobs.WriteAsync(new FailingStream()));
        Time.Advance(TimeSpan.FromDays(800));
        Assert.Equal(0, await Blobs.CollectAsync(TimeSpan.FromHours(1), _ => new ValueTask<bool>(false)));
    }

    [Fact]
    public async Task Collection_takes_old_orphans_and_nothing_else()
    {
        var named = await Blobs.WriteAsync(new MemoryStream([1]));
        var orphan = await Blobs.WriteAsync(new MemoryStream([2]));
        Assert.Equal(0, await Blobs.CollectAsync(TimeSpan.FromDays(3650), id => new ValueTask<bool>(id == named.Id)));
        Time.Advance(TimeSpan.FromDays(800));
        Assert.Equal(1, await Blobs.CollectAsync(TimeSpan.FromHours(1), id => new ValueTask<bool>(id == named.Id)));
        Assert.Null(await Blobs.OpenAsync(orphan.Id));
        Assert.Equal([1], await ReadAll(named.Id));
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("")]
    [InlineData("ABCDEF0123456789abcdef0123456789")]
    [InlineData("zz00000000000000000000000000000g")]
    public void Text_that_is_not_an_id_is_refused(string text)
    {
        Assert.False(BlobId.TryParse(text, out _));
        Assert.Throws<StoreCorruptException>(() => BlobId.Parse(text));
    }

    [Fact]
    public void Id_round_trips()
    {
        var id = BlobId.Fresh();
        Assert.Equal(id, BlobId.Parse(id.ToString()));
    }

    protected async Task<byte[]> ReadAll(BlobId id, long offset = 0, long? length = null)
    {
        await using var stream = await Blobs.OpenAsync(id, offset, length);
        using var copy = new MemoryStream();
        await stream!.CopyToAsync(copy);
        return copy.ToArray();
    }

    private sealed class FailingStream : MemoryStream
    {
        private int _reads;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            ++_reads > 3 ? throw new InvalidDataException("cut off") : new ValueTask<int>(buffer.Length);
    }
}

public sealed class MemoryBlobTests : BlobSuite
{
    public MemoryBlobTests() => Blobs = new MemoryBlobStore(Time);

    protected override IBlobStore Blobs { get; }
}

[Collection(Alone.Name)]
public sealed class FileBlobTests : BlobSuite, IDisposable
{
    private readonly string _directory = Path.Combine(Path.GetTempPath(), "undercast-blobs", Guid.NewGuid().ToString("n"));

    public FileBlobTests() => Blobs = new FileBlobStore(_directory, Time);

    protected override IBlobStore Blobs { get; }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task Leftovers_of_a_killed_process_are_collected_and_strange_files_are_not()
    {
        var leftover = Path.Combine(_directory, "incoming", BlobId.Fresh().ToString());
        var strange = Path.Combine(_directory, "README");
        await File.WriteAllTextAsync(leftover, "half");
        await File.WriteAllTextAsync(strange, "mine");
        Time.Advance(TimeSpan.FromDays(800));
        Assert.Equal(1, await Blobs.CollectAsync(TimeSpan.FromHours(1), _ => new ValueTask<bool>(true)));
        Assert.False(File.Exists(leftover));
        Assert.True(File.Exists(strange));
    }

    [Fact]
    public async Task Large_blob_is_written_and_read_in_bounded_memory()
    {
        const int size = 64 << 20;
        var total = GC.GetTotalAllocatedBytes();
        var blob = await Blobs.WriteAsync(new ZeroStream(size), BlobDigests.Md5);
        await using var stream = await Blobs.OpenAsync(blob.Id);
        await stream!.CopyToAsync(Stream.Null);
        Assert.Equal(size, blob.Length);
        Assert.True(GC.GetTotalAllocatedBytes() - total < size, $"allocated {GC.GetTotalAllocatedBytes() - total}");
    }

    private sealed class ZeroStream(long size) : MemoryStream
    {
        private long _left = size;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var count = (int)Math.Min(_left, buffer.Length);
            _left -= count;
            return new ValueTask<int>(count);
        }
    }
}

/// <summary>Tests that measure the whole process run with no other beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}
