using System.Collections.Immutable;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.S3;

/// <summary>The bucket whose rules are run.</summary>
internal sealed record ExpiryPayload(string Bucket, long Id);

/// <summary>Runs the lifecycle rules of a bucket, every midnight as long as it has any.</summary>
internal static class ExpiryJob
{
    private const int Page = 500;
    private static readonly JobType<ExpiryPayload> Type = new("s3.expiry", JsonRecord.Codec(() => S3Json.Default.ExpiryPayload));

    private static string Id(long bucket) => $"s3.expiry/{bucket}";

    public static void Schedule(IWriteTransaction tx, BucketRecord bucket, DateTimeOffset now) =>
        tx.Schedule(Type.Create(Id(bucket.Id), new ExpiryPayload(bucket.Name, bucket.Id)), LifecycleRules.NextMidnight(now));

    public static void Unschedule(IWriteTransaction tx, long bucket) => tx.Unschedule(Id(bucket));

    public static IJobHandler Handler(IStore store, Bodies bodies, Notifier notifier, TimeProvider time) =>
        JobHandler.For(Type, (payload, run, ct) => new Pass(store, bodies, notifier, time.GetUtcNow()).RunAsync(payload, run, ct));

    private sealed class Pass(IStore store, Bodies bodies, Notifier notifier, DateTimeOffset now)
    {
        public async ValueTask RunAsync(ExpiryPayload payload, JobRun run, CancellationToken ct)
        {
            var bucket = await store.ReadAsync(tx => S3Tables.Buckets.GetAsync(tx, new BucketKey(payload.Bucket)), ct);
            if (bucket is not { Lifecycle.Rules: { } rules } || bucket.Id != payload.Id)
            {
                await store.WriteAsync(run.CompleteAsync, ct);
                return;
            }
            await ExpireObjectsAsync(bucket, rules, ct);
            await AbortUploadsAsync(bucket, rules, ct);
            await store.WriteAsync(tx => run.RescheduleAsync(tx, LifecycleRules.NextMidnight(now)), ct);
        }

        private async ValueTask ExpireObjectsAsync(BucketRecord bucket, IReadOnlyList<LifecycleRule> rules, CancellationToken ct)
        {
            ObjectKey? after = null;
            (ObjectKey Key, ObjectRecord Record)? newer = null;
            var older = 0;
            while (true)
            {
                var rows = await store.ReadAsync(tx => S3Tables.Objects.RangeAsync(tx, S3Tables.Objects.Prefix(bucket.Id), Page, after: after), ct);
                for (var i = 0; i < rows.Count; i++)
                {
                    var row = rows[i];
                    var isCurrent = newer?.Key.Key != row.Key.Key;
                    older = isCurrent ? 0 : older + 1;
                    var isLast = i + 1 < rows.Count ? rows[i + 1].Key.Key != row.Key.Key : rows.Count < Page;
                    if (isCurrent ? CurrentExpires(rules, row, isLast) : NoncurrentExpires(rules, row, newer!.Value.Record.Modified, older)) await RemoveAsync(bucket, row.Key, isCurrent, ct);
                    else if (!row.Record.IsMarker
                        && (isCurrent ? LifecycleRules.Target(bucket, row.Key.Key, row.Record, now) : LifecycleRules.Target(bucket, row.Key.Key, row.Record, newer!.Value.Record.Modified, older, now)) is { } target)
                        await MoveAsync(bucket, row.Key, target, ct);
                    newer = row;
                }
                if (rows.Count < Page) return;
                after = rows[^1].Key;
            }
        }

        private bool CurrentExpires(IReadOnlyList<LifecycleRule> rules, (ObjectKey Key, ObjectRecord Record) row, bool isAlone) => rules.Any(rule =>
            rule.Expiration is { } expiration && LifecycleRules.Applies(rule, row.Key.Key, row.Record)
            // A delete marker that stands before nothing is itself what expires.
            && (row.Record.IsMarker
                ? isAlone && (expiration.ExpiredObjectDeleteMarker == true || (expiration.Days is { } days && LifecycleRules.After(row.Record.Modified, days) <= now))
                : (expiration.Days is { } age && LifecycleRules.After(row.Record.Modified, age) <= now) || expiration.Date <= now));

