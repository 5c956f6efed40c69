using Undercast.Kernel;

namespace Undercast.S3;

internal sealed partial class S3Service
{
    public async ValueTask<RestoreObjectOutput> RestoreObject(RestoreObjectInput input, CallContext call)
    {
        if (input.RestoreRequest is not { Days: { } days } request) throw new MalformedXml();
        if (days < 1) throw new InvalidArgument("Restoration days should be at least 1", "Days", $"{days}");
        var eventId = Ids.NewGuid();
        return await store.WriteAsync(
            async tx =>
            {
                var bucket = await FindAsync(tx, input.Bucket, input.ExpectedBucketOwner);
                await ObjectAccess.FindAsync(tx, bucket, input.Key, input.VersionId, "POST");
                var (at, record) = await RowAsync(tx, bucket, input);
                if (!RestoreRules.IsArchived(record.StorageClass)) throw new InvalidObjectState("Restore is not allowed for the object's current storage class", record.StorageClass);
                if (record.Restore is { Until: null }) throw new RestoreAlreadyInProgress();
                var delay = RestoreRules.Delay(request.GlacierJobParameters?.Tier ?? request.Tier, record.StorageClass);
                if (record.Restore is { Until: { } until } && until > call.Now)
                {
                    // AWS: asking again for what is there changes how long it stays, and answers 200.
                    S3Tables.Objects.Put(tx, at, record with { Restore = new RestoreRecord(RestoreRules.Until(call.Now, days)) });
                    RestoreJob.Schedule(tx, bucket, at, days, RestoreRules.Until(call.Now, days));
                    return new RestoreObjectOutput { StatusCode = 200 };
                }
                var started = record with { Restore = new RestoreRecord(null) };
                S3Tables.Objects.Put(tx, at, started);
                RestoreJob.Schedule(tx, bucket, at, days, call.Now + delay);
                await notifier.PublishAsync(tx, bucket, "ObjectRestore:Post", input.Key, started, -at.Order, eventId, call);
                return new RestoreObjectOutput { StatusCode = 202 };
            },
            call.Cancelled);
    }
}
