using System.Buffers;
using Undercast.Storage;

namespace Undercast.S3;

/// <summary>A version of an object. The newest of a key comes first, so that the first row of a key is the current one.</summary>
/// <param name="Bucket">The bucket's id.</param>
/// <param name="Key">The key.</param>
/// <param name="Order">Minus the version's place in time.</param>
internal readonly record struct ObjectKey(long Bucket, string Key, long Order) : ITupleKey<ObjectKey>
{
    public void Write(ref TupleWriter w)
    {
        w.Int64(Bucket);
        w.String(Key);
        w.Int64(Order);
    }

    public static ObjectKey Read(ref TupleReader r) => new(r.Int64(), r.String(), r.Int64());
}

/// <summary>Where a run of bytes is: a blob, or a row of <c>s3.content</c>.</summary>
/// <param name="Id">The blob's id, or the row's.</param>
/// <param name="Length">How many bytes.</param>
/// <param name="IsInline">Whether it is a row.</param>
/// <param name="Nonce">Where the counter of the customer's cipher begins, in base64; null when the bytes stand as they came.</param>
internal sealed record Segment(string Id, long Length, bool IsInline, string? Nonce = null);

/// <summary>What is kept of a customer's key: enough to know it again, too little to read with.</summary>
/// <param name="Salt">Random.</param>
/// <param name="Check">An HMAC of the key under the salt.</param>
internal sealed record CustomerKeyRecord(byte[] Salt, byte[] Check);

/// <summary>The key of KMS that an object stands under.</summary>
/// <param name="Arn">The key's.</param>
/// <param name="BucketKey">Whether a bucket key was asked for.</param>
internal sealed record KmsKeyRecord(string Arn, bool BucketKey);

/// <summary>One grant of an access control list.</summary>
/// <param name="Grantee">A canonical user id, or the URI of a group.</param>
/// <param name="Permission">Such as <c>READ</c>.</param>
internal sealed record GrantRecord(string Grantee, string Permission);

/// <summary>A part of an object that was sent in parts.</summary>
internal sealed record ObjectPartRecord(int Number, long Size, string? Checksum);

/// <summary>What is known of a version. Headers are those that GET gives back.</summary>
internal sealed record ObjectRecord
{
    public const string ContentType = "Content-Type";
    public const string Redirect = "x-amz-website-redirect-location";

    /// <summary>Null is the version <c>null</c> of buckets that keep none.</summary>
    public string? VersionId { get; init; }
    public bool IsMarker { get; init; }
    public required DateTimeOffset Modified { get; init; }
    public long Size { get; init; }
    /// <summary>Without quotes.</summary>
    public string ETag { get; init; } = "";
    public string StorageClass { get; init; } = "STANDARD";
    /// <summary>A canned list, where <see cref="Grants"/> says nothing.</summary>
    public string? Acl { get; init; }
    public IReadOnlyList<GrantRecord>? Grants { get; init; }
    public required string Owner { get; init; }
    public ChecksumValue? Checksum { get; init; }
    public IReadOnlyDictionary<string, string> Headers { get; init; } = Empty;
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = Empty;
    public IReadOnlyDictionary<string, string> Tags { get; init; } = Empty;
    public IReadOnlyList<Segment> Segments { get; init; } = [];
    public IReadOnlyList<ObjectPartRecord> Parts { get; init; } = [];

    public CustomerKeyRecord? CustomerKey { get; init; }
    public KmsKeyRecord? KmsKey { get; init; }
    /// <summary><c>GOVERNANCE</c> or <c>COMPLIANCE</c>, with <see cref="LockUntil"/>.</summary>
    public string? LockMode { get; init; }
    public DateTimeOffset? LockUntil { get; init; }
    /// <summary>Null as long as nobody has said.</summary>
    public bool? LegalHold { get; init; }
    /// <summary><c>PENDING</c>, <c>COMPLETED</c>, <c>FAILED</c>, or <c>REPLICA</c>.</summary>
    public string? Replication { get; init; }
    public RestoreRecord? Restore { get; init; }

    /// <summary>As the header <c>x-amz-server-side-encryption</c> says it.</summary>
    public string? Encryption => CustomerKey is not null ? null : KmsKey is null ? EncryptionRules.Own : EncryptionRules.Kms;

    public string QuotedETag => $"\"{ETag}\"";

    public static IReadOnlyDictionary<string, string> Empty { get; } = new Dictionary<string, string>();

    public static IRecordCodec<ObjectRecord> Codec { get; } = new ObjectCodec();

    private sealed class ObjectCodec : IRecordCodec<ObjectRecord>
    {
        private const byte Version = 2;

        public void Write(ObjectRecord o, IBufferWriter<byte> output)
        {
            var w = new BinaryRecordWriter(output, Version);
            w.OptionalString(o.VersionId);
            w.Bool(o.IsMarker);
            w.Time(o.Modified);
            w.Int64(o.Size);
            w.String(o.ETag);
            w.String(o.StorageClass);
            w.OptionalString(o.Acl);
            w.String(o.Owner);
            w.Bool(o.Checksum is not null);
            if (o.Checksum is { } checksum)
            {
                w.Byte((byte)checksum.Kind);
                w.String(checksum.Text);
                w.Bool(checksum.IsComposite);
            }
            w.StringMap(o.Headers);
            w.StringMap(o.Metadata);
            w.StringMap(o.Tags);
            w.Int32(o.Segments.Count);
            foreach (var s in o.Segments)
            {
                w.String(s.Id);
                w.Int64(s.Length);
                w.Bool(s.IsInline);
                w.OptionalString(s.Nonce);
            }
            w.Int32(o.Parts.Count);
            foreach (var p in o.Parts)
            {
                w.Int32(p.Number);
                w.Int64(p.Size);
                w.OptionalString(p.Checksum);
            }
            Extras.Write(ref w, o);
        }

