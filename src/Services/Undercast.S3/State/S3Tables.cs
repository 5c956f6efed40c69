using Undercast.Storage;

namespace Undercast.S3;

/// <summary>A row named by a random id.</summary>
internal readonly record struct IdKey(string Id) : ITupleKey<IdKey>
{
    public void Write(ref TupleWriter w) => w.String(Id);

    public static IdKey Read(ref TupleReader r) => new(r.String());
}

internal static class S3Tables
{
    public static readonly Table<BucketKey, BucketRecord> Buckets = new("s3.bucket", JsonRecord.Codec(() => S3Json.Default.BucketRecord));

    public static readonly Index<OwnerKey, BucketKey, BucketRecord> ByOwner = Buckets.AddIndex<OwnerKey>("by-owner", static (_, bucket) => new OwnerKey(bucket.Account));

    public static readonly Table<ObjectKey, ObjectRecord> Objects = new("s3.object", ObjectRecord.Codec);

    /// <summary>Bodies that are too small for a blob. Apart from the objects, so that a listing does not read them.</summary>
    public static readonly Table<IdKey, ContentRecord> Contents = new("s3.content", ContentRecord.Codec);

    /// <summary>The blobs that objects and parts name; what is not here is an orphan.</summary>
    public static readonly Table<IdKey, Marker> Blobs = new("s3.blob", Marker.Codec);

    public static readonly Table<UploadKey, UploadRecord> Uploads = new("s3.upload", JsonRecord.Codec(() => S3Json.Default.UploadRecord));

    public static readonly Table<AccessPointKey, AccessPointRecord> Points = new("s3.accesspoint", JsonRecord.Codec(() => S3Json.Default.AccessPointRecord));

    public static readonly Index<IdKey, AccessPointKey, AccessPointRecord> PointsByAlias = Points.AddIndex<IdKey>("by-alias", static (_, point) => new IdKey(point.Alias));

    public static readonly Index<IdKey, AccessPointKey, AccessPointRecord> PointsByHost = Points.AddIndex<IdKey>("by-host", static (_, point) => new IdKey(point.HostName));

    public static readonly Index<IdKey, AccessPointKey, AccessPointRecord> PointsByBucket = Points.AddIndex<IdKey>("by-bucket", static (_, point) => new IdKey(point.Bucket));

    /// <summary>What accounts say of all their buckets, by account.</summary>
    public static readonly Table<IdKey, AccountRecord> Accounts = new("s3.account", JsonRecord.Codec(() => S3Json.Default.AccountRecord));

    public static readonly Table<PartKey, PartRecord> Parts = new("s3.part", JsonRecord.Codec(() => S3Json.Default.PartRecord));
}
