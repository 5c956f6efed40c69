using Undercast.Storage;

namespace Undercast.S3;

/// <summary>The blobs that objects and parts name.</summary>
internal sealed class BlobReferences(IStore store) : IBlobReferences
{
    public ValueTask<bool> HasAsync(BlobId id, CancellationToken ct) => store.ReadAsync(tx => S3Tables.Blobs.ExistsAsync(tx, new IdKey(id.ToString())), ct);
}

/// <summary>Collects the blobs that a crash has left between their writing and the row that names them, or between that row's end and theirs.</summary>
internal static class OrphanJob
{
    private const string Id = "s3.orphans";
    // Longer than any body takes from its last byte to its commit.
    private static readonly TimeSpan Grace = TimeSpan.FromHours(1);
    private static readonly TimeSpan Pause = TimeSpan.FromHours(6);
    private static readonly JobType<DroppedBucket> Type = new(Id, JsonRecord.Codec(() => S3Json.Default.DroppedBucket));

    /// <summary>Sees to it that the job is there, from the first blob on.</summary>
    public static async ValueTask EnsureAsync(IWriteTransaction tx, DateTimeOffset now)
    {
        if (await tx.FindJobAsync(Id) is null) tx.Schedule(Type.Create(Id, new DroppedBucket(0)), now + Grace);
    }

    public static IJobHandler Handler(IStore store, IBlobStore blobs, IEnumerable<IBlobReferences> references, TimeProvider time) => JobHandler.For(
        Type,
        async (_, run, ct) =>
        {
            var all = references.ToArray();
            await blobs.CollectAsync(
                Grace,
                async id =>
                {
                    foreach (var service in all)
                    {
                        if (await service.HasAsync(id, ct)) return true;
                    }
                    return false;
                },
                ct);
            await store.WriteAsync(tx => run.RescheduleAsync(tx, time.GetUtcNow() + Pause), ct);
        });
}