        public ObjectRecord Read(ReadOnlyMemory<byte> stored)
        {
            var r = new BinaryRecordReader(stored);
            if (r.Version is 0 or > Version) throw new StoreCorruptException($"A stored object has version {r.Version}; this program reads {Version}.");
            var plain = new ObjectRecord
            {
                VersionId = r.OptionalString(),
                IsMarker = r.Bool(),
                Modified = r.Time(),
                Size = r.Int64(),
                ETag = r.String(),
                StorageClass = r.String(),
                Acl = r.OptionalString(),
                Owner = r.String(),
                Checksum = r.Bool() ? new ChecksumValue((ChecksumKind)r.Byte(), r.String(), r.Bool()) : null,
                Headers = Map(ref r),
                Metadata = Map(ref r),
                Tags = Map(ref r),
                Segments = Segments(ref r),
                Parts = Parts(ref r),
            };
            return r.Version == 1 ? plain : Extras.Read(ref r, plain);
        }

        private static IReadOnlyDictionary<string, string> Map(ref BinaryRecordReader r) => r.StringMap() is { Count: > 0 } map ? map : Empty;

        private static Segment[] Segments(ref BinaryRecordReader r)
        {
            var all = new Segment[r.Int32()];
            for (var i = 0; i < all.Length; i++) all[i] = new Segment(r.String(), r.Int64(), r.Bool(), r.Version == 1 ? null : r.OptionalString());
            return all;
        }

        private static ObjectPartRecord[] Parts(ref BinaryRecordReader r)
        {
            var all = new ObjectPartRecord[r.Int32()];
            for (var i = 0; i < all.Length; i++) all[i] = new ObjectPartRecord(r.Int32(), r.Int64(), r.OptionalString());
            return all;
        }
    }
}

/// <summary>A restoration of an archived object.</summary>
/// <param name="Until">When the copy goes, or null as long as it is being made.</param>
internal sealed record RestoreRecord(DateTimeOffset? Until);

/// <summary>What few objects have, behind a byte that says which of it is there.</summary>
internal static class Extras
{
    [Flags]
    private enum Has : byte
    {
        Nothing = 0,
        Grants = 1,
        CustomerKey = 2,
        Lock = 4,
        LegalHold = 8,
        Replication = 16,
        Restore = 32,
        KmsKey = 64,
    }

    public static void Write(ref BinaryRecordWriter w, ObjectRecord o)
    {
        var has = (o.Grants is null ? Has.Nothing : Has.Grants) | (o.CustomerKey is null ? Has.Nothing : Has.CustomerKey) | (o.LockMode is null ? Has.Nothing : Has.Lock)
            | (o.LegalHold is null ? Has.Nothing : Has.LegalHold) | (o.Replication is null ? Has.Nothing : Has.Replication) | (o.Restore is null ? Has.Nothing : Has.Restore)
            | (o.KmsKey is null ? Has.Nothing : Has.KmsKey);
        w.Byte((byte)has);
        if (o.Grants is { } grants)
        {
            w.Int32(grants.Count);
            foreach (var grant in grants)
            {
                w.String(grant.Grantee);
                w.String(grant.Permission);
            }
        }
        if (o.CustomerKey is { } key)
        {
            w.Bytes(key.Salt);
            w.Bytes(key.Check);
        }
        if (o.LockMode is { } mode)
        {
            w.String(mode);
            w.Time(o.LockUntil!.Value);
        }
        if (o.LegalHold is { } hold) w.Bool(hold);
        if (o.Replication is { } replication) w.String(replication);
        if (o.Restore is { } restore)
        {
            w.Bool(restore.Until is not null);
            if (restore.Until is { } until) w.Time(until);
        }
        if (o.KmsKey is { } kms)
        {
            w.String(kms.Arn);
            w.Bool(kms.BucketKey);
        }
    }

    public static ObjectRecord Read(ref BinaryRecordReader r, ObjectRecord o)
    {
        var has = (Has)r.Byte();
        if (has == Has.Nothing) return o;
        if (has.HasFlag(Has.Grants))
        {
            var grants = new GrantRecord[r.Int32()];
            for (var i = 0; i < grants.Length; i++) grants[i] = new GrantRecord(r.String(), r.String());
            o = o with { Grants = grants };
        }
        if (has.HasFlag(Has.CustomerKey)) o = o with { CustomerKey = new CustomerKeyRecord(r.Bytes().ToArray(), r.Bytes().ToArray()) };
        if (has.HasFlag(Has.Lock)) o = o with { LockMode = r.String(), LockUntil = r.Time() };
        if (has.HasFlag(Has.LegalHold)) o = o with { LegalHold = r.Bool() };
        if (has.HasFlag(Has.Replication)) o = o with { Replication = r.String() };
        if (has.HasFlag(Has.Restore)) o = o with { Restore = new RestoreRecord(r.Bool() ? r.Time() : null) };
        return has.HasFlag(Has.KmsKey) ? o with { KmsKey = new KmsKeyRecord(r.String(), r.Bool()) } : o;
    }
}

/// <summary>The bytes of a small body.</summary>
internal sealed record ContentRecord(ReadOnlyMemory<byte> Bytes)
{
    public static IRecordCodec<ContentRecord> Codec { get; } = new ContentCodec();

    private sealed class ContentCodec : IRecordCodec<ContentRecord>
    {
        public void Write(ContentRecord record, IBufferWriter<byte> output) => new BinaryRecordWriter(output, 1).Bytes(record.Bytes.Span);

        public ContentRecord Read(ReadOnlyMemory<byte> stored) => new(new BinaryRecordReader(stored).Bytes());
    }
}
