using System.Globalization;

namespace Undercast.S3;

/// <summary>Archived objects: which are, how long a restoration takes, and how answers tell of it.</summary>
internal static class RestoreRules
{
    public static bool IsArchived(string storageClass) => storageClass is "GLACIER" or "DEEP_ARCHIVE";

    /// <summary>Lets a read go on unless the object is archived and no restored copy is there.</summary>
    public static void CheckReadable(ObjectRecord o, DateTimeOffset now)
    {
        if (IsArchived(o.StorageClass) && !(o.Restore?.Until > now)) throw new InvalidObjectState("The operation is not valid for the object's storage class", o.StorageClass);
    }

    // AWS: "Archive retrieval options"; of the times that are named, the longest.
    public static TimeSpan Delay(string? tier, string storageClass) => (tier ?? "Standard", storageClass) switch
    {
        ("Expedited", "GLACIER") => TimeSpan.FromMinutes(5),
        ("Standard", "GLACIER") => TimeSpan.FromHours(5),
        ("Bulk", "GLACIER") => TimeSpan.FromHours(12),
        ("Standard", _) => TimeSpan.FromHours(12),
        ("Bulk", _) => TimeSpan.FromHours(48),
        ("Expedited", _) => throw new InvalidArgument("Retrieval option is not supported by this storage class", "Tier", tier),
        _ => throw new MalformedXml(),
    };

    /// <summary>When a copy goes: days after it was made, at the next midnight.</summary>
    public static DateTimeOffset Until(DateTimeOffset made, int days) => LifecycleRules.After(made, days);

    public static string? Shown(ObjectRecord o, DateTimeOffset now) => o.Restore switch
    {
        null => null,
        { Until: null } => "ongoing-request=\"true\"",
        { Until: { } until } when until > now => string.Create(CultureInfo.InvariantCulture, $"ongoing-request=\"false\", expiry-date=\"{until.UtcDateTime:R}\""),
        _ => null,
    };
}
