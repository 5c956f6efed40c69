using System.Collections.Concurrent;
using System.Security.Cryptography;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace Undercast.Scenarios;

/// <summary>The server is killed while clients upload, complete, overwrite and delete.</summary>
public sealed class S3CrashTests
{
    private const string Bucket = "crash";
    private const int PartSize = 5 * 1024 * 1024;
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task What_was_acknowledged_is_whole_and_nothing_else_is_left()
    {
        using var folder = new Folder();
        // What each key was last acknowledged to hold (null: deleted), and what may hold instead because an answer never came.
        var known = new ConcurrentDictionary<string, string?>();
        var unsure = new ConcurrentDictionary<string, ConcurrentBag<string?>>();
        for (var round = 0; round < 3; round++)
        {
            using var server = await RunningServer.StartAsync(folder.Name);
            using var client = server.Client();
            await client.PutBucketAsync(Bucket);
            var done = 0;
            var own = round;
            var workers = Enumerable.Range(0, 6).Select(worker => Task.Run(async () =>
            {
                var random = new Random((own * 100) + worker);
                for (var n = 0; ; n++)
                {
                    var key = $"w{worker}/k{random.Next(4)}";
                    var body = new byte[worker == 0 ? PartSize + 20_000 : random.Next(40) == 0 ? 3_000_000 : random.Next(60_000)];
                    random.NextBytes(body);
                    var digest = n % 5 == 4 ? null : Convert.ToHexString(SHA256.HashData(body));
                    try
                    {
                        if (digest is null) await client.DeleteObjectAsync(Bucket, key);
                        else if (worker == 0) await InPartsAsync(client, key, body);
                        else await client.PutObjectAsync(new PutObjectRequest { BucketName = Bucket, Key = key, InputStream = new MemoryStream(body) });
                        known[key] = digest;
                        unsure.TryRemove(key, out _);
                        Interlocked.Increment(ref done);
                    }
                    catch (Exception e) when (e is AmazonClientException or AmazonS3Exception or HttpRequestException or IOException or OperationCanceledException)
                    {
                        // The server is gone: what this request did is not known.
                        unsure.GetOrAdd(key, static _ => []).Add(digest);
                        return;
                    }
                }
            })).ToArray();
            var until = DateTime.UtcNow + Deadline;
            while (Volatile.Read(ref done) < 60)
            {
                Assert.True(DateTime.UtcNow < until && !workers.All(w => w.IsCompleted), "The load does not get on.");
                await Task.Delay(5);
            }
            server.Kill();
            await Task.WhenAll(workers);
        }

        using var after = await RunningServer.StartAsync(folder.Name);
        using var reader = after.Client();
        foreach (var key in known.Keys.Union(unsure.Keys))
        {
            var possible = unsure.TryGetValue(key, out var maybe) ? maybe.Append(known.GetValueOrDefault(key)).ToHashSet() : [known[key]];
            Assert.Contains(await DigestAsync(reader, key), possible);
        }

        // Uploads that nobody completed go, and with the hour of grace everything that no object names.
        foreach (var upload in (await reader.ListMultipartUploadsAsync(new ListMultipartUploadsRequest { BucketName = Bucket })).MultipartUploads ?? [])
            await reader.AbortMultipartUploadAsync(Bucket, upload.Key, upload.UploadId);
        await after.AdvanceAsync(TimeSpan.FromDays(1));
        var named = 0;
        foreach (var o in (await reader.ListObjectsV2Async(new ListObjectsV2Request { BucketName = Bucket })).S3Objects ?? [])
        {
            if (o.Size > 8 * 1024) named += (await reader.GetObjectMetadataAsync(new GetObjectMetadataRequest { BucketName = Bucket, Key = o.Key, PartNumber = 1 })).PartsCount ?? 1;
        }
        var end = DateTime.UtcNow + Deadline;
        var blobs = Path.Combine(folder.Name, "blobs");
        while (Directory.EnumerateFiles(blobs, "*", SearchOption.AllDirectories).Count() != named)
        {
            Assert.True(DateTime.UtcNow < end, $"{Directory.EnumerateFiles(blobs, "*", SearchOption.AllDirectories).Count()} files are left where {named} are named.");
            await Task.Delay(50);
        }
        foreach (var key in known.Keys) await DigestAsync(reader, key);
    }

    private static async Task InPartsAsync(AmazonS3Client client, string key, byte[] body)
    {
        var upload = (await client.InitiateMultipartUploadAsync(Bucket, key)).UploadId;
        var parts = new List<PartETag>();
        for (int at = 0, number = 1; at < body.Length; at += PartSize, number++)
        {
            var part = await client.UploadPartAsync(new UploadPartRequest
            {
                BucketName = Bucket, Key = key, UploadId = upload, PartNumber = number, InputStream = new MemoryStream(body, at, Math.Min(PartSize, body.Length - at)),
            });
            parts.Add(new PartETag(number, part.ETag));
        }
        await client.CompleteMultipartUploadAsync(new CompleteMultipartUploadRequest { BucketName = Bucket, Key = key, UploadId = upload, PartETags = parts });
    }

    private static async Task<string?> DigestAsync(AmazonS3Client client, string key)
    {
        try
        {
            using var found = await client.GetObjectAsync(Bucket, key);
            return Convert.ToHexString(await SHA256.HashDataAsync(found.ResponseStream));
        }
        catch (AmazonS3Exception e) when (e.ErrorCode == "NoSuchKey")
        {
            return null;
        }
    }
}
