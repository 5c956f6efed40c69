using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.S3;

/// <summary>A version whose restored copy is due, or due to go.</summary>
internal sealed record RestorePayload(string Bucket, long Id, string Key, long Order, int Days);

/// <summary>Makes restored copies of archived objects readable when their time has come, and takes them away again.</summary>
internal static class RestoreJob
{
    private static readonly JobType<RestorePayload> Type = new("s3.restore", JsonRecord.Codec(() => S3Json.Default.RestorePayload));

    public static void Schedule(IWriteTransaction tx, BucketRecord bucket, ObjectKey key, int days, DateTimeOffset due) =>
        tx.Schedule(Type.Create($"s3.restore/{bucket.Id}/{-key.Order}/{key.Key}", new RestorePayload(bucket.Name, bucket.Id, key.Key, key.Order, days)), due);

    public static IJobHandler Handler(IStore store, Notifier notifier, TimeProvider time) => JobHandler.For(
        Type,
        async (payload, run, ct) =>
        {
            var eventId = Ids.NewGuid();
            var now = time.GetUtcNow();
            await store.WriteAsync(
                async tx =>
                {
                    var bucket = await S3Tables.Buckets.GetAsync(tx, new BucketKey(payload.Bucket));
                    var key = new ObjectKey(payload.Id, payload.Key, payload.Order);
                    if (bucket?.Id != payload.Id || await S3Tables.Objects.GetAsync(tx, key) is not { Restore: { } restore } record)
                    {
                        await run.CompleteAsync(tx);
                        return;
                    }
                    var call = new CallContext { RequestId = CallContext.NewRequestId(), Caller = Principal.Service("s3.amazonaws.com", bucket.Account), Region = bucket.Region, Now = now, Cancelled = ct };
                    if (restore.Until is null)
                    {
                        var until = RestoreRules.Until(now, payload.Days);
                        var restored = record with { Restore = new RestoreRecord(until) };
                        S3Tables.Objects.Put(tx, key, restored);
                        await notifier.PublishAsync(tx, bucket, "ObjectRestore:Completed", key.Key, restored, -key.Order, eventId, call);
                        await run.RescheduleAsync(tx, until);
                        return;
                    }
                    if (restore.Until > now)
                    {
                        // Somebody has asked for more days meanwhile.
                        await run.RescheduleAsync(tx, restore.Until.Value);
                        return;
                    }
                    S3Tables.Objects.Put(tx, key, record with { Restore = null });
                    await notifier.PublishAsync(tx, bucket, "ObjectRestore:Delete", key.Key, record, -key.Order, eventId, call);
                    await run.CompleteAsync(tx);
                },
                ct);
        });
}
