using System.Collections.Immutable;
using System.Security.Cryptography;
using Undercast.Cloud;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.S3;

internal sealed partial class S3Service
{
    public async ValueTask<PutObjectOutput> PutObject(PutObjectInput input, CallContext call)
    {
        var key = CustomerKey.Of(input);
        LockRules.Check(input, call.Now);
        var draft = new ObjectDraft(input.Bucket, input.Key)
        {
            ExpectedOwner = input.ExpectedBucketOwner,
            List = input,
            Encryption = input,
            IfMatch = input.IfMatch,
            IfNoneMatch = input.IfNoneMatch,
            Event = "ObjectCreated:Put",
            Model = new ObjectRecord
            {
                Modified = Seconds(call.Now),
                Owner = call.Account,
                StorageClass = ObjectRules.StorageClass(input.StorageClass),
                Metadata = ObjectRules.Metadata(input.Metadata),
                Tags = TagRules.ReadHeader(input.Tagging),
                CustomerKey = key?.Seal(),
                LockMode = input.ObjectLockMode,
                LockUntil = input.ObjectLockRetainUntilDate,
                LegalHold = LockRules.Hold(input.ObjectLockLegalHoldStatus),
                Headers = ObjectRules.Headers(
                    (ObjectRecord.ContentType, input.ContentType), ("Cache-Control", input.CacheControl), ("Content-Disposition", input.ContentDisposition),
                    ("Content-Encoding", ObjectRules.PlainEncoding(input.ContentEncoding)), ("Content-Language", input.ContentLanguage), ("Expires", input.Expires),
                    (ObjectRecord.Redirect, ObjectRules.CheckRedirect(input.WebsiteRedirectLocation))),
            },
        };
        EncryptionRules.Check(input, key);
        var body = new IncomingBody(input.Body ?? Stream.Null, input.ContentLength, input.ContentMD5, Checksums.Stated(input), input.ChecksumAlgorithm) { Key = key };
        if ((input.ObjectLockMode ?? input.ObjectLockLegalHoldStatus) is not null && input.ContentMD5 is null && body.Kind is null)
            throw new InvalidRequest("Content-MD5 OR x-amz-checksum- HTTP header is required for Put Object requests with Object Lock parameters");
        var stored = await PutAsync(draft, body, call);
        var checksum = stored.Object.Checksum!;
        return new PutObjectOutput
        {
            ETag = stored.Object.QuotedETag,
            ChecksumCRC32 = checksum.Of(ChecksumKind.Crc32),
            ChecksumCRC32C = checksum.Of(ChecksumKind.Crc32C),
            ChecksumCRC64NVME = checksum.Of(ChecksumKind.Crc64Nvme),
            ChecksumSHA1 = checksum.Of(ChecksumKind.Sha1),
            ChecksumSHA256 = checksum.Of(ChecksumKind.Sha256),
            ChecksumType = checksum.Type,
            ServerSideEncryption = stored.Object.Encryption,
            SSEKMSKeyId = stored.Object.KmsKey?.Arn,
            BucketKeyEnabled = stored.Object.KmsKey?.BucketKey,
            SSECustomerAlgorithm = key is null ? null : Encryption,
            SSECustomerKeyMD5 = key?.Md5,
            Expiration = LifecycleRules.Shown(stored.Bucket, input.Key, stored.Object),
            RequestCharged = Charged(stored.Bucket, call),
            VersionId = stored.Bucket.Versioning == BucketRecord.Enabled ? stored.Object.VersionId : null,
        };
    }

    /// <summary>Stores an object from a body.</summary>
    private async ValueTask<FoundObject> PutAsync(ObjectDraft draft, IncomingBody body, CallContext call)
    {
        ObjectRules.CheckKey(draft.Key);
        if (body.Length > Limits.PutBytes) throw new EntityTooLarge(Limits.PutBytes);
        // Looked at before the body is read, so that no gigabyte is sent in vain.
        await store.ReadAsync(
            async tx =>
            {
                var bucket = await FindAsync(tx, draft.Bucket, draft.ExpectedOwner);
                await ListOfAsync(tx, draft, bucket, draft.Model.Owner);
                if (draft.Model.CustomerKey is not null) ObjectRules.CheckCustomerKeys(bucket);
                _ = EncryptionRules.Choose(bucket, draft.Encryption, draft.Model.CustomerKey, call.Caller);
                LockRules.Lock(draft.Model, bucket, call.Now);
                if (draft.IsConditional) await draft.CheckAsync(tx, bucket);
                return bucket;
            },
            call.Cancelled);
        var taken = await TakeAsync(body, body.Kind ?? ChecksumKind.Crc64Nvme, Limits.PutBytes, call);
        var model = draft.Model with { Size = taken.Segment.Length, ETag = taken.ETag, Segments = [taken.Segment], Checksum = new ChecksumValue(body.Kind ?? ChecksumKind.Crc64Nvme, taken.Checksums[0], false) };
        return await CommitAsync(draft with { Model = model }, taken, call);
    }

