using Undercast.Kernel;

namespace Undercast.S3.Tests;

public sealed class ObjectTests : Fixture
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(8 * 1024)]
    [InlineData(8 * 1024 + 1)]
    [InlineData(1_000_000)]
    public async Task A_body_of_any_size_comes_back_as_it_was(int size)
    {
        await BucketAsync();
        var body = Random(size);
        var put = await PutAsync("k", body);
        Assert.Equal($"\"{Convert.ToHexStringLower(System.Security.Cryptography.MD5.HashData(body))}\"", put.ETag);
        Assert.Equal(body, await BytesAsync("k"));
        var head = await Service.HeadObject(new HeadObjectInput { Bucket = Name, Key = "k" }, Call);
        Assert.Equal((size, put.ETag, "binary/octet-stream"), ((int)head.ContentLength!, head.ETag, head.ContentType));
    }

    [Fact]
    public async Task What_stands_beside_the_bytes_comes_back()
    {
        await BucketAsync();
        await PutAsync("k", "x", i => i with
        {
            ContentType = "text/html", CacheControl = "no-cache", ContentEncoding = "aws-chunked,gzip", Metadata = new Dictionary<string, string> { ["Name"] = "value" }, Tagging = "a=1&b=two%20words", StorageClass = "GLACIER_IR",
        });
        var head = await Service.HeadObject(new HeadObjectInput { Bucket = Name, Key = "k" }, Call);
        Assert.Equal(("text/html", "no-cache", "gzip", "GLACIER_IR", 2), (head.ContentType, head.CacheControl, head.ContentEncoding, head.StorageClass, head.TagCount));
        Assert.Equal("value", head.Metadata!["name"]);
        var changed = await Service.GetObject(new GetObjectInput { Bucket = Name, Key = "k", ResponseContentType = "a/b" }, Call);
        await changed.Body!.DisposeAsync();
        Assert.Equal("a/b", changed.ContentType);
    }

    [Theory]
    [InlineData("bytes=0-0", "0")]
    [InlineData("bytes=2-4", "234")]
    [InlineData("bytes=7-", "789")]
    [InlineData("bytes=-3", "789")]
    [InlineData("bytes=5-100", "56789")]
    [InlineData("bytes=-100", "0123456789")]
    [InlineData("bytes=4-2", "0123456789")]
    [InlineData("lines=1-2", "0123456789")]
    public async Task A_range_is_read(string range, string expected)
    {
        await BucketAsync();
        await PutAsync("k", "0123456789");
        Assert.Equal(expected, await ReadAsync("k", range: range));
    }

    [Fact]
    public async Task A_range_behind_the_end_is_refused()
    {
        await BucketAsync();
        await PutAsync("k", "0123456789");
        var e = await RefusedAsync<InvalidRange>(() => ReadAsync("k", range: "bytes=10-"));
        Assert.Equal(("bytes=10-", 10), (e.RangeRequested, e.ActualObjectSize));
    }

    [Fact]
    public async Task Conditions_hold_reads_back()
    {
        await BucketAsync();
        var etag = (await PutAsync("k")).ETag!;
        Task Get(Func<GetObjectInput, GetObjectInput> with) => Service.GetObject(with(new GetObjectInput { Bucket = Name, Key = "k" }), Call).AsTask();
        await RefusedAsync<NotModified>(() => Get(i => i with { IfNoneMatch = etag }));
        await RefusedAsync<NotModified>(() => Get(i => i with { IfModifiedSince = Time.GetUtcNow() }));
        Assert.Equal("If-Match", (await RefusedAsync<PreconditionFailed>(() => Get(i => i with { IfMatch = "\"other\"" }))).Condition);
        await RefusedAsync<PreconditionFailed>(() => Get(i => i with { IfUnmodifiedSince = Time.GetUtcNow().AddDays(-1) }));
        // RFC 9110: a match makes the time beside it meaningless.
        await Get(i => i with { IfMatch = etag, IfUnmodifiedSince = Time.GetUtcNow().AddDays(-1) });
    }

    [Fact]
    public async Task Conditions_hold_writes_back()
    {
        await BucketAsync();
        var etag = (await PutAsync("k", "1", i => i with { IfNoneMatch = "*" })).ETag!;
        Assert.Equal("If-None-Match", (await RefusedAsync<PreconditionFailed>(() => PutAsync("k", "2", i => i with { IfNoneMatch = "*" }))).Condition);
        await RefusedAsync<HeaderNotImplemented>(() => PutAsync("k", "2", i => i with { IfNoneMatch = etag }));
        await PutAsync("k", "2", i => i with { IfMatch = etag });
        await RefusedAsync<PreconditionFailed>(() => PutAsync("k", "3", i => i with { IfMatch = etag }));
        await RefusedAsync<NoSuchKey>(() => PutAsync("none", "3", i => i with { IfMatch = etag }));
        Assert.Equal("2", await ReadAsync("k"));
    }

    [Fact]
    public async Task A_wrong_digest_leaves_nothing_behind()
    {
        await BucketAsync();
        await RefusedAsync<InvalidDigest>(() => PutAsync("k", "x", i => i with { ContentMD5 = "nonsense" }));
        var e = await RefusedAsync<BadDigest>(() => PutAsync("k", Random(20_000), i => i with { ContentMD5 = Convert.ToBase64String(new byte[16]) }));
        Assert.Equal("The Content-MD5 you specified did not match what we received.", e.Message);
        Assert.Equal("The CRC32 you specified did not match the calculated checksum.", (await RefusedAsync<BadDigest>(() => PutAsync("k", "x", i => i with { ChecksumCRC32 = "AAAAAA==" }))).Message);
        await RefusedAsync<InvalidRequest>(() => PutAsync("k", "x", i => i with { ChecksumCRC32 = "AAAA" }));
        await RefusedAsync<InvalidRequest>(() => PutAsync("k", "x", i => i with { ChecksumCRC32 = "AAAAAA==", ChecksumSHA1 = Convert.ToBase64String(new byte[20]) }));
        Assert.Empty(await KeysAsync());
        Assert.Equal(0, await Blobs.CollectAsync(TimeSpan.Zero, _ => new(false)));
    }

    [Fact]
    public async Task A_key_may_be_long_and_strange_but_not_too_long()
    {
        await BucketAsync();
        foreach (var key in (string[])["../../etc/passwd", "a\0b", "日本語/ ", new string('é', 512), "//", "x/../y"])
        {
            await PutAsync(key, key);
            Assert.Equal(key, await ReadAsync(key));
        }
        await RefusedAsync<KeyTooLong>(() => PutAsync(new string('é', 513)));
    }

    [Fact]
    public async Task Metadata_and_tags_have_limits()
    {
        await BucketAsync();
        await RefusedAsync<MetadataTooLarge>(() => PutAsync("k", "x", i => i with { Metadata = new Dictionary<string, string> { ["n"] = new string('v', 2048) } }));
        await RefusedAsync<BadRequest>(() => PutAsync("k", "x", i => i with { Tagging = string.Join('&', Enumerable.Range(0, 11).Select(n => $"k{n}=v")) }));
        await RefusedAsync<InvalidTag>(() => PutAsync("k", "x", i => i with { Tagging = "aws:x=1" }));
        await RefusedAsync<InvalidStorageClass>(() => PutAsync("k", "x", i => i with { StorageClass = "NONE" }));
    }

    [Fact]
    public async Task Whether_a_key_exists_is_hidden_from_those_who_may_not_list()
    {
        await BucketAsync();
        Assert.Equal("none", (await RefusedAsync<NoSuchKey>(() => ReadAsync("none"))).Key);
        Access.Denied.Add("s3:ListBucket");
        Assert.Equal(CommonError.AccessDenied, (await RefusedAsync<CommonException>(() => ReadAsync("none"))).Kind);
    }

    [Fact]
    public async Task An_overwritten_body_is_dropped()
    {
        await BucketAsync();
        await PutAsync("k", Random(20_000));
        await PutAsync("k", Random(30_000));
        Assert.Equal(1, await Store.ReadAsync(tx => tx.CountAsync(S3Tables.Blobs.All)));
        Assert.Equal(1, await Blobs.CollectAsync(TimeSpan.Zero, _ => new(false)));
    }

    [Fact]
    public async Task An_orphan_is_collected_and_a_named_blob_stays()
    {
        RunJobs();
        await BucketAsync();
        await Blobs.WriteAsync(new MemoryStream(Random(9000)));
        await PutAsync("k", Random(20_000));
        var collected = 0;
        await EventuallyAsync(
            async () =>
            {
                // What the job has left is what a row names.
                var all = 0;
                await Blobs.CollectAsync(TimeSpan.Zero, _ => { all++; return new(true); });
                collected = 2 - all;
                return collected == 1;
            },
            TimeSpan.FromMinutes(10));
        Assert.Equal(Random(20_000), await BytesAsync("k"));
    }

    [Fact]
    public async Task A_copy_takes_what_it_is_told()
    {
        await BucketAsync();
        await PutAsync("a b", "body", i => i with { ContentType = "text/plain", Tagging = "t=1", Metadata = new Dictionary<string, string> { ["m"] = "1" } });
        var copy = await Service.CopyObject(new CopyObjectInput { Bucket = Name, Key = "c", CopySource = $"{Name}/a%20b" }, Call);
        Assert.Equal("\"841a2d689ad86bd1611447453c22c6fc\"", copy.CopyObjectResult!.ETag);
        var head = await Service.HeadObject(new HeadObjectInput { Bucket = Name, Key = "c" }, Call);
        Assert.Equal(("text/plain", "1", 1), (head.ContentType, head.Metadata!["m"], head.TagCount));
        await Service.CopyObject(
            new CopyObjectInput { Bucket = Name, Key = "c", CopySource = $"/{Name}/c", MetadataDirective = "REPLACE", TaggingDirective = "REPLACE", Metadata = new Dictionary<string, string> { ["n"] = "2" } }, Call);
        head = await Service.HeadObject(new HeadObjectInput { Bucket = Name, Key = "c" }, Call);
        Assert.Equal(("binary/octet-stream", "2", null), (head.ContentType, head.Metadata!["n"], head.TagCount));
        Assert.StartsWith("This copy request is illegal", (await RefusedAsync<InvalidRequest>(async () => await Service.CopyObject(new CopyObjectInput { Bucket = Name, Key = "c", CopySource = $"{Name}/c" }, Call))).Message, StringComparison.Ordinal);
        await RefusedAsync<PreconditionFailed>(async () => await Service.CopyObject(new CopyObjectInput { Bucket = Name, Key = "d", CopySource = $"{Name}/c", CopySourceIfMatch = "x" }, Call));
        await RefusedAsync<NoSuchKey>(async () => await Service.CopyObject(new CopyObjectInput { Bucket = Name, Key = "d", CopySource = $"{Name}/none" }, Call));
        await RefusedAsync<InvalidArgument>(async () => await Service.CopyObject(new CopyObjectInput { Bucket = Name, Key = "d", CopySource = "nonsense" }, Call));
    }

    [Fact]
    public async Task Tags_are_replaced_read_and_removed()
    {
        await BucketAsync();
        await PutAsync("k");
        await Service.PutObjectTagging(new PutObjectTaggingInput { Bucket = Name, Key = "k", Tagging = new Tagging { TagSet = [new Tag { Key = "a", Value = "1" }] } }, Call);
        Assert.Equal("1", Assert.Single((await Service.GetObjectTagging(new GetObjectTaggingInput { Bucket = Name, Key = "k" }, Call)).TagSet).Value);
        await Service.DeleteObjectTagging(new DeleteObjectTaggingInput { Bucket = Name, Key = "k" }, Call);
        Assert.Empty((await Service.GetObjectTagging(new GetObjectTaggingInput { Bucket = Name, Key = "k" }, Call)).TagSet);
    }

    [Fact]
    public async Task Attributes_are_those_asked_for()
    {
        await BucketAsync();
        await PutAsync("k", "hello");
        var found = await Service.GetObjectAttributes(new GetObjectAttributesInput { Bucket = Name, Key = "k", ObjectAttributes = ["ETag", "ObjectSize", "Checksum"] }, Call);
        Assert.Equal(("5d41402abc4b2a76b9719d911017c592", 5, null), (found.ETag, (int)found.ObjectSize!, found.StorageClass));
        Assert.NotNull(found.Checksum!.ChecksumCRC64NVME);
        await RefusedAsync<InvalidArgument>(async () => await Service.GetObjectAttributes(new GetObjectAttributesInput { Bucket = Name, Key = "k", ObjectAttributes = ["Nonsense"] }, Call));
    }

    [Fact]
    public async Task Many_are_deleted_at_once()
    {
        await BucketAsync();
        foreach (var key in (string[])["a", "b", "c"]) await PutAsync(key);
        var answer = await Service.DeleteObjects(
            new DeleteObjectsInput { Bucket = Name, Delete = new Delete { Objects = [new() { Key = "a" }, new() { Key = "none" }, new() { Key = "b", VersionId = "nonsense" }] } }, Call);
        Assert.Equal(["a", "none"], answer.Deleted!.Select(d => d.Key));
        Assert.Equal(("b", "NoSuchVersion"), (Assert.Single(answer.Errors!).Key, answer.Errors![0].Code));
        Assert.Equal(["b", "c"], await KeysAsync());
        await RefusedAsync<MalformedXml>(async () => await Service.DeleteObjects(new DeleteObjectsInput { Bucket = Name, Delete = new Delete { Objects = [] } }, Call));
    }
}
