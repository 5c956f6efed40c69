using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.S3;

internal sealed partial class S3Service
{
    public async ValueTask<GetObjectAttributesOutput> GetObjectAttributes(GetObjectAttributesInput input, CallContext call)
    {
        var found = await VisibleAsync(input, call, () => objects.FindAsync(input.Bucket, input.Key, input.VersionId, "GET", call.Cancelled));
        CheckOwner(found.Bucket, input.ExpectedBucketOwner);
        var o = found.Object;
        CustomerKey.Check(o.CustomerKey, CustomerKey.Of(input));
        var wanted = new HashSet<string>(input.ObjectAttributes, StringComparer.Ordinal);
        if (wanted.FirstOrDefault(static w => w is not ("ETag" or "Checksum" or "ObjectParts" or "StorageClass" or "ObjectSize")) is { } unknown)
            throw new InvalidArgument("Invalid attribute name specified.", "x-amz-object-attributes", unknown);
        return new GetObjectAttributesOutput
        {
            LastModified = o.Modified,
            VersionId = Shown(found.Bucket, o),
            ETag = wanted.Contains("ETag") ? o.ETag : null,
            StorageClass = wanted.Contains("StorageClass") ? o.StorageClass : null,
            ObjectSize = wanted.Contains("ObjectSize") ? o.Size : null,
            Checksum = wanted.Contains("Checksum") && o.Checksum is { } c
                ? new Checksum
                {
                    ChecksumCRC32 = c.Of(ChecksumKind.Crc32), ChecksumCRC32C = c.Of(ChecksumKind.Crc32C), ChecksumCRC64NVME = c.Of(ChecksumKind.Crc64Nvme),
                    ChecksumSHA1 = c.Of(ChecksumKind.Sha1), ChecksumSHA256 = c.Of(ChecksumKind.Sha256), ChecksumType = c.Type,
                }
                : null,
            ObjectParts = wanted.Contains("ObjectParts") && o.Parts.Count > 0 ? PartsOf(o, Listing.MaxKeys(input.MaxParts, "max-parts"), input.PartNumberMarker ?? 0) : null,
        };
    }

    public async ValueTask<GetObjectTaggingOutput> GetObjectTagging(GetObjectTaggingInput input, CallContext call)
    {
        var found = await VisibleAsync(input, call, () => objects.FindAsync(input.Bucket, input.Key, input.VersionId, "GET", call.Cancelled));
        CheckOwner(found.Bucket, input.ExpectedBucketOwner);
        return new GetObjectTaggingOutput { TagSet = TagRules.Write(found.Object.Tags), VersionId = Shown(found.Bucket, found.Object) };
    }

    public async ValueTask<PutObjectTaggingOutput> PutObjectTagging(PutObjectTaggingInput input, CallContext call)
    {
        var tags = TagRules.Read(input.Tagging.TagSet, Limits.ObjectTags);
        var found = await ChangeAsync(input, input.ExpectedBucketOwner, (_, o) => o with { Tags = tags }, call, "ObjectTagging:Put");
        return new PutObjectTaggingOutput { VersionId = Shown(found.Bucket, found.Object) };
    }

    public async ValueTask<DeleteObjectTaggingOutput> DeleteObjectTagging(DeleteObjectTaggingInput input, CallContext call)
    {
        var found = await ChangeAsync(input, input.ExpectedBucketOwner, (_, o) => o with { Tags = ObjectRecord.Empty }, call, "ObjectTagging:Delete");
        return new DeleteObjectTaggingOutput { VersionId = Shown(found.Bucket, found.Object) };
    }

    public async ValueTask<GetObjectAclOutput> GetObjectAcl(GetObjectAclInput input, CallContext call)
    {
        var found = await VisibleAsync(input, call, () => objects.FindAsync(input.Bucket, input.Key, input.VersionId, "GET", call.Cancelled));
        CheckOwner(found.Bucket, input.ExpectedBucketOwner);
        var (bucket, o) = (found.Bucket, found.Object);
        // AWS: where ownership is enforced, the bucket's owner owns every object and lists say so.
        var owner = bucket.HasAcls && o.Owner.Length > 0 ? o.Owner : bucket.Account;
        return new GetObjectAclOutput { Owner = BucketNames.Owner(owner), Grants = Acls.Shown(bucket.HasAcls ? Acls.Of(o.Acl, o.Grants, owner, bucket.Account) : Acls.Of(null, null, owner, bucket.Account)) };
    }

