using Undercast.Kernel;

namespace Undercast.S3;

// Object lock: what a bucket locks by default, and what a version is locked by.
internal sealed partial class S3Service
{
    public async ValueTask<GetObjectLockConfigurationOutput> GetObjectLockConfiguration(GetObjectLockConfigurationInput input, CallContext call) =>
        new() { ObjectLockConfiguration = (await FindAsync(input.Bucket, input.ExpectedBucketOwner, call)).Lock ?? throw new ObjectLockConfigurationNotFound() };

    public async ValueTask<PutObjectLockConfigurationOutput> PutObjectLockConfiguration(PutObjectLockConfigurationInput input, CallContext call)
    {
        var settings = LockRules.Check(input.ObjectLockConfiguration);
        await UpdateAsync(
            input.Bucket, input.ExpectedBucketOwner, call,
            b => b.Versioning == BucketRecord.Enabled
                ? b with { Lock = settings }
                : throw new InvalidBucketState("Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration"));
        return new PutObjectLockConfigurationOutput();
    }

    public async ValueTask<GetObjectRetentionOutput> GetObjectRetention(GetObjectRetentionInput input, CallContext call)
    {
        var found = await LockableAsync(input, input.ExpectedBucketOwner, call);
        return new GetObjectRetentionOutput
        {
            Retention = found.LockMode is null ? throw new NoSuchObjectLockConfiguration() : new ObjectLockRetention { Mode = found.LockMode, RetainUntilDate = found.LockUntil },
        };
    }

    public async ValueTask<PutObjectRetentionOutput> PutObjectRetention(PutObjectRetentionInput input, CallContext call)
    {
        var bypass = await BypassesAsync(input.BypassGovernanceRetention, input.Bucket, input.Key, call);
        await ChangeAsync(input, input.ExpectedBucketOwner, (bucket, o) => LockRules.Retain(Lockable(bucket, o), input.Retention, call.Now, bypass), call, eventName: null);
        return new PutObjectRetentionOutput();
    }

    public async ValueTask<GetObjectLegalHoldOutput> GetObjectLegalHold(GetObjectLegalHoldInput input, CallContext call)
    {
        var found = await LockableAsync(input, input.ExpectedBucketOwner, call);
        return new GetObjectLegalHoldOutput { LegalHold = new ObjectLockLegalHold { Status = LockRules.Status(found.LegalHold) ?? throw new NoSuchObjectLockConfiguration() } };
    }

    public async ValueTask<PutObjectLegalHoldOutput> PutObjectLegalHold(PutObjectLegalHoldInput input, CallContext call)
    {
        if (input.LegalHold?.Status is not ("ON" or "OFF")) throw new MalformedXml();
        await ChangeAsync(input, input.ExpectedBucketOwner, (bucket, o) => Lockable(bucket, o) with { LegalHold = LockRules.Hold(input.LegalHold.Status) }, call, eventName: null);
        return new PutObjectLegalHoldOutput();
    }

    private async ValueTask<ObjectRecord> LockableAsync(IVersionInput input, string? expectedOwner, CallContext call)
    {
        var found = await VisibleAsync(input, call, () => objects.FindAsync(input.Bucket, input.Key, input.VersionId, "GET", call.Cancelled));
        CheckOwner(found.Bucket, expectedOwner);
        return Lockable(found.Bucket, found.Object);
    }

    private static ObjectRecord Lockable(BucketRecord bucket, ObjectRecord o) => bucket.Lock is null ? throw new InvalidRequest("Bucket is missing Object Lock Configuration") : o;
}
