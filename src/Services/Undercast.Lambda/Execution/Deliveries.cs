using System.Text;
using System.Text.Json.Nodes;
using Undercast.Cloud;
using Undercast.Kernel;

namespace Undercast.Lambda;

/// <summary>Sends records to what destinations and dead-letter settings name: queues, topics, event buses, functions.</summary>
internal static class Deliveries
{
    public static async ValueTask SendAsync(ICloudCalls calls, Principal role, string destination, string record, JsonObject? attributes, string? traceHeader = null)
    {
        if (!Arn.TryParse(destination, out var arn)) throw new InvalidParameterValueException($"The destination {destination} is no ARN.");
        var (api, operation, input) = arn.Service switch
        {
            "sqs" => ("sqs", "SendMessage", new JsonObject { ["QueueUrl"] = QueueUrl(arn), ["MessageBody"] = record, ["MessageAttributes"] = attributes, ["MessageSystemAttributes"] = SystemAttributes(traceHeader) }),
            "sns" => ("sns", "Publish", new JsonObject { ["TopicArn"] = destination, ["Message"] = record, ["MessageAttributes"] = attributes }),
            "lambda" => ("lambda", "Invoke", new JsonObject { ["FunctionName"] = destination, ["InvocationType"] = "Event", ["Payload"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(record)) }),
            "events" => ("events", "PutEvents", new JsonObject
            {
                ["Entries"] = new JsonArray(new JsonObject { ["Source"] = "lambda", ["DetailType"] = "Lambda Function Invocation Result", ["Detail"] = record, ["EventBusName"] = destination }),
            }),
            _ => throw CommonException.NotSupported($"A destination of the service {arn.Service}"),
        };
        foreach (var empty in input.Where(p => p.Value is null).Select(p => p.Key).ToArray()) input.Remove(empty);
        await calls.CallDocumentAsync(role, arn.Region, api, operation, Encoding.UTF8.GetBytes(input.ToJsonString()));
    }

    private static JsonObject? SystemAttributes(string? traceHeader) =>
        traceHeader is null ? null : new JsonObject { ["AWSTraceHeader"] = new JsonObject { ["DataType"] = "String", ["StringValue"] = traceHeader } };

    /// <summary>The URL of a queue; only its path counts.</summary>
    public static string QueueUrl(Arn arn) => $"https://sqs.{arn.Region}.amazonaws.com/{arn.Account}/{arn.Resource}";
}
