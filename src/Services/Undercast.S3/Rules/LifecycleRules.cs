using Undercast.Kernel;

namespace Undercast.S3;

/// <summary>When objects, old versions and uploads expire.</summary>
internal static class LifecycleRules
{
    public static BucketLifecycleConfiguration Check(BucketLifecycleConfiguration? given)
    {
        if (given?.Rules is not { Count: > 0 and <= 1000 }) throw new MalformedXml();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var rule in given.Rules)
        {
            if (rule.Status is not ("Enabled" or "Disabled") || (rule.Filter is not null && rule.Prefix is not null)) throw new MalformedXml();
            if (rule.ID is { Length: > 255 }) throw new InvalidArgument("ID length should not exceed allowed limit of 255", "ID");
            if (rule.ID is not null && !ids.Add(rule.ID)) throw new InvalidArgument("Rule ID must be unique. Found same ID for more than one rule", "ID", rule.ID);
            if (rule is { Expiration: null, NoncurrentVersionExpiration: null, AbortIncompleteMultipartUpload: null }) throw new InvalidRequest("At least one action needs to be specified in a rule");
            if (rule.Expiration is { } expiration)
            {
                if (expiration.Days is <= 0) throw new InvalidArgument("'Days' for Expiration action must be a positive integer", "Days");
                if (expiration.Date is { } date && date.TimeOfDay != TimeSpan.Zero) throw new InvalidArgument("'Date' must be at midnight GMT", "Date");
                if (new object?[] { expiration.Days, expiration.Date, expiration.ExpiredObjectDeleteMarker }.Count(static x => x is not null) != 1) throw new MalformedXml();
            }
            if (rule.NoncurrentVersionExpiration is { NoncurrentDays: null or <= 0 }) throw new InvalidArgument("'NoncurrentDays' for NoncurrentVersionExpiration action must be a positive integer", "NoncurrentDays");
            if (rule.AbortIncompleteMultipartUpload is { DaysAfterInitiation: null or <= 0 }) throw new InvalidArgument("'DaysAfterInitiation' for AbortIncompleteMultipartUpload action must be a positive integer", "DaysAfterInitiation");
        }
        return given with { Rules = [.. given.Rules.Select(r => r.ID is null ? r with { ID = Ids.NewBase36(48) } : r)] };
    }

    /// <summary>Whether a rule speaks of an object.</summary>
    public static bool Applies(LifecycleRule rule, string key, ObjectRecord o)
    {
        if (rule.Status != "Enabled") return false;
        var filter = rule.Filter;
        var prefix = filter?.And?.Prefix ?? filter?.Prefix ?? rule.Prefix;
        if (prefix is not null && !key.StartsWith(prefix, StringComparison.Ordinal)) return false;
        if ((filter?.And?.ObjectSizeGreaterThan ?? filter?.ObjectSizeGreaterThan) is { } above && o.Size <= above) return false;
        if ((filter?.And?.ObjectSizeLessThan ?? filter?.ObjectSizeLessThan) is { } below && o.Size >= below) return false;
        return (filter?.And?.Tags ?? (filter?.Tag is { } tag ? [tag] : [])).All(t => o.Tags.TryGetValue(t.Key ?? "", out var value) && value == t.Value);
    }

    /// <summary>Whether a rule speaks of an upload: only prefixes are looked at.</summary>
    public static bool Applies(LifecycleRule rule, string key) =>
        rule is { Status: "Enabled", Filter: null or { Tag: null, And: null } } && key.StartsWith(rule.Filter?.Prefix ?? rule.Prefix ?? "", StringComparison.Ordinal);

    // AWS: days are counted from the creation and rounded up to the next midnight UTC ("Lifecycle rules: based on an object's age").
    public static DateTimeOffset After(DateTimeOffset start, int days)
    {
        var end = start.AddDays(days);
        var midnight = new DateTimeOffset(end.UtcDateTime.Date, TimeSpan.Zero);
        return end == midnight ? end : midnight.AddDays(1);
    }

    public static DateTimeOffset NextMidnight(DateTimeOffset now) => new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).AddDays(1);
}
