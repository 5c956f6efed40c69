using System.Collections.Immutable;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.S3;

/// <summary>A version that is to be copied, as it waits in the outbox.</summary>
internal sealed record ReplicaNotice(string Bucket, long Id, string Key, long Order);

/// <summary>Copies versions to other buckets of this cloud, in the name of the role that the bucket names.</summary>
/// <remarks>
/// <code>
///   1 the change and its notice commit together; the version is PENDING
///   2 each destination gets the version under the same id: bytes as they stand, or what changed beside them
///   3 the version is COMPLETED, or FAILED when a destination could not be written
/// </code>
/// A notice may come twice: a destination that has the version already gets nothing but what stands beside the bytes.
/// </remarks>
internal sealed class Replicator(IStore store, Bodies bodies, IAccess access, IEnumerable<IRoleSessions> roles, Notifier notifier, TimeProvider time)
{
    private static readonly EventType<ReplicaNotice> Type = new("s3.replica", JsonRecord.Codec(() => S3Json.Default.ReplicaNotice));

    public IEventHandler Handler() => EventHandlers.For(Type, (notice, _, ct) => ReplicateAsync(notice, ct));

    /// <summary>Announces a version that is pending.</summary>
    public static async ValueTask PublishAsync(IWriteTransaction tx, BucketRecord bucket, (ObjectKey Key, ObjectRecord Record) row, Guid eventId)
    {
        if (row.Record.Replication != ReplicationRules.Pending) return;
        await tx.PublishAsync(Type.Create($"s3r/{bucket.Id}/{row.Key.Key}", $"{eventId:N}r", new ReplicaNotice(bucket.Name, bucket.Id, row.Key.Key, row.Key.Order)));
    }

    private async ValueTask ReplicateAsync(ReplicaNotice notice, CancellationToken ct)
    {
        var at = new ObjectKey(notice.Id, notice.Key, notice.Order);
        var (bucket, record) = await store.ReadAsync(async tx => (await S3Tables.Buckets.GetAsync(tx, new BucketKey(notice.Bucket)), await S3Tables.Objects.GetAsync(tx, at)), ct);
        if (bucket?.Id != notice.Id || record is null) return;
        var rules = ReplicationRules.For(bucket, notice.Key, record);
        var complete = rules.Count > 0;
        foreach (var rule in rules) complete &= await ToAsync(bucket, at, record, rule.Destination, ct);
        var eventId = Ids.NewGuid();
        var call = CallBy(Principal.Service("s3.amazonaws.com", bucket.Account), bucket.Region, ct);
        await store.WriteAsync(
            async tx =>
            {
                if (await S3Tables.Objects.GetAsync(tx, at) is not { Replication: ReplicationRules.Pending } current) return;
                var settled = current with { Replication = complete ? ReplicationRules.Completed : ReplicationRules.Failed };
                S3Tables.Objects.Put(tx, at, settled);
                if (!complete) await notifier.PublishAsync(tx, bucket, "Replication:OperationFailedReplication", at.Key, settled, -at.Order, eventId, call);
            },
            ct);
    }

