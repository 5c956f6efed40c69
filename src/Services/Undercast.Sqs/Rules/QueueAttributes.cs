using System.Globalization;

namespace Undercast.Sqs;

/// <summary>The table of a queue's attributes: how each is read from a request, and shown.</summary>
internal static class QueueAttributes
{
    private delegate QueueRecord Setter(QueueRecord queue, QueueKey key, string value);

    private sealed record Attribute(string Name, Setter? Set, Func<QueueRecord, QueueKey, string?> Show);

    /// <summary>The three counts, filled by the operation since they need the store.</summary>
    public const string Visible = "ApproximateNumberOfMessages";
    public const string InFlight = "ApproximateNumberOfMessagesNotVisible";
    public const string Delayed = "ApproximateNumberOfMessagesDelayed";

    private static readonly Attribute[] Table =
    [
        new("QueueArn", null, (_, k) => QueueNames.Arn(k)),
        new("CreatedTimestamp", null, (q, _) => Text(q.Created.ToUnixTimeSeconds())),
        new("LastModifiedTimestamp", null, (q, _) => Text(q.Modified.ToUnixTimeSeconds())),
        new("VisibilityTimeout", (q, _, v) => q with { VisibilityTimeout = Number("VisibilityTimeout", v, 0, Limits.VisibilitySeconds) }, (q, _) => Text(q.VisibilityTimeout)),
        new("MaximumMessageSize", (q, _, v) => q with { MaximumMessageSize = Number("MaximumMessageSize", v, Limits.MessageBytesMin, Limits.MessageBytes) }, (q, _) => Text(q.MaximumMessageSize)),
        new("MessageRetentionPeriod", (q, _, v) => q with { RetentionSeconds = Number("MessageRetentionPeriod", v, Limits.RetentionMin, Limits.RetentionMax) }, (q, _) => Text(q.RetentionSeconds)),
        new("DelaySeconds", (q, _, v) => q with { DelaySeconds = Number("DelaySeconds", v, 0, Limits.DelaySeconds) }, (q, _) => Text(q.DelaySeconds)),
        new("ReceiveMessageWaitTimeSeconds", (q, _, v) => q with { ReceiveWaitSeconds = Number("ReceiveMessageWaitTimeSeconds", v, 0, Limits.WaitSeconds) }, (q, _) => Text(q.ReceiveWaitSeconds)),
        new("Policy", (q, _, v) => q with { Policy = Unless(v, PolicyRules.Check) }, (q, _) => q.Policy),
        new("RedrivePolicy", SetRedrive, (q, _) => q.RedrivePolicy),
        new("RedriveAllowPolicy", (q, _, v) => q with { RedriveAllowPolicy = Unless(v, RedriveRules.CheckAllow) }, (q, _) => q.RedriveAllowPolicy),
        new("FifoQueue", null, (q, _) => q.Fifo ? "true" : null),
        new("ContentBasedDeduplication", (q, _, v) => q.Fifo ? q with { ContentBasedDeduplication = Flag("ContentBasedDeduplication", v) } : throw new InvalidAttributeName("ContentBasedDeduplication"),
            (q, _) => q.Fifo ? Text(q.ContentBasedDeduplication) : null),
        new("DeduplicationScope", (q, _, v) => OnlyFifo(q, "DeduplicationScope") with { DeduplicationScope = OneOf("DeduplicationScope", v, "messageGroup", "queue") },
            (q, _) => q.Fifo ? q.DeduplicationScope ?? "queue" : null),
        new("FifoThroughputLimit", (q, _, v) => OnlyFifo(q, "FifoThroughputLimit") with { FifoThroughputLimit = OneOf("FifoThroughputLimit", v, "perMessageGroupId", "perQueue") },
            (q, _) => q.Fifo ? q.FifoThroughputLimit ?? "perQueue" : null),
        new("KmsMasterKeyId", (q, _, v) => q with { KmsMasterKeyId = v.Length == 0 ? null : v, SqsManagedSse = v.Length == 0 && q.SqsManagedSse }, (q, _) => q.KmsMasterKeyId),
        new("KmsDataKeyReusePeriodSeconds", (q, _, v) => q with { KmsDataKeyReusePeriodSeconds = Number("KmsDataKeyReusePeriodSeconds", v, 60, 86_400) },
            (q, _) => q.KmsMasterKeyId is null ? null : Text(q.KmsDataKeyReusePeriodSeconds ?? 300)),
        new("SqsManagedSseEnabled", SetManagedSse, (q, _) => Text(q.SqsManagedSse)),
    ];

