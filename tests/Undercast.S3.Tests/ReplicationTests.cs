using Undercast.Kernel;

namespace Undercast.S3.Tests;

// AWS: "Replicating objects within and across Regions" of the S3 user guide.
public sealed class ReplicationTests : Fixture
{
    private const string Role = "arn:aws:iam::000000000000:role/copier";

    private async Task PairAsync(string? ownerOfTarget = null)
    {
        await BucketAsync(versioning: "Enabled");
        var there = In("eu-west-1", ownerOfTarget ?? Account);
        await Service.CreateBucket(new CreateBucketInput { Bucket = "target", CreateBucketConfiguration = new CreateBucketConfiguration { LocationConstraint = "eu-west-1" } }, there);
        await Service.PutBucketVersioning(new PutBucketVersioningInput { Bucket = "target", VersioningConfiguration = new VersioningConfiguration { Status = "Enabled" } }, there);
    }

    private async Task PutRulesAsync(params ReplicationRule[] rules) => await Service.PutBucketReplication(
        new PutBucketReplicationInput { Bucket = Name, ReplicationConfiguration = new ReplicationConfiguration { Role = Role, Rules = rules } }, Call);

    private static ReplicationRule Rule(string prefix = "", string target = "target", bool markers = false) => new()
    {
        Status = "Enabled", Priority = 1, Filter = new ReplicationRuleFilter { Prefix = prefix }, Destination = new Destination { Bucket = $"arn:aws:s3:::{target}" },
        DeleteMarkerReplication = new DeleteMarkerReplication { Status = markers ? "Enabled" : "Disabled" },
    };

    private async Task<string?> StatusAsync(string key, string bucket = Name) => (await Service.HeadObject(new HeadObjectInput { Bucket = bucket, Key = key }, Call)).ReplicationStatus;

    private Task SettledAsync(string key) => EventuallyAsync(async () => await StatusAsync(key) != "PENDING", TimeSpan.FromMilliseconds(100));

    [Fact]
    public async Task A_version_is_copied_whole_under_its_own_id()
    {
        await PairAsync(ownerOfTarget: "111111111111");
        await PutRulesAsync(Rule("in/"));
        var body = Random(30_000);
        await PutAsync("out/k");
        var put = await PutAsync("in/k", body, i => i with { Metadata = new Dictionary<string, string> { ["a"] = "1" }, Tagging = "t=1" });
        Assert.Equal("PENDING", await StatusAsync("in/k"));
        RunJobs();
        await SettledAsync("in/k");
        Assert.Equal(("COMPLETED", "REPLICA", null), (await StatusAsync("in/k"), await StatusAsync("in/k", "target"), await StatusAsync("out/k")));
        var replica = await Service.GetObject(new GetObjectInput { Bucket = "target", Key = "in/k" }, Call);
        await using var content = replica.Body!;
        using var all = new MemoryStream();
        await content.CopyToAsync(all);
        Assert.Equal(body, all.ToArray());
        Assert.Equal((put.VersionId, put.ETag, "1", 1), (replica.VersionId, replica.ETag, replica.Metadata!["a"], replica.TagCount));
        await RefusedAsync<NoSuchKey>(async () => await Service.HeadObject(new HeadObjectInput { Bucket = "target", Key = "out/k" }, Call));
        // What changes beside the bytes follows.
        await Service.PutObjectTagging(new PutObjectTaggingInput { Bucket = Name, Key = "in/k", Tagging = new Tagging { TagSet = [new Tag { Key = "t", Value = "2" }] } }, Call);
        await EventuallyAsync(
            async () => (await Service.GetObjectTagging(new GetObjectTaggingInput { Bucket = "target", Key = "in/k" }, Call)).TagSet[0].Value == "2", TimeSpan.FromMilliseconds(100));
        Assert.Equal(3, await Store.ReadAsync(tx => tx.CountAsync(S3Tables.Objects.All)));
    }

    [Fact]
    public async Task Delete_markers_follow_where_the_rule_says_so_and_removals_never()
    {
        RunJobs();
        await PairAsync();
        await PutRulesAsync(Rule(markers: true));
        var put = await PutAsync("k");
        await SettledAsync("k");
        await Service.DeleteObject(new DeleteObjectInput { Bucket = Name, Key = "k" }, Call);
        await EventuallyAsync(async () => (await Service.ListObjectVersions(new ListObjectVersionsInput { Bucket = "target" }, Call)).DeleteMarkers is { Count: 1 }, TimeSpan.FromMilliseconds(100));
        await Service.DeleteObject(new DeleteObjectInput { Bucket = Name, Key = "k", VersionId = put.VersionId }, Call);
        Assert.Equal(put.VersionId, (await Service.HeadObject(new HeadObjectInput { Bucket = "target", Key = "k", VersionId = put.VersionId }, Call)).VersionId);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_role_that_may_not_fails_the_version(bool untrusted)
    {
        RunJobs();
        await PairAsync();
        await PutRulesAsync(Rule());
        if (untrusted) Roles.Closed.Add(Role);
        else Access.Denied.Add("s3:ReplicateObject");
        await PutAsync("k");
        await SettledAsync("k");
        Assert.Equal("FAILED", await StatusAsync("k"));
    }

    [Fact]
    public async Task Rules_are_held_to_what_can_be()
    {
        await BucketAsync();
        await RefusedAsync<ReplicationConfigurationNotFound>(async () => await Service.GetBucketReplication(new GetBucketReplicationInput { Bucket = Name }, Call));
        await RefusedAsync<InvalidRequest>(() => PutRulesAsync(Rule()));
        await VersioningAsync("Enabled");
        Assert.Equal("Destination bucket must exist.", (await RefusedAsync<InvalidRequest>(() => PutRulesAsync(Rule()))).Message);
        await BucketAsync("target");
        Assert.Equal("Destination bucket must have versioning enabled.", (await RefusedAsync<InvalidRequest>(() => PutRulesAsync(Rule()))).Message);
        await VersioningAsync("Enabled", "target");
        await RefusedAsync<InvalidRequest>(() => PutRulesAsync(Rule() with { Priority = null }));
        await RefusedAsync<MalformedXml>(() => PutRulesAsync());
        Access.Denied.Add("iam:PassRole");
        await RefusedAsync<CommonException>(() => PutRulesAsync(Rule()));
        Access.Denied.Clear();
        await PutRulesAsync(Rule());
        Assert.NotNull(Assert.Single((await Service.GetBucketReplication(new GetBucketReplicationInput { Bucket = Name }, Call)).ReplicationConfiguration!.Rules).ID);
        await RefusedAsync<InvalidBucketState>(() => VersioningAsync("Suspended"));
        await Service.DeleteBucketReplication(new DeleteBucketReplicationInput { Bucket = Name }, Call);
        await VersioningAsync("Suspended");
    }
}
