using System.Security.Cryptography;
using System.Text;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.S3.Tests;

// AWS: "Using server-side encryption with customer-provided keys (SSE-C)" of the S3 user guide.
public sealed class CustomerKeyTests : Fixture
{
    private static readonly byte[] Key = Random(32);
    private static readonly byte[] Other = [.. Random(32).Reverse()];

    private static string Text(byte[] key) => Convert.ToBase64String(key);

    private static string Digest(byte[] key) => Convert.ToBase64String(MD5.HashData(key));

    private Task<PutObjectOutput> PutKeyedAsync(string name, byte[] body) => PutAsync(name, body, i => i with { SSECustomerAlgorithm = "AES256", SSECustomerKey = Text(Key), SSECustomerKeyMD5 = Digest(Key) });

    private async Task<byte[]> GetAsync(string name, byte[]? key, string? range = null)
    {
        var found = await Service.GetObject(
            new GetObjectInput
            {
                Bucket = Name, Key = name, Range = range, SSECustomerAlgorithm = key is null ? null : "AES256", SSECustomerKey = key is null ? null : Text(key), SSECustomerKeyMD5 = key is null ? null : Digest(key),
            },
            Call);
        await using var body = found.Body!;
        using var all = new MemoryStream();
        await body.CopyToAsync(all);
        return all.ToArray();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(700_001)]
    public async Task An_object_is_read_with_its_key_and_with_no_other(int size)
    {
        await BucketAsync();
        var body = Random(size);
        var put = await PutKeyedAsync("k", body);
        Assert.Equal(("AES256", Digest(Key), null), (put.SSECustomerAlgorithm, put.SSECustomerKeyMD5, put.ServerSideEncryption));
        Assert.NotEqual($"\"{Convert.ToHexStringLower(MD5.HashData(body))}\"", put.ETag);
        Assert.Equal(body, await GetAsync("k", Key));
        Assert.Equal("The object was stored using a form of Server Side Encryption. The correct parameters must be provided to retrieve the object.", (await RefusedAsync<InvalidRequest>(() => GetAsync("k", null))).Message);
        Assert.Equal(CommonError.AccessDenied, (await RefusedAsync<CommonException>(() => GetAsync("k", Other))).Kind);
        await RefusedAsync<InvalidRequest>(async () => await Service.HeadObject(new HeadObjectInput { Bucket = Name, Key = "k" }, Call));
        await RefusedAsync<InvalidRequest>(async () => await Service.GetObjectAttributes(new GetObjectAttributesInput { Bucket = Name, Key = "k", ObjectAttributes = ["ETag"] }, Call));
        await PutAsync("plain");
        Assert.Equal("The encryption parameters are not applicable to this object.", (await RefusedAsync<InvalidRequest>(() => GetAsync("plain", Key))).Message);
    }

    [Theory]
    [InlineData("bytes=0-0")]
    [InlineData("bytes=15-17")]
    [InlineData("bytes=4095-8200")]
    [InlineData("bytes=12345-99999")]
    [InlineData("bytes=-1")]
    public async Task A_range_is_deciphered_from_its_middle(string range)
    {
        await BucketAsync();
        var body = Random(100_000);
        await PutKeyedAsync("k", body);
        await PutAsync("plain", body);
        Assert.Equal(await BytesAsync("plain", range: range), await GetAsync("k", Key, range));
    }