    /// <summary>Writes the row of an object whose body is safe, and drops what it replaces. The body goes too when that fails.</summary>
    private async ValueTask<FoundObject> CommitAsync(ObjectDraft draft, TakenBody body, CallContext call)
    {
        var salt = Versions.Salt();
        var eventId = Ids.NewGuid();
        // AWS: under KMS the entity tag is no digest of the body.
        var opaque = Ids.NewGuid().ToString("n");
        FoundObject stored;
        ImmutableList<Segment> dropped;
        try
        {
            (stored, dropped) = await store.WriteAsync(
                async tx =>
                {
                    var bucket = await FindAsync(tx, draft.Bucket, draft.ExpectedOwner);
                    var current = await Versions.CurrentAsync(tx, bucket.Id, draft.Key);
                    Preconditions.CheckWrite(current?.Record, draft.Key, draft.IfMatch, draft.IfNoneMatch);
                    await Bodies.NameAsync(tx, body, call.Now);
                    var kms = EncryptionRules.Choose(bucket, draft.Encryption, draft.Model.CustomerKey, call.Caller);
                    var listed = await ListOfAsync(tx, draft, bucket, draft.Model.Owner) with { KmsKey = kms, ETag = kms is null ? draft.Model.ETag : opaque };
                    var record = ReplicationRules.Mark(bucket, draft.Key, LockRules.Lock(listed, bucket, call.Now));
                    var (row, gone) = await PlaceAsync(tx, bucket, draft.Key, record, current, salt, call.Now);
                    await Replicator.PublishAsync(tx, bucket, row, eventId);
                    await notifier.PublishAsync(tx, bucket, draft.Event, draft.Key, row.Record, -row.Key.Order, eventId, call);
                    return (new FoundObject(bucket, row.Record), gone);
                },
                call.Cancelled);
        }
        catch
        {
            await bodies.DropAsync([body.Segment]);
            throw;
        }
        await bodies.DropAsync(dropped);
        return stored;
    }

    /// <summary>The draft with its owner and the list that the request gives it, where the bucket lets lists count.</summary>
    private static async ValueTask<ObjectRecord> ListOfAsync(IReadTransaction tx, ObjectDraft draft, BucketRecord bucket, string writer)
    {
        var owner = bucket.HasAcls && writer.Length > 0 ? writer : bucket.Account;
        var (canned, grants) = draft.List is { } list ? Acls.Read(list, null, owner, ofBucket: false) : (null, null);
        // AWS: what an owner gives into the bucket owner's control may become the bucket owner's ("Controlling ownership of objects").
        if (bucket.Ownership == "BucketOwnerPreferred" && canned == Acls.BucketOwnerFullControl) owner = bucket.Account;
        await CheckListAsync(tx, bucket, canned, grants, owner);
        return draft.Model with { Owner = owner, Acl = canned is Acls.Private ? null : canned, Grants = grants };
    }

    /// <summary>Refuses a list that the bucket's settings do not admit.</summary>
    private static async ValueTask CheckListAsync(IReadTransaction tx, BucketRecord bucket, string? canned, IReadOnlyList<GrantRecord>? grants, string owner)
    {
        if (canned is null && grants is null) return;
        // AWS: with ownership enforced, only a list that says what is so anyway is accepted.
        if (!bucket.HasAcls && !(canned != Acls.Private && Acls.IsOwners(canned, grants, owner))) throw new AccessControlListNotSupported();
        if (Acls.IsPublic(canned, grants) && (await AccessPoints.PublicAccessAsync(tx, bucket))?.BlockPublicAcls == true) throw Acls.Blocked();
    }

