using Undercast.Kernel;

namespace Undercast.S3;

/// <summary>What a bucket copies where.</summary>
internal static class ReplicationRules
{
    public const string Pending = "PENDING";
    public const string Completed = "COMPLETED";
    public const string Failed = "FAILED";
    public const string Replica = "REPLICA";
    private const string Enabled = "Enabled";

    public static ReplicationConfiguration Check(ReplicationConfiguration given)
    {
        if (!Arn.TryParse(given.Role, out var role) || role.Service != "iam") throw new InvalidArgument("Invalid Role specified in replication configuration", "Role", given.Role);
        if (given.Rules is not { Count: > 0 and <= 1000 }) throw new MalformedXml();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var rules = new List<ReplicationRule>();
        foreach (var rule in given.Rules)
        {
            if (rule.Status is not (Enabled or "Disabled") || (rule.Filter is not null && rule.Prefix is not null)) throw new MalformedXml();
            if (rule.ID is { Length: > 255 }) throw new InvalidArgument("Rule Id must be less than or equal to 255 characters", "ID");
            if (rule.ID is not null && !ids.Add(rule.ID)) throw new InvalidArgument("Rule ID must be unique. Found same ID for more than one rule", "ID", rule.ID);
            if (!rule.Destination.Bucket.StartsWith("arn:", StringComparison.Ordinal)) throw new InvalidArgument("Invalid bucket ARN.", "Bucket", rule.Destination.Bucket);
            if (rule.Filter is not null && rule.Priority is null) throw new InvalidRequest("Priority must be specified for this version of Cross Region Replication configuration schema. Please refer to S3 Developer Guide for more information.");
            if (rule.Filter is not null && rule.DeleteMarkerReplication is null) throw new InvalidRequest("DeleteMarkerReplication must be specified for this version of Cross Region Replication configuration schema. Please refer to S3 Developer Guide for more information.");
            if (rule is { DeleteMarkerReplication.Status: Enabled } && (rule.Filter?.Tag is not null || rule.Filter?.And?.Tags is { Count: > 0 }))
                throw new InvalidRequest("Delete marker replication is not supported if any Tag filter is specified. Please refer to S3 Developer Guide for more information.");
            if (rule.SourceSelectionCriteria?.SseKmsEncryptedObjects is { Status: Enabled }) throw CommonException.NotSupported("Replication of objects that KMS encrypts");
            if (rule.SourceSelectionCriteria?.ReplicaModifications is { Status: Enabled }) throw CommonException.NotSupported("Replication of changes to replicas");
            if (rule.ExistingObjectReplication is { Status: Enabled }) throw CommonException.NotSupported("Replication of existing objects");
            if (rule.Destination.AccessControlTranslation is not null && rule.Destination.Account is null)
                throw new InvalidRequest("Account must be specified when AccessControlTranslation is used.");
            rules.Add(rule.ID is null ? rule with { ID = Ids.NewBase36(48) } : rule);
        }
        if (rules.Where(r => r.Priority is not null).GroupBy(r => (r.Priority, r.Destination.Bucket)).Any(g => g.Count() > 1)) throw new InvalidRequest("Found duplicate priority 'Priority' for rules with the same destination");
        return given with { Rules = rules };
    }

    public static string BucketOf(Destination destination) => destination.Bucket[(destination.Bucket.LastIndexOf(':') + 1)..];

    /// <summary>The rules that an object falls under, one for each destination: of several the one of the highest priority.</summary>
    public static IReadOnlyList<ReplicationRule> For(BucketRecord bucket, string key, ObjectRecord o)
    {
        // AWS: what stands under KMS is replicated only where the rule says so.
        if (bucket.Replication is not { } settings || o.Replication == Replica || o.KmsKey is not null) return [];
        return [.. settings.Rules
            .Where(r => r.Status == Enabled && (!o.IsMarker || r.DeleteMarkerReplication?.Status == Enabled) && Fits(r, key, o))
            .GroupBy(static r => r.Destination.Bucket)
            .Select(static g => g.MaxBy(r => r.Priority ?? 0)!)];
    }

    /// <summary>A new version with the status that the bucket's rules give it.</summary>
    public static ObjectRecord Mark(BucketRecord bucket, string key, ObjectRecord o) => For(bucket, key, o).Count > 0 ? o with { Replication = Pending } : o;

    private static bool Fits(ReplicationRule rule, string key, ObjectRecord o)
    {
        var prefix = rule.Filter?.And?.Prefix ?? rule.Filter?.Prefix ?? rule.Prefix;
        if (prefix is not null && !key.StartsWith(prefix, StringComparison.Ordinal)) return false;
        return (rule.Filter?.And?.Tags ?? (rule.Filter?.Tag is { } tag ? [tag] : [])).All(t => o.Tags.TryGetValue(t.Key ?? "", out var value) && value == t.Value);
    }
}