    [Fact]
    public async Task What_is_stored_is_enciphered()
    {
        await BucketAsync();
        var body = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("a secret to find ", 2000)));
        await PutKeyedAsync("large", body);
        await PutKeyedAsync("small", body[..100]);
        var stored = await Store.ReadAsync(async tx => (await S3Tables.Contents.RangeAsync(tx, S3Tables.Contents.All), await S3Tables.Blobs.RangeAsync(tx, S3Tables.Blobs.All)));
        Assert.Equal(-1, Assert.Single(stored.Item1).Record.Bytes.Span.IndexOf("secret"u8));
        await using var blob = await Blobs.OpenAsync(BlobId.Parse(Assert.Single(stored.Item2).Key.Id));
        using var all = new MemoryStream();
        await blob!.CopyToAsync(all);
        Assert.Equal((body.Length, -1), (all.Length, all.ToArray().AsSpan().IndexOf("secret"u8)));
    }

    // Cipher and counter against a published vector: NIST SP 800-38A, F.5.5 (CTR-AES256.Encrypt).
    [Fact]
    public void The_cipher_is_the_published_one()
    {
        var key = Convert.FromHexString("603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4");
        var bytes = Convert.FromHexString("6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51");
        using var cipher = new CounterCipher(key, Convert.FromHexString("f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff"), 0);
        cipher.Apply(bytes);
        Assert.Equal("601ec313775789a5b7a7f504bbf3d228f443e3ca4d62b59aca84e990cacaf5c5", Convert.ToHexStringLower(bytes));
    }

    [Fact]
    public async Task A_key_that_is_none_is_refused()
    {
        await BucketAsync();
        Task Put(string? algorithm, string? key, string? md5) => PutAsync("k", "x", i => i with { SSECustomerAlgorithm = algorithm, SSECustomerKey = key, SSECustomerKeyMD5 = md5 });
        await RefusedAsync<InvalidArgument>(() => Put(null, Text(Key), Digest(Key)));
        await RefusedAsync<InvalidEncryptionAlgorithm>(() => Put("AES128", Text(Key), Digest(Key)));
        await RefusedAsync<InvalidArgument>(() => Put("AES256", null, Digest(Key)));
        await RefusedAsync<InvalidArgument>(() => Put("AES256", Text(Key), null));
        Assert.Equal("The secret key was invalid for the specified algorithm.", (await RefusedAsync<InvalidArgument>(() => Put("AES256", Text(Key[..16]), Digest(Key[..16])))).Message);
        Assert.Equal("The calculated MD5 hash of the key did not match the hash that was provided.", (await RefusedAsync<InvalidArgument>(() => Put("AES256", Text(Key), Digest(Other)))).Message);
        await RefusedAsync<InvalidArgument>(() => PutAsync("k", "x", i => i with { ServerSideEncryption = "AES256", SSECustomerAlgorithm = "AES256", SSECustomerKey = Text(Key), SSECustomerKeyMD5 = Digest(Key) }));
    }

    [Fact]
    public async Task A_copy_needs_the_sources_key_and_may_have_one_of_its_own()
    {
        await BucketAsync();
        var body = Random(20_000);
        await PutKeyedAsync("k", body);
        var copy = new CopyObjectInput { Bucket = Name, Key = "c", CopySource = $"{Name}/k" };
        await RefusedAsync<InvalidRequest>(async () => await Service.CopyObject(copy, Call));
        await Service.CopyObject(
            copy with
            {
                CopySourceSSECustomerAlgorithm = "AES256", CopySourceSSECustomerKey = Text(Key), CopySourceSSECustomerKeyMD5 = Digest(Key),
                SSECustomerAlgorithm = "AES256", SSECustomerKey = Text(Other), SSECustomerKeyMD5 = Digest(Other),
            },
            Call);
        Assert.Equal(body, await GetAsync("c", Other));
    }

    [Fact]
    public async Task Every_part_comes_with_the_uploads_key()
    {
        await BucketAsync();
        var upload = (await Service.CreateMultipartUpload(
            new CreateMultipartUploadInput { Bucket = Name, Key = "k", SSECustomerAlgorithm = "AES256", SSECustomerKey = Text(Key), SSECustomerKeyMD5 = Digest(Key) }, Call)).UploadId!;
        UploadPartInput Part(int number, byte[] body, byte[]? key) => new()
        {
            Bucket = Name, Key = "k", UploadId = upload, PartNumber = number, Body = new MemoryStream(body), SSECustomerAlgorithm = key is null ? null : "AES256",
            SSECustomerKey = key is null ? null : Text(key), SSECustomerKeyMD5 = key is null ? null : Digest(key),
        };
        await RefusedAsync<InvalidRequest>(async () => await Service.UploadPart(Part(1, [1], null), Call));
        await RefusedAsync<InvalidRequest>(async () => await Service.UploadPart(Part(1, [1], Other), Call));
        var (first, second) = (Random(5 * 1024 * 1024), Random(100));
        var one = await Service.UploadPart(Part(1, first, Key), Call);
        var two = await Service.UploadPart(Part(2, second, Key), Call);
        await Service.CompleteMultipartUpload(
            new CompleteMultipartUploadInput
            {
                Bucket = Name, Key = "k", UploadId = upload,
                MultipartUpload = new CompletedMultipartUpload { Parts = [new CompletedPart { PartNumber = 1, ETag = one.ETag }, new CompletedPart { PartNumber = 2, ETag = two.ETag }] },
            },
            Call);
        Assert.Equal(first.Concat(second), await GetAsync("k", Key));
        Assert.Equal(second, await GetAsync("k", Key, "bytes=-100"));
    }

    [Fact]
    public async Task A_bucket_may_block_customers_keys()
    {
        await BucketAsync();
        await Service.PutBucketEncryption(
            new PutBucketEncryptionInput
            {
                Bucket = Name,
                ServerSideEncryptionConfiguration = new ServerSideEncryptionConfiguration
                {
                    Rules = [new ServerSideEncryptionRule { ApplyServerSideEncryptionByDefault = new ServerSideEncryptionByDefault { SSEAlgorithm = "AES256" }, BlockedEncryptionTypes = new BlockedEncryptionTypes { EncryptionType = ["SSE-C"] } }],
                },
            },
            Call);
        Assert.Equal(CommonError.AccessDenied, (await RefusedAsync<CommonException>(() => PutKeyedAsync("k", [1]))).Kind);
        await PutAsync("k");
    }
}
