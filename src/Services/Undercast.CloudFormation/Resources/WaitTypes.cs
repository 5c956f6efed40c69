using System.Globalization;
using System.Text.Json.Nodes;
using Undercast.Cloud;

namespace Undercast.CloudFormation;

/// <summary>An address that signals are put to; <c>Ref</c> gives it.</summary>
internal sealed class WaitConditionHandleType(ResponseDesk desk) : ResourceType("AWS::CloudFormation::WaitConditionHandle")
{
    // AWS: the longest time-out of a wait condition is twelve hours; signals that came before it began to wait count too.
    private static readonly TimeSpan Life = TimeSpan.FromHours(12);

    public static string RequestIdOf(string url) => url.Split('/') is [.., var id, _] ? id : "";

    public override async ValueTask<ResourceModel> CreateAsync(ResourceCall call)
    {
        var id = $"{call.Token:D}-wait";
        var url = desk.UrlOf(id, await desk.OpenAsync(id, Life, call.Cancelled));
        return new ResourceModel(url) { Attributes = new JsonObject { ["Id"] = url } };
    }

    public override ValueTask<ResourceModel> UpdateAsync(ResourceCall call, string id) => new(new ResourceModel(id) { Attributes = new JsonObject { ["Id"] = id } });

    public override ValueTask DeleteAsync(ResourceCall call, string id) => desk.CloseAsync(RequestIdOf(id), call.Cancelled);
}

/// <summary>Is made when enough signals of success have come.</summary>
internal sealed class WaitConditionType(ResponseDesk desk) : ResourceType("AWS::CloudFormation::WaitCondition")
{
    public override async ValueTask<ResourceModel> CreateAsync(ResourceCall call)
    {
        var id = $"{call.StackId}/{call.LogicalId}";
        // AWS: with a creation policy it is the signals to the resource that count.
        if (call.Text("Handle") is null && call.Text("Timeout") is null) return new ResourceModel(id) { Attributes = new JsonObject { ["Id"] = id, ["Data"] = "{}" } };
        if (call.Text("Handle") is not { } handle || call.Text("Timeout") is not { } text)
            throw CloudFormationFaults.Invalid($"Properties validation failed for resource {call.LogicalId} with message:\n[A WaitCondition needs Handle and Timeout]");
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds > 43_200)
            throw CloudFormationFaults.Invalid($"Properties validation failed for resource {call.LogicalId} with message:\n[#/Timeout: must be a number of at most 43200]");
        var count = (int)Math.Min((long?)call.Properties["Count"] ?? 1, int.MaxValue);
        var answers = await desk.WaitAsync(WaitConditionHandleType.RequestIdOf(handle), count, Failed, call.Time.GetUtcNow().AddSeconds(seconds), call.Cancelled, call.Stopping);
        var read = answers.Select(a => (a.Key, Document: ResponseDesk.Read(a.Value))).ToArray();
        foreach (var (_, document) in read)
        {
            if (document is null) throw new ReasonException("WaitCondition received malformed message: it is no JSON object");
            if ((string?)document["Status"] == "FAILURE") throw new ReasonException($"WaitCondition received failed message: '{(string?)document["Reason"]}' for uniqueId: {(string?)document["UniqueId"]}");
        }
        if (read.Length < count && call.Stopping.IsCancellationRequested) throw new ReasonException("Resource creation cancelled");
        if (read.Length < count) throw new ReasonException($"WaitCondition timed out. Received {read.Length} conditions when expecting {count}");
        var data = new JsonObject();
        foreach (var (unique, document) in read) data[unique] = document!["Data"]?.DeepClone();
        return new ResourceModel(id) { Attributes = new JsonObject { ["Id"] = id, ["Data"] = data.ToJsonString() } };
    }

    // AWS: a wait condition cannot be updated.
    public override ValueTask<ResourceModel> UpdateAsync(ResourceCall call, string id) => throw new ReasonException("Update to resource type AWS::CloudFormation::WaitCondition is not supported.");

    public override ValueTask DeleteAsync(ResourceCall call, string id) => default;

    private static bool Failed(string document) => ResponseDesk.Read(document) is not { } read || (string?)read["Status"] != "SUCCESS";
}
