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
            if (rule is { Expiration: null, NoncurrentVersionExpiration: null, AbortIncompleteMultipartUpload: null, Transitions: null, NoncurrentVersionTransitions: null }) throw new InvalidRequest("At least one action needs to be specified in a rule");
            if (rule.Expiration is { } expiration)
            {
                if (expiration.Days is <= 0) throw new InvalidArgument("'Days' for Expiration action must be a positive integer", "Days");
                if (expiration.Date is { } date && date.TimeOfDay != TimeSpan.Zero) throw new InvalidArgument("'Date' must be at midnight GMT", "Date");
                if (new object?[] { expiration.Days, expiration.Date, expiration.ExpiredObjectDeleteMarker }.Count(static x => x is not null) != 1) throw new MalformedXml();
            }
            if (rule.NoncurrentVersionExpiration is { NoncurrentDays: null or <= 0 }) throw new InvalidArgument("'NoncurrentDays' for NoncurrentVersionExpiration action must be a positive integer", "NoncurrentDays");
            CheckTransitions(rule);
            if (rule.AbortIncompleteMultipartUpload is { DaysAfterInitiation: null or <= 0 }) throw new InvalidArgument("'DaysAfterInitiation' for AbortIncompleteMultipartUpload action must be a positive integer", "DaysAfterInitiation");
        }
        return given with { Rules = [.. given.Rules.Select(r => r.ID is null ? r with { ID = Ids.NewBase36(48) } : r)] };
    }

    // AWS: classes in the order in which objects may go down ("Transitioning objects using Amazon S3 Lifecycle").
    private static readonly string[] Waterfall = ["STANDARD", "STANDARD_IA", "INTELLIGENT_TIERING", "ONEZONE_IA", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE"];
    private const string ByClass = "varies_by_storage_class";
    private const string All128K = "all_storage_classes_128K";
    private const long Smallest = 128 * 1024;

    public static string CheckSmallest(string? given) => given switch
    {
        null or All128K => All128K,
        ByClass => given,
        _ => throw new InvalidRequest("Invalid value for x-amz-transition-default-minimum-object-size"),
    };

    private static void CheckTransitions(LifecycleRule rule)
    {
        foreach (var transition in rule.Transitions ?? [])
        {
            if (Array.IndexOf(Waterfall, transition.StorageClass) < 1 || (transition.Days is null) == (transition.Date is null)) throw new MalformedXml();
            if (transition.Days < 0) throw new InvalidArgument("'Days' in Transition action must be nonnegative", "Days");
            if (transition is { Days: < 30, StorageClass: "STANDARD_IA" or "ONEZONE_IA" })
                throw new InvalidArgument($"'Days' in Transition action must be greater than or equal to 30 for storageClass '{transition.StorageClass}'", "Days", $"{transition.Days}");
            if (transition.Date is { } date && date.TimeOfDay != TimeSpan.Zero) throw new InvalidArgument("'Date' must be at midnight GMT", "Date");
            if (rule.Expiration?.Days <= transition.Days)
                throw new InvalidArgument($"'Days' in the Expiration action for prefix '{rule.Filter?.Prefix ?? rule.Prefix}' must be greater than 'Days' in the Transition action", "Days", $"{rule.Expiration!.Days}");
        }
        foreach (var transition in rule.NoncurrentVersionTransitions ?? [])
        {
            if (Array.IndexOf(Waterfall, transition.StorageClass) < 1 || transition.NoncurrentDays is null) throw new MalformedXml();
            if (transition.NoncurrentDays < 0) throw new InvalidArgument("'NoncurrentDays' in NoncurrentVersionTransition action must be nonnegative", "NoncurrentDays");
            if (transition is { NoncurrentDays: < 30, StorageClass: "STANDARD_IA" or "ONEZONE_IA" })
                throw new InvalidArgument($"'NoncurrentDays' in NoncurrentVersionTransition action must be greater than or equal to 30 for storageClass '{transition.StorageClass}'", "NoncurrentDays", $"{transition.NoncurrentDays}");
        }
        if ((rule.Transitions ?? []).GroupBy(static t => t.StorageClass).Any(static g => g.Count() > 1))
            throw new InvalidRequest($"'StorageClass' must be different for 'Transition' actions in same 'Rule' with prefix '{rule.Filter?.Prefix ?? rule.Prefix}'");
    }

    /// <summary>The class that a current version is due for, or null.</summary>
    public static string? Target(BucketRecord bucket, string key, ObjectRecord o, DateTimeOffset now) => Deepest(bucket, o, bucket.Lifecycle!.Rules
        .Where(r => Applies(r, key, o))
        .SelectMany(r => (r.Transitions ?? []).Where(t => t.Date <= now || (t.Days is { } days && After(o.Modified, days) <= now)).Select(t => (r, t.StorageClass!))));

    /// <summary>The class that an older version is due for, or null.</summary>
    public static string? Target(BucketRecord bucket, string key, ObjectRecord o, DateTimeOffset since, int older, DateTimeOffset now) => Deepest(bucket, o, bucket.Lifecycle!.Rules
        .Where(r => Applies(r, key, o))
        .SelectMany(r => (r.NoncurrentVersionTransitions ?? []).Where(t => After(since, t.NoncurrentDays ?? 0) <= now && older > (t.NewerNoncurrentVersions ?? 0)).Select(t => (r, t.StorageClass!))));

    private static string? Deepest(BucketRecord bucket, ObjectRecord o, IEnumerable<(LifecycleRule Rule, string Class)> due)
    {
        var best = due.Where(d => IsLargeEnough(bucket, o, d.Rule, d.Class)).Select(d => Array.IndexOf(Waterfall, d.Class)).DefaultIfEmpty(-1).Max();
        // A class outside the waterfall (reduced redundancy) may go anywhere in it.
        return best > Array.IndexOf(Waterfall, o.StorageClass) ? Waterfall[best] : null;
    }

    private static bool IsLargeEnough(BucketRecord bucket, ObjectRecord o, LifecycleRule rule, string storageClass)
    {
        if ((rule.Filter?.ObjectSizeGreaterThan ?? rule.Filter?.And?.ObjectSizeGreaterThan ?? rule.Filter?.ObjectSizeLessThan ?? rule.Filter?.And?.ObjectSizeLessThan) is not null) return true;
        return o.Size >= Smallest || (bucket.SmallestTransition == ByClass && RestoreRules.IsArchived(storageClass));
    }

    /// <summary>What answers tell of an object's end, or null.</summary>
    public static string? Shown(BucketRecord bucket, string key, ObjectRecord o)
    {
        if (bucket.Lifecycle is not { } lifecycle) return null;
        (DateTimeOffset At, string? Id)? first = null;
        foreach (var rule in lifecycle.Rules)
        {
            if (rule.Expiration is not { } expiration || !Applies(rule, key, o)) continue;
            if ((expiration.Date ?? (expiration.Days is { } days ? After(o.Modified, days) : null)) is { } at && !(first?.At <= at)) first = (at, rule.ID);
        }
        return first is { } end ? $"expiry-date=\"{end.At.UtcDateTime:R}\", rule-id=\"{Uri.EscapeDataString(end.Id ?? "")}\"" : null;
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