    private static readonly Dictionary<string, Attribute> ByName = Table.ToDictionary(a => a.Name, StringComparer.Ordinal);

    public static bool IsKnown(string name) => name is "All" or Visible or InFlight or Delayed || ByName.ContainsKey(name);

    /// <summary>The queue with the given attributes set; nothing is checked against other queues.</summary>
    public static QueueRecord Apply(QueueRecord queue, QueueKey key, IReadOnlyDictionary<string, string> given)
    {
        if (given.GetValueOrDefault("SqsManagedSseEnabled") == "true" && given.GetValueOrDefault("KmsMasterKeyId") is { Length: > 0 })
            throw SqsFaults.Invalid("You can use one type of server-side encryption (SSE) at one time. You can either enable KMS SSE or SQS SSE.");
        foreach (var (name, value) in given)
        {
            if (name == "FifoQueue" && queue.Fifo && value == "true") continue;
            if (!ByName.TryGetValue(name, out var attribute) || attribute.Set is null) throw new InvalidAttributeName(name);
            queue = attribute.Set(queue, key, value);
        }
        // AWS: high throughput needs deduplication per group (SetQueueAttributes, FifoThroughputLimit).
        if (queue.FifoThroughputLimit == "perMessageGroupId" && queue.DeduplicationScope != "messageGroup")
            throw SqsFaults.Invalid("The perMessageGroupId value is allowed only when the value for DeduplicationScope is messageGroup");
        return queue;
    }

    /// <summary>The first attribute in which <paramref name="queue"/> differs from what is asked for, or null.</summary>
    public static string? FirstDifference(QueueRecord queue, QueueKey key, IReadOnlyDictionary<string, string> given)
    {
        var wanted = Apply(queue, key, given);
        foreach (var name in given.Keys)
        {
            if (ByName[name].Show(queue, key) != ByName[name].Show(wanted, key)) return name;
        }
        return null;
    }

    public static IEnumerable<(string Name, string Value)> Show(QueueRecord queue, QueueKey key, Func<string, bool> wanted)
    {
        foreach (var attribute in Table)
        {
            if (wanted(attribute.Name) && attribute.Show(queue, key) is { } value) yield return (attribute.Name, value);
        }
    }

    private static QueueRecord SetRedrive(QueueRecord queue, QueueKey key, string value)
    {
        if (value.Length == 0) return queue with { RedrivePolicy = null, DeadLetterArn = null, MaxReceiveCount = 0 };
        var redrive = RedriveRules.Read(value, key.Name);
        return queue with { RedrivePolicy = value, DeadLetterArn = redrive.DeadLetterArn, MaxReceiveCount = redrive.MaxReceiveCount };
    }

    private static QueueRecord SetManagedSse(QueueRecord queue, QueueKey key, string value)
    {
        var on = Flag("SqsManagedSseEnabled", value);
        return on ? queue with { SqsManagedSse = true, KmsMasterKeyId = null, KmsDataKeyReusePeriodSeconds = null } : queue with { SqsManagedSse = false };
    }

    private static QueueRecord OnlyFifo(QueueRecord queue, string name) =>
        queue.Fifo ? queue : throw SqsFaults.Invalid($"You can specify the {name} only when FifoQueue is set to true.");

    private static string? Unless(string value, Action<string> check)
    {
        if (value.Length == 0) return null;
        check(value);
        return value;
    }

    private static int Number(string name, string value, int min, int max) =>
        value.Length is > 0 and <= 9 && value.All(char.IsAsciiDigit) && int.Parse(value, CultureInfo.InvariantCulture) is var number && number >= min && number <= max
            ? number
            : throw SqsFaults.Attribute(name);

    private static bool Flag(string name, string value) => value switch { "true" => true, "false" => false, _ => throw SqsFaults.Attribute(name) };

    private static string OneOf(string name, string value, params string[] allowed) => allowed.Contains(value) ? value : throw SqsFaults.Attribute(name);

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Text(bool value) => value ? "true" : "false";
}
