using System.Security.Cryptography;
using Amazon.S3;
using Amazon.S3.Model;
using Amazon.S3.Transfer;

namespace Undercast.Scenarios;

/// <summary>S3 through the AWS SDK for .NET: the transfer utility, and rules that act when the clock is moved.</summary>
public sealed class S3ClientTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task The_transfer_utility_sends_and_fetches_in_parts()
    {
        using var folder = new Folder();
        using var server = await RunningServer.StartAsync(":memory:");
        using var client = server.Client();
        await client.PutBucketAsync("transfer");
        var (from, to) = (Path.Combine(folder.Name, "from"), Path.Combine(folder.Name, "to"));
        await File.WriteAllBytesAsync(from, RandomNumberGenerator.GetBytes(21 * 1024 * 1024));
        using var transfer = new TransferUtility(client);
        await transfer.UploadAsync(new TransferUtilityUploadRequest { BucketName = "transfer", Key = "a/b", FilePath = from, PartSize = 6 * 1024 * 1024 });
        await transfer.DownloadAsync(to, "transfer", "a/b");
        Assert.Equal(await File.ReadAllBytesAsync(from), await File.ReadAllBytesAsync(to));
        Assert.EndsWith("-4\"", (await client.GetObjectMetadataAsync("transfer", "a/b")).ETag, StringComparison.Ordinal);
        Directory.CreateDirectory(Path.Combine(folder.Name, "many", "below"));
        foreach (var name in (string[])["one", "below/two"]) await File.WriteAllTextAsync(Path.Combine(folder.Name, "many", name), name);
        await transfer.UploadDirectoryAsync(Path.Combine(folder.Name, "many"), "transfer", "*", SearchOption.AllDirectories);
        Assert.Equal(["a/b", "below/two", "one"], (await client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = "transfer" })).S3Objects.Select(o => o.Key));
    }

    [Fact]
    public async Task A_rule_of_days_acts_when_the_clock_is_moved()
    {
        using var server = await RunningServer.StartAsync(":memory:");
        using var client = server.Client();
        await client.PutBucketAsync("ageing");
        await client.PutObjectAsync(new PutObjectRequest { BucketName = "ageing", Key = "old/k", ContentBody = new string('x', 200_000) });
        await client.PutLifecycleConfigurationAsync(new PutLifecycleConfigurationRequest
        {
            BucketName = "ageing",
            Configuration = new LifecycleConfiguration
            {
                Rules =
                [
                    new LifecycleRule
                    {
                        Id = "r", Status = LifecycleRuleStatus.Enabled, Filter = new LifecycleFilter { LifecycleFilterPredicate = new LifecyclePrefixPredicate { Prefix = "old/" } },
                        Transitions = [new LifecycleTransition { Days = 10, StorageClass = S3StorageClass.Glacier }], Expiration = new LifecycleRuleExpiration { Days = 20 },
                    },
                ],
            },
        });
        await server.AdvanceAsync(TimeSpan.FromDays(12));
        await UntilAsync(async () => (await client.GetObjectMetadataAsync("ageing", "old/k")).StorageClass == S3StorageClass.Glacier);
        // Signed by the wall's clock all the while.
        Assert.Equal("InvalidObjectState", (await Assert.ThrowsAsync<InvalidObjectStateException>(() => client.GetObjectAsync("ageing", "old/k"))).ErrorCode);
        await client.RestoreObjectAsync(new RestoreObjectRequest { BucketName = "ageing", Key = "old/k", Days = 3, RetrievalTier = GlacierJobTier.Expedited });
        await server.AdvanceAsync(TimeSpan.FromMinutes(6));
        await UntilAsync(async () => (await client.GetObjectMetadataAsync("ageing", "old/k")).RestoreInProgress == false);
        using (var found = await client.GetObjectAsync("ageing", "old/k")) Assert.Equal(200_000, found.ContentLength);
        await server.AdvanceAsync(TimeSpan.FromDays(12));
        await UntilAsync(async () => (await client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = "ageing" })).KeyCount == 0);
    }

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        var until = DateTime.UtcNow + Deadline;
        while (!await condition())
        {
            Assert.True(DateTime.UtcNow < until, "The condition never came true.");
            await Task.Delay(20);
        }
    }
}
