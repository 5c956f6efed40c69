using System.Text.Json.Serialization;
using Undercast.Storage;

namespace Undercast.S3;

/// <summary>A bucket's name, of which there is one in the whole cloud.</summary>
internal readonly record struct BucketKey(string Name) : ITupleKey<BucketKey>
{
    public void Write(ref TupleWriter w) => w.String(Name);

    public static BucketKey Read(ref TupleReader r) => new(r.String());
}

/// <summary>The buckets of an account by name.</summary>
internal readonly record struct OwnerKey(string Account) : ITupleKey<OwnerKey>
{
    public void Write(ref TupleWriter w) => w.String(Account);

    public static OwnerKey Read(ref TupleReader r) => new(r.String());
}

/// <summary>A bucket and its settings; null is what AWS has before anything is set.</summary>
internal sealed record BucketRecord
{
    public const string Enabled = "Enabled";
    public const string Suspended = "Suspended";
    public const string OwnerEnforced = "BucketOwnerEnforced";

    public required string Name { get; init; }
    /// <summary>Owns the rows of its objects, and tells this bucket from an earlier one of the same name.</summary>
    public required long Id { get; init; }
    public required string Account { get; init; }
    public required string Region { get; init; }
    public required DateTimeOffset Created { get; init; }
    /// <summary><see cref="Enabled"/>, <see cref="Suspended"/>, or null as long as versions were never kept.</summary>
    public string? Versioning { get; init; }
    public string? Ownership { get; init; }
    /// <summary>A canned list, where <see cref="Grants"/> says nothing.</summary>
    public string? Acl { get; init; }
    public IReadOnlyList<GrantRecord>? Grants { get; init; }
    public string? Policy { get; init; }
    public IReadOnlyDictionary<string, string>? Tags { get; init; }
    public PublicAccessBlockConfiguration? PublicAccess { get; init; }
    public CORSConfiguration? Cors { get; init; }
    public WebsiteConfiguration? Website { get; init; }
    public ServerSideEncryptionConfiguration? Encryption { get; init; }
    public NotificationConfiguration? Notifications { get; init; }
    public BucketLifecycleConfiguration? Lifecycle { get; init; }
    /// <summary>Which objects are too small for a transition, as the client chose.</summary>
    public string? SmallestTransition { get; init; }
    public ObjectLockConfiguration? Lock { get; init; }
    public ReplicationConfiguration? Replication { get; init; }
    public LoggingEnabled? Logging { get; init; }
    public string? Payer { get; init; }
    public string? Acceleration { get; init; }
    public IReadOnlyList<InventoryConfiguration>? Inventories { get; init; }
    public IReadOnlyList<AnalyticsConfiguration>? Analytics { get; init; }
    public IReadOnlyList<MetricsConfiguration>? Metrics { get; init; }
    public IReadOnlyList<IntelligentTieringConfiguration>? Tierings { get; init; }

    [JsonIgnore]
    public string Arn => $"arn:{Kernel.Arn.PartitionOf(Region)}:s3:::{Name}";

    /// <summary>Whether access control lists count at all.</summary>
    [JsonIgnore]
    public bool HasAcls => Ownership != OwnerEnforced;
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(BucketRecord))]
[JsonSerializable(typeof(UploadRecord))]
[JsonSerializable(typeof(PartRecord))]
[JsonSerializable(typeof(Notice))]
[JsonSerializable(typeof(DroppedBucket))]
[JsonSerializable(typeof(ExpiryPayload))]
[JsonSerializable(typeof(RestorePayload))]
[JsonSerializable(typeof(InventoryPayload))]
[JsonSerializable(typeof(ReplicaNotice))]
[JsonSerializable(typeof(AccessPointRecord))]
[JsonSerializable(typeof(AccountRecord))]
internal sealed partial class S3Json : JsonSerializerContext;
