using Undercast.Kernel;

namespace Undercast.S3.Tests;

public sealed class BucketTests : Fixture
{
    [Fact]
    public async Task A_bucket_is_made_found_listed_and_deleted()
    {
        await BucketAsync("one-a");
        await BucketAsync("one-b");
        Assert.Equal("us-east-1", (await Service.HeadBucket(new HeadBucketInput { Bucket = "one-a" }, Call)).BucketRegion);
        var all = await Service.ListBuckets(new ListBucketsInput(), Call);
        Assert.Equal(["one-a", "one-b"], all.Buckets!.Select(b => b.Name));
        Assert.Empty((await Service.ListBuckets(new ListBucketsInput(), In("us-east-1", "111111111111"))).Buckets!);
        var page = await Service.ListBuckets(new ListBucketsInput { MaxBuckets = 1 }, Call);
        Assert.Equal("one-b", Assert.Single((await Service.ListBuckets(new ListBucketsInput { ContinuationToken = page.ContinuationToken }, Call)).Buckets!).Name);
        await Service.DeleteBucket(new DeleteBucketInput { Bucket = "one-a" }, Call);
        Assert.Equal("The specified bucket does not exist", (await RefusedAsync<NoSuchBucket>(async () => await Service.HeadBucket(new HeadBucketInput { Bucket = "one-a" }, Call))).Message);
    }

    [Fact]
    public async Task A_name_is_taken_once_in_the_whole_cloud()
    {
        await BucketAsync();
        await BucketAsync();
        await RefusedAsync<BucketAlreadyExists>(async () => await Service.CreateBucket(new CreateBucketInput { Bucket = Name }, In("us-east-1", "111111111111")));
        var elsewhere = new CreateBucketInput { Bucket = Name, CreateBucketConfiguration = new CreateBucketConfiguration { LocationConstraint = "eu-west-1" } };
        await RefusedAsync<BucketAlreadyOwnedByYou>(async () => await Service.CreateBucket(elsewhere, In("eu-west-1")));
    }

    [Theory]
    [InlineData("ab")]
    [InlineData("Upper")]
    [InlineData("-first")]
    [InlineData("two..dots")]
    [InlineData("192.168.5.4")]
    [InlineData("xn--name")]
    [InlineData("under_score")]
    public async Task A_bad_name_is_refused(string name) => await RefusedAsync<InvalidBucketName>(() => BucketAsync(name));

    [Fact]
    public async Task A_location_must_fit_the_endpoint()
    {
        Task Make(string region, string? constraint) => Service.CreateBucket(
            new CreateBucketInput { Bucket = "located", CreateBucketConfiguration = constraint is null ? null : new CreateBucketConfiguration { LocationConstraint = constraint } }, In(region)).AsTask();
        Assert.StartsWith("The unspecified location constraint is incompatible", (await RefusedAsync<IllegalLocationConstraint>(() => Make("eu-west-1", null))).Message, StringComparison.Ordinal);
        Assert.StartsWith("The us-west-2 location constraint is incompatible", (await RefusedAsync<IllegalLocationConstraint>(() => Make("eu-west-1", "us-west-2"))).Message, StringComparison.Ordinal);
        await RefusedAsync<InvalidLocationConstraint>(() => Make("us-east-1", "us-east-1"));
        await Make("us-east-1", "eu-west-1");
        Assert.Contains(">eu-west-1</LocationConstraint>", (await Service.GetBucketLocation(new GetBucketLocationInput { Bucket = "located" }, Call)).Document, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bucket_with_objects_or_versions_is_not_deleted()
    {
        await BucketAsync(versioning: "Enabled");
        await PutAsync("k");
        await Service.DeleteObject(new DeleteObjectInput { Bucket = Name, Key = "k" }, Call);
        Assert.Equal(
            "The bucket you tried to delete is not empty. You must delete all versions in the bucket.",
            (await RefusedAsync<BucketNotEmpty>(async () => await Service.DeleteBucket(new DeleteBucketInput { Bucket = Name }, Call))).Message);
    }

    [Fact]
    public async Task Another_owner_than_expected_is_refused()
    {
        await BucketAsync();
        var e = await RefusedAsync<CommonException>(async () => await Service.HeadBucket(new HeadBucketInput { Bucket = Name, ExpectedBucketOwner = "111111111111" }, Call));
        Assert.Equal(CommonError.AccessDenied, e.Kind);
    }

    [Fact]
    public async Task A_reset_removes_an_accounts_buckets_with_their_objects()
    {
        RunJobs();
        await BucketAsync();
        await PutAsync("small");
        await PutAsync("large", Random(50_000));
        await new S3Reset(Store, Time).ResetAsync(Account, default);
        Assert.Empty((await Service.ListBuckets(new ListBucketsInput(), Call)).Buckets!);
        await EventuallyAsync(
            async () => await Store.ReadAsync(tx => tx.CountAsync(S3Tables.Objects.All)) + await Store.ReadAsync(tx => tx.CountAsync(S3Tables.Contents.All)) + await Store.ReadAsync(tx => tx.CountAsync(S3Tables.Blobs.All)) == 0,
            TimeSpan.FromMilliseconds(100));
    }
}
