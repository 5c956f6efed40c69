using System.Collections.Immutable;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.S3;

internal sealed partial class S3Service
{
    public async ValueTask<DeleteObjectOutput> DeleteObject(DeleteObjectInput input, CallContext call)
    {
        var deleted = await RemoveAsync(input.Bucket, input.ExpectedBucketOwner, input.Key, input.VersionId, input.IfMatch, await BypassesAsync(input.BypassGovernanceRetention, input.Bucket, input.Key, call), call);
        return new DeleteObjectOutput { DeleteMarker = deleted.IsMarker ? true : null, VersionId = deleted.VersionId };
    }

    public async ValueTask<DeleteObjectsOutput> DeleteObjects(DeleteObjectsInput input, CallContext call)
    {
        if (input.Delete.Objects.Count is 0 or > Limits.Keys) throw new MalformedXml();
        await FindAsync(input.Bucket, input.ExpectedBucketOwner, call);
        var deleted = new List<DeletedObject>();
        var errors = new List<Error>();
        foreach (var target in input.Delete.Objects)
        {
            try
            {
                var gone = await RemoveAsync(input.Bucket, input.ExpectedBucketOwner, target.Key, target.VersionId, null, await BypassesAsync(input.BypassGovernanceRetention, input.Bucket, target.Key, call), call);
                deleted.Add(new DeletedObject
                {
                    Key = target.Key,
                    VersionId = target.VersionId,
                    DeleteMarker = gone.IsMarker ? true : null,
                    DeleteMarkerVersionId = gone.IsMarker ? gone.VersionId : null,
                });
            }
            catch (AwsException e) when (e is InvalidArgument or NoSuchVersion or KeyTooLong or CommonException { Kind: CommonError.AccessDenied })
            {
                // AWS: each object fails by itself.
                errors.Add(new Error { Key = target.Key, VersionId = target.VersionId, Code = CodeOf(e), Message = e.Message });
            }
        }
        return new DeleteObjectsOutput { Deleted = input.Delete.Quiet == true ? null : deleted, Errors = errors.Count > 0 ? errors : null };
    }

    private static string CodeOf(AwsException e) => e switch { InvalidArgument => "NoSuchVersion", CommonException => "AccessDenied", KeyTooLong => "KeyTooLongError", _ => e.GetType().Name };

    /// <summary>Whether the caller wants to go past governance, and may.</summary>
    private async ValueTask<bool> BypassesAsync(bool? wanted, string bucket, string key, CallContext call) =>
        wanted == true && await access.MayAsync(call, "s3:BypassGovernanceRetention", $"arn:{call.Partition}:s3:::{bucket}/{key}");

    /// <summary>Removes a version, or the object: by a delete marker where versions are kept.</summary>
    private async ValueTask<Removal> RemoveAsync(string name, string? expectedOwner, string key, string? version, string? ifMatch, bool bypass, CallContext call)
    {
        ObjectRules.CheckKey(key);
        var salt = Versions.Salt();
        var eventId = Ids.NewGuid();
        var marker = new ObjectRecord { IsMarker = true, Modified = Seconds(call.Now), Owner = call.Account };
        var removal = await store.WriteAsync(
            async tx =>
            {
                var bucket = await FindAsync(tx, name, expectedOwner);
                var current = await Versions.CurrentAsync(tx, bucket.Id, key);
                if (ifMatch is not null) Preconditions.CheckWrite(current?.Record, key, ifMatch, null);
                if (version is { Length: > 0 }) return await RemoveVersionAsync(tx, bucket, key, version, bypass, eventId, call);
                if (bucket.Versioning is null)
                {
                    if (current is not { } row) return Removal.Nothing;
                    S3Tables.Objects.Delete(tx, row.Key);
                    await notifier.PublishAsync(tx, bucket, "ObjectRemoved:Delete", key, row.Record, -row.Key.Order, eventId, call);
                    return new Removal(false, null, Bodies.Release(tx, row.Record.Segments));
                }
                var (placed, dropped) = await PlaceAsync(tx, bucket, key, ReplicationRules.Mark(bucket, key, marker), current, salt, call.Now);
                await Replicator.PublishAsync(tx, bucket, placed, eventId);
                await notifier.PublishAsync(tx, bucket, "ObjectRemoved:DeleteMarkerCreated", key, placed.Record, -placed.Key.Order, eventId, call);
                return new Removal(true, placed.Record.VersionId ?? Versions.Null, dropped);
            },
            call.Cancelled);
        await bodies.DropAsync(removal.Dropped);
        return removal;
    }

    private async ValueTask<Removal> RemoveVersionAsync(IWriteTransaction tx, BucketRecord bucket, string key, string version, bool bypass, Guid eventId, CallContext call)
    {
        // AWS: removing what is not there succeeds.
        if (await Versions.FindAsync(tx, bucket.Id, key, version) is not { } row) return new Removal(false, version, []);
        if (LockRules.IsProtected(row.Record, call.Now, bypass)) throw LockRules.Protected();
        S3Tables.Objects.Delete(tx, row.Key);
        await notifier.PublishAsync(tx, bucket, "ObjectRemoved:Delete", key, row.Record, -row.Key.Order, eventId, call);
        return new Removal(row.Record.IsMarker, version, Bodies.Release(tx, row.Record.Segments));
    }

    /// <summary>What came of a removal.</summary>
    /// <param name="IsMarker">Whether a delete marker was made, or removed.</param>
    /// <param name="VersionId">Its version, or the one that was removed.</param>
    /// <param name="Dropped">Bodies that nothing names any more.</param>
    private sealed record Removal(bool IsMarker, string? VersionId, ImmutableList<Segment> Dropped)
    {
        public static Removal Nothing { get; } = new(false, null, []);
    }
}
