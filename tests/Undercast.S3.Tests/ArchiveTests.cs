namespace Undercast.S3.Tests;

// AWS: "Transitioning objects using Amazon S3 Lifecycle" and "Restoring an archived object" of the S3 user guide.
public sealed class ArchiveTests : Fixture
{
    private async Task PutRuleAsync(LifecycleRule rule, string? smallest = null) => await Service.PutBucketLifecycleConfiguration(
        new PutBucketLifecycleConfigurationInput { Bucket = Name, TransitionDefaultMinimumObjectSize = smallest, LifecycleConfiguration = new BucketLifecycleConfiguration { Rules = [rule] } }, Call);

    private static LifecycleRule Rule(params Transition[] transitions) => new() { Status = "Enabled", Filter = new LifecycleRuleFilter { Prefix = "" }, Transitions = transitions };

    private async Task<string?> ClassAsync(string key) => (await Service.HeadObject(new HeadObjectInput { Bucket = Name, Key = key }, Call)).StorageClass;

    [Fact]
    public async Task Objects_go_down_the_classes_with_their_age()
    {
        RunJobs();
        await BucketAsync();
        await PutAsync("large", Random(200_000));
        await PutAsync("small");
        await PutRuleAsync(Rule(new Transition { Days = 30, StorageClass = "STANDARD_IA" }, new Transition { Days = 90, StorageClass = "GLACIER" }));
        await EventuallyAsync(async () => await ClassAsync("large") == "STANDARD_IA", TimeSpan.FromHours(6));
        await EventuallyAsync(async () => await ClassAsync("large") == "GLACIER", TimeSpan.FromHours(6));
        // AWS: objects under 128 KB stay where they are by default.
        Assert.Null(await ClassAsync("small"));
        await RefusedAsync<InvalidObjectState>(() => BytesAsync("large"));
    }

    [Fact]
    public async Task Small_objects_are_archived_where_the_bucket_wants_it()
    {
        RunJobs();
        await BucketAsync();
        await PutAsync("small");
        await PutRuleAsync(Rule(new Transition { Days = 1, StorageClass = "DEEP_ARCHIVE" }), "varies_by_storage_class");
        Assert.Equal("varies_by_storage_class", (await Service.GetBucketLifecycleConfiguration(new GetBucketLifecycleConfigurationInput { Bucket = Name }, Call)).TransitionDefaultMinimumObjectSize);
        await EventuallyAsync(async () => await ClassAsync("small") == "DEEP_ARCHIVE", TimeSpan.FromHours(6));
    }

    [Fact]
    public async Task Transitions_that_cannot_be_are_refused()
    {
        await BucketAsync();
        Assert.Equal(
            "'Days' in Transition action must be greater than or equal to 30 for storageClass 'STANDARD_IA'",
            (await RefusedAsync<InvalidArgument>(() => PutRuleAsync(Rule(new Transition { Days = 29, StorageClass = "STANDARD_IA" })))).Message);
        await RefusedAsync<MalformedXml>(() => PutRuleAsync(Rule(new Transition { Days = 1, StorageClass = "STANDARD" })));
        await RefusedAsync<MalformedXml>(() => PutRuleAsync(Rule(new Transition { StorageClass = "GLACIER" })));
        await RefusedAsync<InvalidArgument>(() => PutRuleAsync(Rule(new Transition { Days = 5, StorageClass = "GLACIER" }) with { Expiration = new LifecycleExpiration { Days = 5 } }));
        await RefusedAsync<InvalidRequest>(() => PutRuleAsync(Rule(new Transition { Days = 5, StorageClass = "GLACIER" }, new Transition { Days = 6, StorageClass = "GLACIER" })));
    }

    [Fact]
    public async Task An_archived_object_is_read_after_a_restoration_and_for_its_days()
    {
        RunJobs();
        await BucketAsync();
        await PutAsync("k", "cold", i => i with { StorageClass = "GLACIER" });
        await PutAsync("warm");
        async Task<int?> Restore(string key, int days = 2, string? tier = null) => (await Service.RestoreObject(
            new RestoreObjectInput { Bucket = Name, Key = key, RestoreRequest = new RestoreRequest { Days = days, GlacierJobParameters = tier is null ? null : new GlacierJobParameters { Tier = tier } } }, Call)).StatusCode;
        Assert.Equal("The operation is not valid for the object's storage class", (await RefusedAsync<InvalidObjectState>(() => ReadAsync("k"))).Message);
        await RefusedAsync<InvalidObjectState>(async () => await Service.CopyObject(new CopyObjectInput { Bucket = Name, Key = "c", CopySource = $"{Name}/k" }, Call));
        await RefusedAsync<InvalidObjectState>(() => Restore("warm"));
        await RefusedAsync<MalformedXml>(() => Restore("k", tier: "Never"));
        Assert.Equal(202, await Restore("k", tier: "Expedited"));
        await RefusedAsync<RestoreAlreadyInProgress>(() => Restore("k"));
        async Task<string?> Shown() => (await Service.HeadObject(new HeadObjectInput { Bucket = Name, Key = "k" }, Call)).Restore;
        Assert.Equal("ongoing-request=\"true\"", await Shown());
        await EventuallyAsync(async () => await Shown() != "ongoing-request=\"true\"", TimeSpan.FromMinutes(1));
        Assert.StartsWith("ongoing-request=\"false\", expiry-date=\"", await Shown(), StringComparison.Ordinal);
        Assert.Equal("cold", await ReadAsync("k"));
        Assert.Equal(200, await Restore("k", 5));
        Time.Advance(TimeSpan.FromDays(4));
        Assert.Equal("cold", await ReadAsync("k"));
        Time.Advance(TimeSpan.FromDays(3));
        await RefusedAsync<InvalidObjectState>(() => ReadAsync("k"));
    }

    [Fact]
    public async Task Answers_tell_when_an_object_ends()
    {
        await BucketAsync();
        await PutRuleAsync(new LifecycleRule { ID = "r", Status = "Enabled", Filter = new LifecycleRuleFilter { Prefix = "" }, Expiration = new LifecycleExpiration { Days = 1 } });
        Assert.Equal("expiry-date=\"Fri, 02 Jan 2026 00:00:00 GMT\", rule-id=\"r\"", (await PutAsync("k")).Expiration);
    }
}