    public async ValueTask<PutObjectAclOutput> PutObjectAcl(PutObjectAclInput input, CallContext call)
    {
        var found = await objects.FindAsync(input.Bucket, input.Key, input.VersionId, "PUT", call.Cancelled);
        var owner = found.Bucket.HasAcls && found.Object.Owner.Length > 0 ? found.Object.Owner : found.Bucket.Account;
        var (canned, grants) = Acls.Read(input, input.AccessControlPolicy, owner, ofBucket: false);
        if (canned is null && grants is null) throw new MissingSecurityHeader();
        await store.ReadAsync(
            async tx =>
            {
                await CheckListAsync(tx, found.Bucket, canned, grants, owner);
                return true;
            },
            call.Cancelled);
        await ChangeAsync(input, input.ExpectedBucketOwner, (_, o) => o with { Acl = canned == Acls.Private ? null : canned, Grants = grants }, call, "ObjectAcl:Put");
        return new PutObjectAclOutput();
    }

    /// <summary>Changes what stands beside an object's bytes.</summary>
    private ValueTask<FoundObject> ChangeAsync(IVersionInput input, string? expectedOwner, Func<BucketRecord, ObjectRecord, ObjectRecord> change, CallContext call, string? eventName)
    {
        var eventId = Ids.NewGuid();
        return store.WriteAsync(
            async tx =>
            {
                var bucket = await FindAsync(tx, input.Bucket, expectedOwner);
                await ObjectAccess.FindAsync(tx, bucket, input.Key, input.VersionId, "PUT");
                var row = await RowAsync(tx, bucket, input);
                var changed = change(bucket, row.Record);
                // AWS: what changes beside the bytes is replicated too.
                if (changed.Replication is not null) changed = ReplicationRules.Mark(bucket, input.Key, changed);
                S3Tables.Objects.Put(tx, row.Key, changed);
                await Replicator.PublishAsync(tx, bucket, (row.Key, changed), eventId);
                if (eventName is not null) await notifier.PublishAsync(tx, bucket, eventName, input.Key, changed, -row.Key.Order, eventId, call);
                return new FoundObject(bucket, changed);
            },
            call.Cancelled);
    }

    /// <summary>The row of the version that is asked for, which was found before in the same transaction.</summary>
    private static async ValueTask<(ObjectKey Key, ObjectRecord Record)> RowAsync(Storage.IReadTransaction tx, BucketRecord bucket, IVersionInput input) =>
        (input.VersionId is { Length: > 0 } version ? await Versions.FindAsync(tx, bucket.Id, input.Key, version) : await Versions.CurrentAsync(tx, bucket.Id, input.Key))!.Value;

    private static GetObjectAttributesParts PartsOf(ObjectRecord o, int most, int after)
    {
        var rest = o.Parts.Where(p => p.Number > after).ToList();
        var page = rest.Take(most).ToList();
        return new GetObjectAttributesParts
        {
            TotalPartsCount = o.Parts.Count,
            PartNumberMarker = after,
            NextPartNumberMarker = page.Count > 0 ? page[^1].Number : 0,
            MaxParts = most,
            IsTruncated = rest.Count > page.Count,
            // AWS: the parts are listed only where they have checksums of their own (GetObjectAttributes).
            Parts = o.Checksum is { IsComposite: true } whole
                ? [.. page.Select(p => PartOf(p, whole.Kind))]
                : null,
        };
    }

    private static ObjectPart PartOf(ObjectPartRecord part, ChecksumKind kind)
    {
        var shown = part.Checksum is null ? null : new ChecksumValue(kind, part.Checksum, false);
        return new ObjectPart
        {
            PartNumber = part.Number,
            Size = part.Size,
            ChecksumCRC32 = shown?.Of(ChecksumKind.Crc32),
            ChecksumCRC32C = shown?.Of(ChecksumKind.Crc32C),
            ChecksumCRC64NVME = shown?.Of(ChecksumKind.Crc64Nvme),
            ChecksumSHA1 = shown?.Of(ChecksumKind.Sha1),
            ChecksumSHA256 = shown?.Of(ChecksumKind.Sha256),
        };
    }
}