    private async ValueTask<bool> ToAsync(BucketRecord from, ObjectKey at, ObjectRecord record, Destination destination, CancellationToken ct)
    {
        var name = ReplicationRules.BucketOf(destination);
        if (!await MayAsync(from, at.Key, record, name, destination, ct)) return false;
        var taken = new List<TakenBody>();
        var isThere = await store.ReadAsync(async tx => await S3Tables.Buckets.GetAsync(tx, new BucketKey(name)) is { } to && await S3Tables.Objects.ExistsAsync(tx, at with { Bucket = to.Id }), ct);
        if (!isThere)
        {
            foreach (var segment in record.Segments) taken.Add(await bodies.CopyAsync(segment, ct));
        }
        var eventId = Ids.NewGuid();
        var now = time.GetUtcNow();
        var placed = false;
        try
        {
            placed = await store.WriteAsync(
                async tx =>
                {
                    if (await S3Tables.Buckets.GetAsync(tx, new BucketKey(name)) is not { Versioning: BucketRecord.Enabled } to) return false;
                    if (destination.Account is { } account && account != to.Account) return false;
                    var key = at with { Bucket = to.Id };
                    var old = await S3Tables.Objects.GetAsync(tx, key);
                    if (old is not null && (old.VersionId != record.VersionId || old.Replication != ReplicationRules.Replica)) return false;
                    if (old is null && taken.Count != record.Segments.Count) return false;
                    var replica = record with
                    {
                        Replication = ReplicationRules.Replica,
                        StorageClass = destination.StorageClass ?? record.StorageClass,
                        Owner = destination.AccessControlTranslation is null ? record.Owner : to.Account,
                        Acl = destination.AccessControlTranslation is null ? record.Acl : null,
                        Grants = destination.AccessControlTranslation is null ? record.Grants : null,
                        LockMode = to.Lock is null ? null : record.LockMode,
                        LockUntil = to.Lock is null ? null : record.LockUntil,
                        LegalHold = to.Lock is null ? null : record.LegalHold,
                        Restore = null,
                        Segments = old?.Segments ?? [.. taken.Select(t => t.Segment)],
                    };
                    S3Tables.Objects.Put(tx, key, replica);
                    if (old is not null) return false;
                    foreach (var body in taken) await Bodies.NameAsync(tx, body, now);
                    var eventName = record.IsMarker ? "ObjectRemoved:DeleteMarkerCreated" : "ObjectCreated:Put";
                    await notifier.PublishAsync(tx, to, eventName, key.Key, replica, -key.Order, eventId, CallBy(Principal.Service("s3.amazonaws.com", to.Account), to.Region, ct));
                    return true;
                },
                ct);
        }
        finally
        {
            if (!placed) await bodies.DropAsync([.. taken.Select(t => t.Segment)]);
        }
        return placed || await IsReplicatedAsync(name, at, record, ct);
    }

    private ValueTask<bool> IsReplicatedAsync(string name, ObjectKey at, ObjectRecord record, CancellationToken ct) => store.ReadAsync(
        async tx => await S3Tables.Buckets.GetAsync(tx, new BucketKey(name)) is { } to
            && await S3Tables.Objects.GetAsync(tx, at with { Bucket = to.Id }) is { Replication: ReplicationRules.Replica } there && there.VersionId == record.VersionId,
        ct);

    // AWS: what the role needs ("Setting up permissions for live replication").
    private async ValueTask<bool> MayAsync(BucketRecord from, string key, ObjectRecord record, string to, Destination destination, CancellationToken ct)
    {
        if (roles.FirstOrDefault() is not { } sessions) return false;
        Principal role;
        try
        {
            role = (await sessions.AssumeAsync(new RoleSessionRequest { RoleArn = from.Replication!.Role, SessionName = "s3-replication", Service = "s3.amazonaws.com", SourceArn = from.Arn }, ct)).Principal;
        }
        catch (CommonException e) when (e.Kind == CommonError.AccessDenied)
        {
            return false;
        }
        var call = CallBy(role, from.Region, ct);
        var target = $"arn:{call.Partition}:s3:::{to}/{key}";
        return await access.MayAsync(call, "s3:GetObjectVersionForReplication", $"{from.Arn}/{key}")
            && await access.MayAsync(call, record.IsMarker ? "s3:ReplicateDelete" : "s3:ReplicateObject", target)
            && (record.Tags.Count == 0 || await access.MayAsync(call, "s3:ReplicateTags", target))
            && (destination.AccessControlTranslation is null || await access.MayAsync(call, "s3:ObjectOwnerOverrideToBucketOwner", target));
    }

    private CallContext CallBy(Principal who, string region, CancellationToken ct) =>
        new() { RequestId = CallContext.NewRequestId(), Caller = who, Region = region, Now = time.GetUtcNow(), SecureTransport = true, Cancelled = ct };
}
