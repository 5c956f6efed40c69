using Undercast.Kernel;

namespace Undercast.S3;

/// <summary>Somebody who hears of what happens to objects.</summary>
internal sealed record NotificationTarget(string? Id, string Arn, IReadOnlyList<string> Events, NotificationConfigurationFilter? Filter);

/// <summary>Who hears of what.</summary>
internal static class NotificationRules
{
    // AWS: "Supported event types"; an asterisk at the end stands for all of a group.
    private static readonly HashSet<string> Events = new(StringComparer.Ordinal)
    {
        "s3:ObjectCreated:*", "s3:ObjectCreated:Put", "s3:ObjectCreated:Post", "s3:ObjectCreated:Copy", "s3:ObjectCreated:CompleteMultipartUpload",
        "s3:ObjectRemoved:*", "s3:ObjectRemoved:Delete", "s3:ObjectRemoved:DeleteMarkerCreated",
        "s3:ObjectTagging:*", "s3:ObjectTagging:Put", "s3:ObjectTagging:Delete", "s3:ObjectAcl:Put",
        "s3:ObjectRestore:*", "s3:ObjectRestore:Post", "s3:ObjectRestore:Completed", "s3:ObjectRestore:Delete", "s3:LifecycleTransition",
        "s3:Replication:*", "s3:Replication:OperationFailedReplication", "s3:LifecycleExpiration:*", "s3:LifecycleExpiration:Delete", "s3:LifecycleExpiration:DeleteMarkerCreated",
    };

    private static readonly HashSet<string> Unbuilt = new(StringComparer.Ordinal)
    {
        "s3:ReducedRedundancyLostObject", "s3:Replication:OperationNotTracked", "s3:Replication:OperationMissedThreshold", "s3:Replication:OperationReplicatedAfterThreshold",
        "s3:IntelligentTiering",
    };

    public static IEnumerable<NotificationTarget> Targets(NotificationConfiguration settings) =>
    [
        .. (settings.QueueConfigurations ?? []).Select(q => new NotificationTarget(q.Id, q.QueueArn, q.Events, q.Filter)),
        .. (settings.TopicConfigurations ?? []).Select(t => new NotificationTarget(t.Id, t.TopicArn, t.Events, t.Filter)),
        .. (settings.LambdaFunctionConfigurations ?? []).Select(f => new NotificationTarget(f.Id, f.LambdaFunctionArn, f.Events, f.Filter)),
    ];

    /// <summary>The settings with an id for every target.</summary>
    public static NotificationConfiguration Check(NotificationConfiguration given)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var target in Targets(given))
        {
            if (!Arn.TryParse(target.Arn, out _)) throw new InvalidArgument("The ARN could not be parsed", "arn", target.Arn);
            if (target.Events.Count == 0) throw new MalformedXml();
            foreach (var name in target.Events)
            {
                if (Unbuilt.Contains(name)) throw CommonException.NotSupported($"The event {name}");
                if (!Events.Contains(name)) throw new InvalidArgument("The event '" + name + "' is not supported for notifications", "Event", name);
            }
            foreach (var rule in target.Filter?.Key?.FilterRules ?? [])
            {
                if (rule.Name?.ToLowerInvariant() is not ("prefix" or "suffix")) throw new InvalidArgument("filter rule name must be either prefix or suffix", "FilterRule.Name", rule.Name);
            }
            if (target.Id is not null && !ids.Add(target.Id)) throw new InvalidArgument("Same ID used for multiple configurations. IDs must be unique", "Id", target.Id);
        }
        return given with
        {
            QueueConfigurations = given.QueueConfigurations?.Select(q => q with { Id = q.Id ?? NewId() }).ToArray(),
            TopicConfigurations = given.TopicConfigurations?.Select(t => t with { Id = t.Id ?? NewId() }).ToArray(),
            LambdaFunctionConfigurations = given.LambdaFunctionConfigurations?.Select(f => f with { Id = f.Id ?? NewId() }).ToArray(),
        };
    }

    public static bool Hears(NotificationTarget target, string eventName, string key)
    {
        if (!target.Events.Any(e => e.EndsWith(":*", StringComparison.Ordinal) ? $"s3:{eventName}".StartsWith(e[..^1], StringComparison.Ordinal) : e == $"s3:{eventName}")) return false;
        foreach (var rule in target.Filter?.Key?.FilterRules ?? [])
        {
            var value = rule.Value ?? "";
            var fits = "prefix".Equals(rule.Name, StringComparison.OrdinalIgnoreCase) ? key.StartsWith(value, StringComparison.Ordinal) : key.EndsWith(value, StringComparison.Ordinal);
            if (!fits) return false;
        }
        return true;
    }

    private static string NewId() => Ids.NewGuid().ToString("D");
}
