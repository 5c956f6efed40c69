using Undercast.Kernel;

namespace Undercast.S3.Tests;

// AWS: "Locking objects with Object Lock" of the S3 user guide.
public sealed class LockTests : Fixture
{
    private async Task LockedBucketAsync() => await Service.CreateBucket(new CreateBucketInput { Bucket = Name, ObjectLockEnabledForBucket = true }, Call);

    private async Task DeleteAsync(string? version, bool bypass = false) =>
        await Service.DeleteObject(new DeleteObjectInput { Bucket = Name, Key = "k", VersionId = version, BypassGovernanceRetention = bypass }, Call);

    private async Task RetainAsync(string? mode, int days, bool bypass = false) => await Service.PutObjectRetention(
        new PutObjectRetentionInput
        {
            Bucket = Name, Key = "k", BypassGovernanceRetention = bypass,
            Retention = new ObjectLockRetention { Mode = mode, RetainUntilDate = mode is null ? null : Time.GetUtcNow().AddDays(days) },
        },
        Call);

    private async Task<string> LockedAsync(string mode) => (await PutAsync("k", "x", i => i with
    {
        ObjectLockMode = mode, ObjectLockRetainUntilDate = Time.GetUtcNow().AddDays(10), ChecksumAlgorithm = "CRC32",
    })).VersionId!;

    [Fact]
    public async Task Governance_keeps_a_version_from_all_but_those_who_may_bypass_it()
    {
        await LockedBucketAsync();
        var version = await LockedAsync("GOVERNANCE");
        Assert.Equal("Access Denied because object protected by object lock.", (await RefusedAsync<CommonException>(() => DeleteAsync(version))).Message);
        Access.Denied.Add("s3:BypassGovernanceRetention");
        await RefusedAsync<CommonException>(() => DeleteAsync(version, bypass: true));
        // A delete marker removes nothing.
        await DeleteAsync(null);
        Access.Denied.Clear();
        await DeleteAsync(version, bypass: true);
        await RefusedAsync<NoSuchVersion>(() => ReadAsync("k", version));
    }

    [Fact]
    public async Task Compliance_can_be_extended_and_nothing_else()
    {
        await LockedBucketAsync();
        var version = await LockedAsync("COMPLIANCE");
        await RefusedAsync<CommonException>(() => DeleteAsync(version, bypass: true));
        await RefusedAsync<CommonException>(() => RetainAsync("COMPLIANCE", 5, bypass: true));
        await RefusedAsync<CommonException>(() => RetainAsync("GOVERNANCE", 20, bypass: true));
        await RefusedAsync<CommonException>(() => RetainAsync(null, 0, bypass: true));
        await RetainAsync("COMPLIANCE", 20);
        var shown = (await Service.GetObjectRetention(new GetObjectRetentionInput { Bucket = Name, Key = "k" }, Call)).Retention!;
        Assert.Equal(("COMPLIANCE", Time.GetUtcNow().AddDays(20)), (shown.Mode, shown.RetainUntilDate!.Value));
        Time.Advance(TimeSpan.FromDays(21));
        await DeleteAsync(version);
    }

    [Fact]
    public async Task Governance_gives_way_to_longer_times_and_to_a_bypass()
    {
        await LockedBucketAsync();
        await LockedAsync("GOVERNANCE");
        await RefusedAsync<CommonException>(() => RetainAsync("GOVERNANCE", 5));
        await RetainAsync("GOVERNANCE", 20);
        await RetainAsync(null, 0, bypass: true);
        await RefusedAsync<NoSuchObjectLockConfiguration>(async () => await Service.GetObjectRetention(new GetObjectRetentionInput { Bucket = Name, Key = "k" }, Call));
    }

