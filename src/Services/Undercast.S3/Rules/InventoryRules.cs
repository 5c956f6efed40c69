using Undercast.Kernel;

namespace Undercast.S3;

/// <summary>Inventories: what they may be, and a line of them.</summary>
internal static class InventoryRules
{
    private static readonly string[] Fields =
    [
        "Size", "LastModifiedDate", "StorageClass", "ETag", "IsMultipartUploaded", "ReplicationStatus", "EncryptionStatus", "ObjectLockRetainUntilDate", "ObjectLockMode", "ObjectLockLegalHoldStatus",
        "IntelligentTieringAccessTier", "BucketKeyStatus", "ChecksumAlgorithm", "ObjectAccessControlList", "ObjectOwner", "LifecycleExpirationDate",
    ];

    public static InventoryConfiguration Check(InventoryConfiguration given, string id)
    {
        if (given.Id != id || given.IncludedObjectVersions is not ("All" or "Current") || given.Schedule.Frequency is not ("Daily" or "Weekly")) throw new MalformedXml();
        var to = given.Destination.S3BucketDestination;
        if (to.Format is "ORC" or "Parquet") throw CommonException.NotSupported($"An inventory in the format {to.Format}");
        if (to.Format != "CSV") throw new MalformedXml();
        if (to.Encryption?.SSEKMS is not null) throw CommonException.NotSupported("An inventory that KMS encrypts");
        if (!to.Bucket.StartsWith("arn:", StringComparison.Ordinal)) throw new InvalidArgument("Invalid bucket ARN.", "Bucket", to.Bucket);
        foreach (var field in given.OptionalFields ?? [])
        {
            if (Array.IndexOf(Fields, field) < 0) throw new MalformedXml();
            if (field is "ObjectAccessControlList" or "LifecycleExpirationDate") throw CommonException.NotSupported($"The inventory field {field}");
        }
        return given;
    }

    // AWS: daily ones within a day, weekly ones on Sundays.
    public static DateTimeOffset Next(InventoryConfiguration plan, DateTimeOffset now)
    {
        var midnight = LifecycleRules.NextMidnight(now);
        return plan.Schedule.Frequency == "Daily" ? midnight : midnight.AddDays((7 - (int)midnight.DayOfWeek) % 7);
    }

    public static string Schema(InventoryConfiguration plan) => string.Join(", ", (string[])["Bucket", "Key", .. plan.IncludedObjectVersions == "All" ? ["VersionId", "IsLatest", "IsDeleteMarker"] : Array.Empty<string>(), .. plan.OptionalFields ?? []]);

    public static string Line(InventoryConfiguration plan, BucketRecord bucket, string key, ObjectRecord o, bool isLatest)
    {
        List<string> values = [bucket.Name, Uri.EscapeDataString(key).Replace("%2F", "/", StringComparison.Ordinal)];
        if (plan.IncludedObjectVersions == "All") values.AddRange([o.VersionId ?? "", isLatest ? "true" : "false", o.IsMarker ? "true" : "false"]);
        foreach (var field in plan.OptionalFields ?? []) values.Add(o.IsMarker && field != "LastModifiedDate" ? "" : Value(field, o, bucket));
        return string.Join(',', values.Select(static v => $"\"{v.Replace("\"", "\"\"", StringComparison.Ordinal)}\""));
    }

    private static string Value(string field, ObjectRecord o, BucketRecord bucket) => field switch
    {
        "Size" => o.Size.ToString(System.Globalization.CultureInfo.InvariantCulture),
        "LastModifiedDate" => Time(o.Modified),
        "StorageClass" => o.StorageClass,
        "ETag" => o.ETag,
        "IsMultipartUploaded" => o.Parts.Count > 0 ? "true" : "false",
        "ReplicationStatus" => o.Replication ?? "",
        "EncryptionStatus" => o.Encryption switch { null => "SSE-C", EncryptionRules.Kms => "SSE-KMS", _ => "SSE-S3" },
        "ObjectLockRetainUntilDate" => o.LockUntil is { } until ? Time(until) : "",
        "ObjectLockMode" => o.LockMode ?? "",
        "ObjectLockLegalHoldStatus" => o.LegalHold is { } hold ? hold ? "On" : "Off" : "",
        "IntelligentTieringAccessTier" => o.StorageClass == "INTELLIGENT_TIERING" ? "FREQUENT" : "",
        "BucketKeyStatus" => "DISABLED",
        "ChecksumAlgorithm" => o.Checksum?.Kind.Name() ?? "",
        "ObjectOwner" => BucketNames.CanonicalId(o.Owner.Length > 0 ? o.Owner : bucket.Account),
        _ => "",
    };

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", System.Globalization.CultureInfo.InvariantCulture);
}
