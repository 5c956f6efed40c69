using System.Text.Json.Nodes;
using Undercast.Cloud;
using Undercast.Kernel;

namespace Undercast.Sqs;

/// <summary><c>AWS::SQS::Queue</c>; <c>Ref</c> is its URL.</summary>
internal sealed class QueueType() : ResourceType("AWS::SQS::Queue")
{
    private static readonly TagOperations Tags = new("sqs", "ListQueueTags", "TagQueue", "UntagQueue", "QueueUrl");

    // The properties that are queue attributes under the same name.
    private static readonly string[] AttributeNames =
    [
        "ContentBasedDeduplication", "DeduplicationScope", "DelaySeconds", "FifoQueue", "FifoThroughputLimit", "KmsDataKeyReusePeriodSeconds", "KmsMasterKeyId",
        "MaximumMessageSize", "MessageRetentionPeriod", "ReceiveMessageWaitTimeSeconds", "RedriveAllowPolicy", "RedrivePolicy", "SqsManagedSseEnabled", "VisibilityTimeout",
    ];

    // What an attribute becomes when a template no longer names it.
    private static readonly Dictionary<string, string> Otherwise = new(StringComparer.Ordinal)
    {
        ["ContentBasedDeduplication"] = "false", ["DeduplicationScope"] = "queue", ["DelaySeconds"] = "0", ["FifoThroughputLimit"] = "perQueue", ["KmsDataKeyReusePeriodSeconds"] = "300",
        ["KmsMasterKeyId"] = "", ["MaximumMessageSize"] = "1048576", ["MessageRetentionPeriod"] = "345600", ["ReceiveMessageWaitTimeSeconds"] = "0", ["RedriveAllowPolicy"] = "",
        ["RedrivePolicy"] = "", ["SqsManagedSseEnabled"] = "true", ["VisibilityTimeout"] = "30",
    };

    /// <inheritdoc/>
    public override async ValueTask<ResourceModel> CreateAsync(ResourceCall call)
    {
        var fifo = (bool?)call.Properties["FifoQueue"] == true;
        var name = call.Text("QueueName") ?? (fifo ? call.MakeName(75) + ".fifo" : call.MakeName(80));
        // AWS: a template does not take over a queue that is there already.
        if (!call.IsRetry && call.Text("QueueName") is not null && await call.TrySendAsync("sqs", "GetQueueUrl", new JsonObject { ["QueueName"] = name }, static e => e is QueueDoesNotExist) is { } existing)
            throw new ResourceExistsException(Name, (string)existing["QueueUrl"]!);
        var input = new JsonObject { ["QueueName"] = name, ["Attributes"] = Attributes(call.Properties), ["tags"] = call.TagMap() };
        var queue = await call.SendAsync("sqs", "CreateQueue", input);
        return Model(call, (string)queue["QueueUrl"]!, name);
    }

    /// <inheritdoc/>
    public override async ValueTask<ResourceModel> UpdateAsync(ResourceCall call, string id)
    {
        var desired = Attributes(call.Properties);
        foreach (var (name, _) in Attributes(call.Previous!))
        {
            if (!desired.ContainsKey(name) && Otherwise.TryGetValue(name, out var value)) desired[name] = value;
        }
        // AWS: FifoQueue cannot be set, only at creation.
        desired.Remove("FifoQueue");
        if (desired.Count > 0) await call.SendAsync("sqs", "SetQueueAttributes", new JsonObject { ["QueueUrl"] = id, ["Attributes"] = desired });
        await call.RetagAsync(Tags, id);
        return Model(call, id, id[(id.LastIndexOf('/') + 1)..]);
    }

    /// <inheritdoc/>
    public override async ValueTask DeleteAsync(ResourceCall call, string id) =>
        await call.TrySendAsync("sqs", "DeleteQueue", new JsonObject { ["QueueUrl"] = id }, static e => e is QueueDoesNotExist);

    /// <inheritdoc/>
    public override async ValueTask<ResourceModel?> ReadAsync(ResourceCall call, string id)
    {
        var found = await call.TrySendAsync(
            "sqs", "GetQueueAttributes", new JsonObject { ["QueueUrl"] = id, ["AttributeNames"] = new JsonArray("All") }, static e => e is QueueDoesNotExist);
        if (found?["Attributes"] is not JsonObject attributes) return null;
        var properties = new JsonObject { ["QueueName"] = id[(id.LastIndexOf('/') + 1)..] };
        foreach (var name in AttributeNames)
        {
            if (attributes[name] is { } value) properties[name] = name.EndsWith("Policy", StringComparison.Ordinal) ? JsonNode.Parse((string)value!) : value.DeepClone();
        }
        if ((await call.SendAsync("sqs", "ListQueueTags", new JsonObject { ["QueueUrl"] = id }))["Tags"] is JsonObject { Count: > 0 } tags)
            properties["Tags"] = new JsonArray([.. tags.Select(t => (JsonNode)new JsonObject { ["Key"] = t.Key, ["Value"] = t.Value!.DeepClone() })]);
        return Model(call, id, (string)properties["QueueName"]!) with { Properties = PropertyRules.Check(Schema, properties, out _) };
    }

    /// <inheritdoc/>
    public override ValueTask<IReadOnlyList<string>> ListAsync(ResourceCall call) => call.ListAsync("sqs", "ListQueues", "QueueUrls", null, "NextToken", "NextToken");

    private static JsonObject Attributes(JsonObject properties)
    {
        var attributes = new JsonObject();
        foreach (var name in AttributeNames)
        {
            if (properties[name] is not { } value) continue;
            // AWS: a queue that is not FIFO must leave the attribute out.
            if (name == "FifoQueue" && !(bool)value) continue;
            attributes[name] = value is JsonValue scalar ? PropertyRules.TextOf(scalar) : value.ToJsonString();
        }
        return attributes;
    }

    private static ResourceModel Model(ResourceCall call, string url, string name) => new(url)
    {
        Attributes = new JsonObject
        {
            ["Arn"] = new Arn(call.Partition, "sqs", call.Region, call.Account, name).ToString(),
            ["QueueName"] = name,
            ["QueueUrl"] = url,
        },
    };
}