        private bool NoncurrentExpires(IReadOnlyList<LifecycleRule> rules, (ObjectKey Key, ObjectRecord Record) row, DateTimeOffset since, int older) => rules.Any(rule =>
            rule.NoncurrentVersionExpiration is { NoncurrentDays: { } days } expiration && LifecycleRules.Applies(rule, row.Key.Key, row.Record)
            && LifecycleRules.After(since, days) <= now && older > (expiration.NewerNoncurrentVersions ?? 0));

        private async ValueTask MoveAsync(BucketRecord bucket, ObjectKey key, string storageClass, CancellationToken ct)
        {
            var eventId = Ids.NewGuid();
            var call = CallOf(bucket, ct);
            await store.WriteAsync(
                async tx =>
                {
                    if (await S3Tables.Objects.GetAsync(tx, key) is not { } record) return;
                    var moved = record with { StorageClass = storageClass, Restore = null };
                    S3Tables.Objects.Put(tx, key, moved);
                    await notifier.PublishAsync(tx, bucket, "LifecycleTransition", key.Key, moved, -key.Order, eventId, call);
                },
                ct);
        }

        private CallContext CallOf(BucketRecord bucket, CancellationToken ct) =>
            new() { RequestId = CallContext.NewRequestId(), Caller = Principal.Service("s3.amazonaws.com", bucket.Account), Region = bucket.Region, Now = now, Cancelled = ct };

        private async ValueTask RemoveAsync(BucketRecord bucket, ObjectKey key, bool isCurrent, CancellationToken ct)
        {
            var salt = Versions.Salt();
            var eventId = Ids.NewGuid();
            var call = CallOf(bucket, ct);
            var dropped = await store.WriteAsync(
                async tx =>
                {
                    if (await S3Tables.Objects.GetAsync(tx, key) is not { } record) return [];
                    var current = await Versions.CurrentAsync(tx, bucket.Id, key.Key);
                    if (isCurrent && current?.Key != key) return [];
                    if (isCurrent && bucket.Versioning is not null && !record.IsMarker)
                    {
                        var marker = new ObjectRecord { IsMarker = true, Modified = now, Owner = bucket.Account };
                        var (placed, gone) = await S3Service.PlaceAsync(tx, bucket, key.Key, marker, current, salt, now);
                        await notifier.PublishAsync(tx, bucket, "LifecycleExpiration:DeleteMarkerCreated", key.Key, placed.Record, -placed.Key.Order, eventId, call);
                        return gone;
                    }
                    // AWS: what is locked does not expire for good.
                    if (LockRules.IsProtected(record, now, bypass: false)) return [];
                    S3Tables.Objects.Delete(tx, key);
                    await notifier.PublishAsync(tx, bucket, "LifecycleExpiration:Delete", key.Key, record, -key.Order, eventId, call);
                    return Bodies.Release(tx, record.Segments);
                },
                ct);
            await bodies.DropAsync(dropped);
        }

        private async ValueTask AbortUploadsAsync(BucketRecord bucket, IReadOnlyList<LifecycleRule> rules, CancellationToken ct)
        {
            var uploads = await store.ReadAsync(tx => S3Tables.Uploads.RangeAsync(tx, S3Tables.Uploads.Prefix(bucket.Id)), ct);
            foreach (var (key, upload) in uploads)
            {
                var expires = rules.Any(rule => rule.AbortIncompleteMultipartUpload?.DaysAfterInitiation is { } days && LifecycleRules.Applies(rule, key.Key) && LifecycleRules.After(upload.Initiated, days) <= now);
                if (expires) await bodies.DropAsync(await store.WriteAsync(tx => S3Service.RemoveUploadAsync(tx, key, null), ct));
            }
        }
    }
}
