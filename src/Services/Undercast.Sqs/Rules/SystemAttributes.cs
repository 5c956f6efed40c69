using System.Globalization;

namespace Undercast.Sqs;

/// <summary>The table of system attributes that a receive can ask for.</summary>
internal static class SystemAttributes
{
    private static readonly (string Name, Func<MessageRecord, MessagePayload, string?> Show)[] Table =
    [
        ("SenderId", static (_, p) => p.SenderId),
        ("SentTimestamp", static (m, _) => Text(m.Sent)),
        ("ApproximateReceiveCount", static (m, _) => m.ReceiveCount.ToString(CultureInfo.InvariantCulture)),
        ("ApproximateFirstReceiveTimestamp", static (m, _) => m.FirstReceived is { } at ? Text(at) : null),
        ("SequenceNumber", static (_, p) => p.SequenceNumber),
        ("MessageDeduplicationId", static (_, p) => p.DeduplicationId),
        ("MessageGroupId", static (_, p) => p.GroupId),
        ("AWSTraceHeader", static (_, p) => p.TraceHeader),
        ("DeadLetterQueueSourceArn", static (m, _) => m.DeadLetterSourceArn),
    ];

    // AWS: ReceiveMessage also takes the names of queue attributes in AttributeNames and ignores them (the parameter's enumeration is QueueAttributeName).
    public static bool IsKnown(string name) => name == "All" || Table.Any(a => a.Name == name) || QueueAttributes.IsKnown(name);

    public static Dictionary<string, string>? Show(MessageRecord record, MessagePayload payload, ReceiveMessageInput input)
    {
        if (input.AttributeNames is null && input.MessageSystemAttributeNames is null) return null;
        var all = Asked(input, "All");
        Dictionary<string, string>? shown = null;
        foreach (var (name, show) in Table)
        {
            if ((all || Asked(input, name)) && show(record, payload) is { } value) (shown ??= [])[name] = value;
        }
        return shown;
    }

    private static bool Asked(ReceiveMessageInput input, string name) =>
        (input.AttributeNames?.Contains(name) ?? false) || (input.MessageSystemAttributeNames?.Contains(name) ?? false);

    private static string Text(DateTimeOffset time) => time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
}