    /// <summary>Whether the answer says that the caller pays.</summary>
    private static string? Charged(BucketRecord bucket, CallContext call) => bucket.Payer == "Requester" && call.Account != bucket.Account ? "requester" : null;

    /// <summary>Makes a record the current one of its key, in the way of the bucket: beside the others, or in place of the one without a version.</summary>
    internal static async ValueTask<((ObjectKey Key, ObjectRecord Record) Row, ImmutableList<Segment> Dropped)> PlaceAsync(
        IWriteTransaction tx, BucketRecord bucket, string key, ObjectRecord record, (ObjectKey Key, ObjectRecord Record)? current, byte[] salt, DateTimeOffset now)
    {
        var place = Versions.NextPlace(current, now);
        var dropped = ImmutableList<Segment>.Empty;
        if (bucket.Versioning == BucketRecord.Enabled) record = record with { VersionId = Versions.Id(place, salt) };
        else
        {
            var replaced = bucket.Versioning is null || current is { Record.VersionId: null } ? current : await Versions.FindNullAsync(tx, bucket.Id, key);
            if (replaced is { } old)
            {
                S3Tables.Objects.Delete(tx, old.Key);
                dropped = Bodies.Release(tx, old.Record.Segments);
            }
        }
        var at = new ObjectKey(bucket.Id, key, -place);
        S3Tables.Objects.Put(tx, at, record);
        return ((at, record), dropped);
    }

    /// <summary>Reads a body and holds it against what the request says of it; what differs leaves nothing behind.</summary>
    private async ValueTask<TakenBody> TakeAsync(IncomingBody body, ChecksumKind kind, long most, CallContext call)
    {
        var md5 = ObjectRules.ContentMd5(body.ContentMd5);
        var kinds = body.Stated is { } stated && stated.Kind != kind ? (ChecksumKind[])[kind, stated.Kind] : [kind];
        var taken = await bodies.TakeAsync(body.Content, kinds, most, body.Key, call.Cancelled);
        try
        {
            if (md5 is not null && !CryptographicOperations.FixedTimeEquals(md5, taken.Md5)) throw new BadDigest("The Content-MD5 you specified did not match what we received.");
            if (body.Stated is { } wanted && wanted.Text != taken.Checksums[^1]) throw Checksums.Mismatch(wanted.Kind);
            if (body.Content is IBodyTrailers { Trailers: var trailers }) CheckTrailers(trailers, kinds, taken);
        }
        catch
        {
            await bodies.DropAsync([taken.Segment]);
            throw;
        }
        return taken;
    }

    private static void CheckTrailers(IReadOnlyDictionary<string, string> trailers, ChecksumKind[] kinds, TakenBody taken)
    {
        for (var i = 0; i < kinds.Length; i++)
        {
            if (!trailers.TryGetValue(Checksums.TrailerName(kinds[i]), out var sent)) continue;
            Checksums.CheckForm(kinds[i], sent);
            if (sent != taken.Checksums[i]) throw Checksums.Mismatch(kinds[i]);
        }
    }

    // AWS: objects know the second of their making, no more.
    private static DateTimeOffset Seconds(DateTimeOffset time) => DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds());

    /// <summary>A body as the request describes it.</summary>
    private sealed record IncomingBody(Stream Content, long? Length, string? ContentMd5, (ChecksumKind Kind, string Text)? Stated, string? Algorithm)
    {
        public CustomerKey? Key { get; init; }

        /// <summary>The checksum that the client chose, by stating it or by announcing it as a trailer.</summary>
        public ChecksumKind? Kind { get; } = Stated?.Kind ?? Checksums.Parse(Algorithm);
    }

    /// <summary>An object that is about to be.</summary>
    private sealed record ObjectDraft(string Bucket, string Key)
    {
        public string? ExpectedOwner { get; init; }
        public IGrants? List { get; init; }
        public IEncryption? Encryption { get; init; }
        public string? IfMatch { get; init; }
        public string? IfNoneMatch { get; init; }
        public required string Event { get; init; }
        public required ObjectRecord Model { get; init; }

        public bool IsConditional => IfMatch is not null || IfNoneMatch is not null;

        public async ValueTask CheckAsync(IReadTransaction tx, BucketRecord bucket) =>
            Preconditions.CheckWrite((await Versions.CurrentAsync(tx, bucket.Id, Key))?.Record, Key, IfMatch, IfNoneMatch);
    }
}
