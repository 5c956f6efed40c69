using System.Security.Cryptography;
using Undercast.Kernel;

namespace Undercast.S3.Tests;

// AWS: "Using server-side encryption with AWS KMS keys (SSE-KMS)" of the S3 user guide, for the account's own key aws/s3.
public sealed class ManagedKeyTests : Fixture
{
    private const string Kms = "aws:kms";

    private async Task BucketUnderKmsAsync(string? key = null)
    {
        await BucketAsync();
        await Service.PutBucketEncryption(
            new PutBucketEncryptionInput
            {
                Bucket = Name,
                ServerSideEncryptionConfiguration = new ServerSideEncryptionConfiguration
                {
                    Rules = [new ServerSideEncryptionRule { ApplyServerSideEncryptionByDefault = new ServerSideEncryptionByDefault { SSEAlgorithm = Kms, KMSMasterKeyID = key }, BucketKeyEnabled = true }],
                },
            },
            Call);
    }

    private CallContext As(Principal caller) => new() { RequestId = "1", Caller = caller, Region = Call.Region, Now = Call.Now };

    [Fact]
    public async Task The_buckets_default_encrypts_what_says_nothing()
    {
        await BucketUnderKmsAsync();
        var body = Random(100);
        var put = await PutAsync("k", body);
        Assert.Equal((Kms, true), (put.ServerSideEncryption, put.BucketKeyEnabled));
        Assert.StartsWith($"arn:aws:kms:{Call.Region}:{Call.Account}:key/", put.SSEKMSKeyId, StringComparison.Ordinal);
        Assert.NotEqual($"\"{Convert.ToHexStringLower(MD5.HashData(body))}\"", put.ETag);
        Assert.Equal(body, await BytesAsync("k"));
        var head = await Service.HeadObject(new HeadObjectInput { Bucket = Name, Key = "k" }, Call);
        Assert.Equal((Kms, put.SSEKMSKeyId, put.ETag), (head.ServerSideEncryption, head.SSEKMSKeyId, head.ETag));
        var plain = await PutAsync("plain", body, i => i with { ServerSideEncryption = "AES256" });
        Assert.Equal(("AES256", null), (plain.ServerSideEncryption, plain.SSEKMSKeyId));
    }

    [Fact]
    public async Task Copies_and_parts_stand_under_the_key_of_their_bucket()
    {
        await BucketUnderKmsAsync("alias/aws/s3");
        await PutAsync("plain", Random(10), i => i with { ServerSideEncryption = "AES256" });
        Assert.Equal(Kms, (await Service.CopyObject(new CopyObjectInput { Bucket = Name, Key = "copy", CopySource = $"{Name}/plain" }, Call)).ServerSideEncryption);
        // What changes the encryption may copy an object onto itself.
        Assert.Equal(Kms, (await Service.CopyObject(new CopyObjectInput { Bucket = Name, Key = "plain", CopySource = $"{Name}/plain", ServerSideEncryption = Kms }, Call)).ServerSideEncryption);
        var upload = await Service.CreateMultipartUpload(new CreateMultipartUploadInput { Bucket = Name, Key = "parts" }, Call);
        Assert.Equal(Kms, upload.ServerSideEncryption);
        using var content = new MemoryStream(Random(10));
        var part = await Service.UploadPart(new UploadPartInput { Bucket = Name, Key = "parts", UploadId = upload.UploadId!, PartNumber = 1, Body = content, ContentLength = 10 }, Call);
        Assert.Equal((Kms, upload.SSEKMSKeyId), (part.ServerSideEncryption, part.SSEKMSKeyId));
        var whole = await Service.CompleteMultipartUpload(
            new CompleteMultipartUploadInput { Bucket = Name, Key = "parts", UploadId = upload.UploadId!, MultipartUpload = new CompletedMultipartUpload { Parts = [new CompletedPart { PartNumber = 1, ETag = part.ETag }] } }, Call);
        Assert.Equal((Kms, upload.SSEKMSKeyId), (whole.ServerSideEncryption, whole.SSEKMSKeyId));
    }

    [Fact]
    public async Task Only_the_accounts_principals_read_and_write_under_it()
    {
        await BucketUnderKmsAsync();
        await PutAsync("k");
        var get = new GetObjectInput { Bucket = Name, Key = "k" };
        Assert.Equal(
            "Requests specifying Server Side Encryption with AWS KMS managed keys require AWS Signature Version 4.",
            (await RefusedAsync<InvalidArgument>(async () => await Service.GetObject(get, As(Principal.Anonymous)))).Message);
        var stranger = In("us-east-1", "999999999999");
        Assert.Equal(CommonError.AccessDenied, (await RefusedAsync<CommonException>(async () => await Service.GetObject(get, stranger))).Kind);
        Assert.Equal(CommonError.AccessDenied, (await RefusedAsync<CommonException>(async () => await Service.HeadObject(new HeadObjectInput { Bucket = Name, Key = "k" }, stranger))).Kind);
        Assert.Equal(CommonError.AccessDenied, (await RefusedAsync<CommonException>(async () => await Service.PutObject(new PutObjectInput { Bucket = Name, Key = "x" }, stranger))).Kind);
    }

    [Fact]
    public async Task Other_keys_and_contradictions_are_refused()
    {
        Assert.Equal(CommonError.NotSupported, (await RefusedAsync<CommonException>(() => BucketUnderKmsAsync("arn:aws:kms:us-east-1:000000000000:key/1"))).Kind);
        Assert.Equal(CommonError.NotSupported, (await RefusedAsync<CommonException>(() => PutAsync("k", [], i => i with { ServerSideEncryption = Kms, SSEKMSKeyId = "alias/mine" }))).Kind);
        await RefusedAsync<InvalidArgument>(() => PutAsync("k", [], i => i with { ServerSideEncryption = "AES256", SSEKMSKeyId = "alias/aws/s3" }));
        await RefusedAsync<InvalidArgument>(() => PutAsync("k", [], i => i with { ServerSideEncryption = "rot13" }));
    }
}
