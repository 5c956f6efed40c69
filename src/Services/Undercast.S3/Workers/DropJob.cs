using System.Collections.Immutable;
using Undercast.Storage;

namespace Undercast.S3;

/// <summary>A bucket that is gone.</summary>
internal sealed record DroppedBucket(long Id);

/// <summary>Removes what a bucket leaves behind: uploads that were never finished, and, when an account is reset, its objects.</summary>
internal static class DropJob
{
    private const int Page = 200;
    private static readonly JobType<DroppedBucket> Type = new("s3.drop", JsonRecord.Codec(() => S3Json.Default.DroppedBucket));

    public static void Schedule(IWriteTransaction tx, long bucket, DateTimeOffset now) => tx.Schedule(Type.Create($"s3.drop/{bucket}", new DroppedBucket(bucket)), now);

    public static IJobHandler Handler(IStore store, Bodies bodies) => JobHandler.For(Type, (payload, run, ct) => DropAsync(store, bodies, payload.Id, run, ct));

    private static async ValueTask DropAsync(IStore store, Bodies bodies, long bucket, JobRun run, CancellationToken ct)
    {
        while (true)
        {
            var (dropped, more) = await store.WriteAsync(
                async tx =>
                {
                    var gone = ImmutableList<Segment>.Empty;
                    var uploads = await S3Tables.Uploads.RangeAsync(tx, S3Tables.Uploads.Prefix(bucket), 10);
                    foreach (var (key, _) in uploads) gone = gone.AddRange(await S3Service.RemoveUploadAsync(tx, key, null));
                    var objects = await S3Tables.Objects.RangeAsync(tx, S3Tables.Objects.Prefix(bucket), Page);
                    foreach (var (key, record) in objects)
                    {
                        S3Tables.Objects.Delete(tx, key);
                        gone = gone.AddRange(Bodies.Release(tx, record.Segments));
                    }
                    return (gone, uploads.Count > 0 || objects.Count > 0);
                },
                ct);
            await bodies.DropAsync(dropped);
            if (!more) break;
        }
        await store.WriteAsync(run.CompleteAsync, ct);
    }
}
