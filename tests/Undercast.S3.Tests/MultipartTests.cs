using System.Security.Cryptography;

namespace Undercast.S3.Tests;

public sealed class MultipartTests : Fixture
{
    private const int Five = 5 * 1024 * 1024;

    private async Task<string> BeginAsync(string? algorithm = null, string? type = null) =>
        (await Service.CreateMultipartUpload(new CreateMultipartUploadInput { Bucket = Name, Key = "k", ChecksumAlgorithm = algorithm, ChecksumType = type, ContentType = "a/b" }, Call)).UploadId!;

    private async Task<CompletedPart> SendAsync(string upload, int number, byte[] body)
    {
        var part = await Service.UploadPart(new UploadPartInput { Bucket = Name, Key = "k", UploadId = upload, PartNumber = number, Body = new MemoryStream(body), ContentLength = body.Length }, Call);
        return new CompletedPart { PartNumber = number, ETag = part.ETag, ChecksumSHA256 = part.ChecksumSHA256, ChecksumCRC32 = part.ChecksumCRC32 };
    }

    private async Task<CompleteMultipartUploadOutput> EndAsync(string upload, params CompletedPart[] parts) => await Service.CompleteMultipartUpload(
        new CompleteMultipartUploadInput { Bucket = Name, Key = "k", UploadId = upload, MultipartUpload = new CompletedMultipartUpload { Parts = parts } }, Call);

    [Fact]
    public async Task Parts_become_one_object()
    {
        await BucketAsync();
        var upload = await BeginAsync();
        var (one, two) = (Random(Five), Random(100));
        var last = await SendAsync(upload, 7, two);
        var first = await SendAsync(upload, 2, one);
        await SendAsync(upload, 9, Random(9000));
        var done = await EndAsync(upload, first, last);
        Assert.Equal($"\"{Convert.ToHexStringLower(MD5.HashData([.. MD5.HashData(one), .. MD5.HashData(two)]))}-2\"", done.ETag);
        byte[] whole = [.. one, .. two];
        Assert.Equal(whole, await BytesAsync("k"));
        Assert.Equal(whole[(Five - 2)..(Five + 3)], await BytesAsync("k", range: $"bytes={Five - 2}-{Five + 2}"));
        var part = await Service.HeadObject(new HeadObjectInput { Bucket = Name, Key = "k", PartNumber = 2 }, Call);
        Assert.Equal((100, 2, "a/b", 206), ((int)part.ContentLength!, part.PartsCount, part.ContentType, part.StatusCode));
        await RefusedAsync<InvalidPartNumber>(async () => await Service.HeadObject(new HeadObjectInput { Bucket = Name, Key = "k", PartNumber = 3 }, Call));
        await RefusedAsync<NoSuchUpload>(() => EndAsync(upload, first, last));
        Assert.Equal(0, await Store.ReadAsync(tx => tx.CountAsync(S3Tables.Parts.All)));
        Assert.Equal(1, await Blobs.CollectAsync(TimeSpan.Zero, _ => new(false)));
    }

    [Fact]
    public async Task Checksums_are_of_parts_or_of_the_whole()
    {
        await BucketAsync();
        var body = Random(2000);
        var upload = await BeginAsync("SHA256");
        var done = await EndAsync(upload, await SendAsync(upload, 1, body));
        Assert.Equal(($"{Convert.ToBase64String(SHA256.HashData(SHA256.HashData(body)))}-1", "COMPOSITE"), (done.ChecksumSHA256, done.ChecksumType));
        var whole = await BeginAsync("CRC32", "FULL_OBJECT");
        var part = await SendAsync(whole, 1, body);
        Assert.Equal((part.ChecksumCRC32, "FULL_OBJECT"), ((await EndAsync(whole, part)).ChecksumCRC32, "FULL_OBJECT"));
        await RefusedAsync<InvalidRequest>(() => BeginAsync("SHA256", "FULL_OBJECT"));
        await RefusedAsync<InvalidRequest>(() => BeginAsync("CRC64NVME", "COMPOSITE"));
    }

    [Fact]
    public async Task What_does_not_fit_together_is_refused()
    {
        await BucketAsync();
        var upload = await BeginAsync();
        var (one, two) = (await SendAsync(upload, 1, Random(10)), await SendAsync(upload, 2, Random(10)));
        Assert.Equal((10, 1), (await RefusedAsync<EntityTooSmall>(() => EndAsync(upload, one, two))) is var small ? (small.ProposedSize, small.PartNumber) : default);
        await RefusedAsync<InvalidPartOrder>(() => EndAsync(upload, two, one));
        await RefusedAsync<InvalidPart>(() => EndAsync(upload, two with { ETag = "\"0\"" }));
        await RefusedAsync<InvalidPart>(() => EndAsync(upload, one with { PartNumber = 3 }));
        await RefusedAsync<MalformedXml>(() => EndAsync(upload));
        await RefusedAsync<InvalidArgument>(() => SendAsync(upload, 10_001, Random(1)));
        await RefusedAsync<NoSuchUpload>(() => SendAsync("none", 1, Random(1)));
    }

    [Fact]
    public async Task Uploads_and_parts_are_listed_and_given_up()
    {
        await BucketAsync();
        var upload = await BeginAsync();
        for (var i = 1; i <= 3; i++) await SendAsync(upload, i, Random(9000 + i));
        var page = await Service.ListParts(new ListPartsInput { Bucket = Name, Key = "k", UploadId = upload, MaxParts = 2 }, Call);
        Assert.Equal([1, 2], page.Parts!.Select(p => p.PartNumber!.Value));
        Assert.Equal((true, 2), (page.IsTruncated, page.NextPartNumberMarker));
        page = await Service.ListParts(new ListPartsInput { Bucket = Name, Key = "k", UploadId = upload, PartNumberMarker = 2 }, Call);
        Assert.Equal((3, 9003), (Assert.Single(page.Parts!).PartNumber, page.Parts![0].Size));
        Assert.Equal(upload, Assert.Single((await Service.ListMultipartUploads(new ListMultipartUploadsInput { Bucket = Name }, Call)).Uploads!).UploadId);
        await Service.AbortMultipartUpload(new AbortMultipartUploadInput { Bucket = Name, Key = "k", UploadId = upload }, Call);
        Assert.Empty((await Service.ListMultipartUploads(new ListMultipartUploadsInput { Bucket = Name }, Call)).Uploads!);
        Assert.Equal(0, await Blobs.CollectAsync(TimeSpan.Zero, _ => new(false)));
    }

    [Fact]
    public async Task A_part_is_copied_from_a_range()
    {
        await BucketAsync();
        await PutAsync("source", "0123456789");
        var upload = await BeginAsync();
        var part = await Service.UploadPartCopy(
            new UploadPartCopyInput { Bucket = Name, Key = "k", UploadId = upload, PartNumber = 1, CopySource = $"{Name}/source", CopySourceRange = "bytes=2-4" }, Call);
        await EndAsync(upload, new CompletedPart { PartNumber = 1, ETag = part.CopyPartResult!.ETag });
        Assert.Equal("234", await ReadAsync("k"));
        await RefusedAsync<InvalidArgument>(async () => await Service.UploadPartCopy(
            new UploadPartCopyInput { Bucket = Name, Key = "k", UploadId = upload, PartNumber = 1, CopySource = $"{Name}/source", CopySourceRange = "bytes=2-10" }, Call));
    }
}
