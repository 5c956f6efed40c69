using System.Text.Json.Nodes;
using Undercast.Cloud;

namespace Undercast.Sqs;

/// <summary><c>AWS::SQS::QueuePolicy</c>: one policy on several queues.</summary>
internal sealed class QueuePolicyType() : ResourceType("AWS::SQS::QueuePolicy")
{
    /// <inheritdoc/>
    public override async ValueTask<ResourceModel> CreateAsync(ResourceCall call)
    {
        foreach (var queue in Queues(call.Properties)) await SetAsync(call, queue, PolicyOf(call));
        return Model(call.MakeName(128));
    }

    /// <inheritdoc/>
    public override async ValueTask<ResourceModel> UpdateAsync(ResourceCall call, string id)
    {
        foreach (var queue in Queues(call.Previous!).Except(Queues(call.Properties))) await SetAsync(call, queue, "");
        foreach (var queue in Queues(call.Properties)) await SetAsync(call, queue, PolicyOf(call));
        return Model(id);
    }

    /// <inheritdoc/>
    public override async ValueTask DeleteAsync(ResourceCall call, string id)
    {
        foreach (var queue in Queues(call.Properties)) await SetAsync(call, queue, "");
    }

    private static async ValueTask SetAsync(ResourceCall call, string queue, string policy) =>
        await call.TrySendAsync(
            "sqs", "SetQueueAttributes", new JsonObject { ["QueueUrl"] = queue, ["Attributes"] = new JsonObject { ["Policy"] = policy } }, e => policy.Length == 0 && e is QueueDoesNotExist);

    private static IEnumerable<string> Queues(JsonObject properties) => ((JsonArray)properties["Queues"]!).Select(q => (string)q!);

    private static string PolicyOf(ResourceCall call) =>
        call.Properties["PolicyDocument"] is JsonValue text ? PropertyRules.TextOf(text) : call.Properties["PolicyDocument"]!.ToJsonString();

    private static ResourceModel Model(string id) => new(id) { Attributes = new JsonObject { ["Id"] = id } };
}
