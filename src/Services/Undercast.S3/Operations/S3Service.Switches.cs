using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.S3;

// Settings of one value or few: who pays, whether uploads are accelerated, where accesses are logged.
internal sealed partial class S3Service
{
    public async ValueTask<GetBucketRequestPaymentOutput> GetBucketRequestPayment(GetBucketRequestPaymentInput input, CallContext call) =>
        new() { Payer = (await FindAsync(input.Bucket, input.ExpectedBucketOwner, call)).Payer ?? "BucketOwner" };

    public ValueTask PutBucketRequestPayment(PutBucketRequestPaymentInput input, CallContext call)
    {
        var payer = input.RequestPaymentConfiguration.Payer;
        if (payer is not ("Requester" or "BucketOwner")) throw new MalformedXml();
        return UpdateAsync(input.Bucket, input.ExpectedBucketOwner, call, b => b with { Payer = payer == "Requester" ? payer : null });
    }

    public async ValueTask<GetBucketAccelerateConfigurationOutput> GetBucketAccelerateConfiguration(GetBucketAccelerateConfigurationInput input, CallContext call) =>
        new() { Status = (await FindAsync(input.Bucket, input.ExpectedBucketOwner, call)).Acceleration };

    public ValueTask PutBucketAccelerateConfiguration(PutBucketAccelerateConfigurationInput input, CallContext call)
    {
        if (input.AccelerateConfiguration.Status is not ("Enabled" or "Suspended")) throw new MalformedXml();
        // AWS: names with dots cannot be reached through the accelerated endpoint.
        if (input.Bucket.Contains('.', StringComparison.Ordinal)) throw new InvalidRequest("S3 Transfer Acceleration is not supported for buckets with periods (.) in their names");
        return UpdateAsync(input.Bucket, input.ExpectedBucketOwner, call, b => b with { Acceleration = input.AccelerateConfiguration.Status });
    }

    public async ValueTask<GetBucketLoggingOutput> GetBucketLogging(GetBucketLoggingInput input, CallContext call) =>
        new() { LoggingEnabled = (await FindAsync(input.Bucket, input.ExpectedBucketOwner, call)).Logging };

    public async ValueTask PutBucketLogging(PutBucketLoggingInput input, CallContext call)
    {
        var wanted = input.BucketLoggingStatus.LoggingEnabled;
        if (wanted?.TargetGrants is { Count: > 0 }) throw CommonException.NotSupported("TargetGrants");
        await store.WriteAsync(
            async tx =>
            {
                var bucket = await FindAsync(tx, input.Bucket, input.ExpectedBucketOwner);
                if (wanted is not null)
                {
                    if (await S3Tables.Buckets.GetAsync(tx, new BucketKey(wanted.TargetBucket)) is not { } target) throw new InvalidTargetBucketForLogging("The target bucket for logging does not exist", wanted.TargetBucket);
                    if (target.Account != bucket.Account) throw new InvalidTargetBucketForLogging("The owner for the bucket to be logged and the target bucket must be the same.", wanted.TargetBucket);
                    if (target.Region != bucket.Region) throw new InvalidTargetBucketForLogging("The bucket to be logged and the target bucket must be in the same location.", wanted.TargetBucket);
                    AccessLogJob.Schedule(tx, bucket, call.Now);
                }
                else
                {
                    AccessLogJob.Unschedule(tx, bucket.Id);
                }
                await S3Tables.Buckets.PutAsync(tx, new BucketKey(bucket.Name), bucket with { Logging = wanted });
            },
            call.Cancelled);
    }
}