    [Fact]
    public async Task A_legal_hold_has_no_end_and_no_bypass()
    {
        await LockedBucketAsync();
        var version = (await PutAsync("k")).VersionId!;
        Task Hold(string status) => Service.PutObjectLegalHold(new PutObjectLegalHoldInput { Bucket = Name, Key = "k", LegalHold = new ObjectLockLegalHold { Status = status } }, Call).AsTask();
        await RefusedAsync<NoSuchObjectLockConfiguration>(async () => await Service.GetObjectLegalHold(new GetObjectLegalHoldInput { Bucket = Name, Key = "k" }, Call));
        await RefusedAsync<MalformedXml>(() => Hold("MAYBE"));
        await Hold("ON");
        Assert.Equal("ON", (await Service.GetObjectLegalHold(new GetObjectLegalHoldInput { Bucket = Name, Key = "k" }, Call)).LegalHold!.Status);
        Time.Advance(TimeSpan.FromDays(10_000));
        await RefusedAsync<CommonException>(() => DeleteAsync(version, bypass: true));
        await Hold("OFF");
        await DeleteAsync(version);
    }

    [Fact]
    public async Task A_bucket_locks_new_versions_by_its_default()
    {
        await LockedBucketAsync();
        Task Put(DefaultRetention retention) => Service.PutObjectLockConfiguration(
            new PutObjectLockConfigurationInput
            {
                Bucket = Name, ObjectLockConfiguration = new ObjectLockConfiguration { ObjectLockEnabled = "Enabled", Rule = new ObjectLockRule { DefaultRetention = retention } },
            },
            Call).AsTask();
        await RefusedAsync<MalformedXml>(() => Put(new DefaultRetention { Mode = "GOVERNANCE", Days = 1, Years = 1 }));
        await RefusedAsync<InvalidArgument>(() => Put(new DefaultRetention { Mode = "GOVERNANCE", Days = 0 }));
        await Put(new DefaultRetention { Mode = "GOVERNANCE", Days = 3 });
        Assert.Equal(3, (await Service.GetObjectLockConfiguration(new GetObjectLockConfigurationInput { Bucket = Name }, Call)).ObjectLockConfiguration!.Rule!.DefaultRetention!.Days);
        var version = (await PutAsync("k")).VersionId;
        var head = await Service.HeadObject(new HeadObjectInput { Bucket = Name, Key = "k" }, Call);
        Assert.Equal(("GOVERNANCE", Time.GetUtcNow().AddDays(3)), (head.ObjectLockMode, head.ObjectLockRetainUntilDate!.Value));
        await RefusedAsync<CommonException>(() => DeleteAsync(version));
        await RefusedAsync<InvalidBucketState>(() => VersioningAsync("Suspended"));
    }

    [Fact]
    public async Task Nothing_is_locked_in_a_bucket_without_it()
    {
        await BucketAsync();
        const string missing = "Bucket is missing Object Lock Configuration";
        Assert.Equal(missing, (await RefusedAsync<InvalidRequest>(() => LockedAsync("GOVERNANCE"))).Message);
        await PutAsync("k");
        Assert.Equal(missing, (await RefusedAsync<InvalidRequest>(() => RetainAsync("GOVERNANCE", 1))).Message);
        await RefusedAsync<ObjectLockConfigurationNotFound>(async () => await Service.GetObjectLockConfiguration(new GetObjectLockConfigurationInput { Bucket = Name }, Call));
        await RefusedAsync<InvalidBucketState>(async () => await Service.PutObjectLockConfiguration(
            new PutObjectLockConfigurationInput { Bucket = Name, ObjectLockConfiguration = new ObjectLockConfiguration { ObjectLockEnabled = "Enabled" } }, Call));
    }

    [Fact]
    public async Task Headers_that_make_no_sense_are_refused()
    {
        await LockedBucketAsync();
        await RefusedAsync<InvalidArgument>(() => PutAsync("k", "x", i => i with { ObjectLockMode = "GOVERNANCE" }));
        await RefusedAsync<InvalidArgument>(() => PutAsync("k", "x", i => i with { ObjectLockMode = "NONE", ObjectLockRetainUntilDate = Time.GetUtcNow().AddDays(1) }));
        await RefusedAsync<InvalidArgument>(() => PutAsync("k", "x", i => i with { ObjectLockMode = "GOVERNANCE", ObjectLockRetainUntilDate = Time.GetUtcNow() }));
        await RefusedAsync<InvalidArgument>(() => PutAsync("k", "x", i => i with { ObjectLockLegalHoldStatus = "on" }));
        await RefusedAsync<InvalidRequest>(() => PutAsync("k", "x", i => i with { ObjectLockLegalHoldStatus = "ON" }));
    }
}
