using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Undercast.Kernel;

namespace Undercast.Lambda;

// A round:
//   1 wait      for a place within the mapping's concurrency
//   2 receive   a batch; the queue wakes the long poll when a message comes
//   3 filter    what no filter wants is deleted
//   4 call      the function; messages of a failed batch become visible again by themselves, and so do those whose chain of calls has gone in a circle
//   5 delete    what is done with

/// <summary>Reads a queue for a function.</summary>
internal sealed class QueuePoller(PollContext context)
{
    // AWS: ten messages for each receive, twenty seconds at most.
    private const int MostReceived = 10;
    private const int LongestWait = 20;
    // Differs: AWS scales from five to hundreds of concurrent calls as the backlog grows; here as many at once as this.
    private const int Concurrency = 10;
    private static readonly TimeSpan ThrottlePause = TimeSpan.FromSeconds(1);
    private readonly string _queueUrl = Deliveries.QueueUrl(context.Source);
    private readonly JsonObject[] _filters = [.. (context.Mapping.Filters ?? []).Select(f => (JsonObject)JsonNode.Parse(f)!)];

    public async Task RunAsync(CancellationToken ct)
    {
        var most = context.Mapping.MaximumConcurrency ?? Concurrency;
        using var places = new SemaphoreSlim(most, most);
        try
        {
            while (context.IsWanted())
            {
                await places.WaitAsync(ct); // 1
                var taken = false;
                try
                {
                    var target = await context.Execution.ResolveAsync(context.Function, ct);
                    var role = await context.Execution.RolePrincipalAsync(target.Key, target.Settings.Role, ct);
                    var messages = await ReceiveAsync(role, ct); // 2
                    if (messages.Count == 0) continue;
                    taken = true;
                    _ = WorkAsync(target, role, messages, places);
                }
                finally
                {
                    if (!taken) places.Release();
                }
            }
        }
        finally
        {
            // Calls that run are waited for, so that what they did is also deleted.
            for (var i = 0; i < most; i++) await places.WaitAsync(CancellationToken.None);
        }
    }

    private async ValueTask<List<JsonObject>> ReceiveAsync(Principal role, CancellationToken ct)
    {
        var messages = new List<JsonObject>();
        var window = TimeSpan.FromSeconds(context.Mapping.Window);
        DateTimeOffset? until = null;
        while (messages.Count < context.Mapping.BatchSize)
        {
            var left = until is { } end ? end - context.Time.GetUtcNow() : TimeSpan.FromSeconds(LongestWait);
            var input = new JsonObject
            {
                ["QueueUrl"] = _queueUrl,
                ["MaxNumberOfMessages"] = Math.Min(MostReceived, context.Mapping.BatchSize - messages.Count),
                ["WaitTimeSeconds"] = Math.Clamp((int)Math.Ceiling(left.TotalSeconds), 0, LongestWait),
                ["AttributeNames"] = new JsonArray("All"),
                ["MessageAttributeNames"] = new JsonArray("All"),
            };
            var received = (await context.CallAsync(role, "sqs", "ReceiveMessage", input, ct))["Messages"] as JsonArray ?? [];
            foreach (var message in received) messages.Add((JsonObject)message!);
            if (messages.Count == 0) break;
            until ??= context.Time.GetUtcNow() + window;
            // Without a window a batch is what is there now.
            if (received.Count < MostReceived && (window == TimeSpan.Zero || context.Time.GetUtcNow() >= until)) break;
            if (window == TimeSpan.Zero && received.Count == 0) break;
        }
        return messages;
    }

    private async Task WorkAsync(Target target, Principal role, List<JsonObject> messages, SemaphoreSlim places)
    {
        await Task.Yield();
        try
        {
            // 3
            var wanted = messages.Where(Wants).ToList();
            var done = messages.Except(wanted).ToList();
            // 4
            if (wanted.RemoveAll(m => FunctionExecution.IsLoop(target, TraceOf(m))) > 0) context.Result("PROBLEM: The function was called in a circle");
            if (wanted.Count > 0)
            {
                var known = wanted.Select(m => (string)m["MessageId"]!).ToHashSet(StringComparer.Ordinal);
                var outcome = await context.InvokeAsync(target, new JsonArray([.. wanted.Select(Record)]), traceHeader: wanted.Select(TraceOf).MaxBy(h => TraceHeader.Calls(h, target.Key)));
                var failed = BatchAnswers.Failures(outcome, context.Mapping.ReportsItems, known);
                context.Result(failed is { Count: 0 } ? "OK" : "PROBLEM: Function call failed");
                if (failed is not null) done.AddRange(wanted.Where(m => !failed.Contains((string)m["MessageId"]!)));
            }
            // 5
            foreach (var chunk in done.Chunk(MostReceived))
            {
                var entries = new JsonArray([.. chunk.Select((m, i) => new JsonObject { ["Id"] = i.ToString(CultureInfo.InvariantCulture), ["ReceiptHandle"] = m["ReceiptHandle"]!.DeepClone() })]);
                await context.CallAsync(role, "sqs", "DeleteMessageBatch", new JsonObject { ["QueueUrl"] = _queueUrl, ["Entries"] = entries }, CancellationToken.None);
            }
        }
        catch (AwsException e)
        {
            // Throttled, or the queue is gone: the messages become visible again.
            context.Result($"PROBLEM: {e.Message}");
            if (e is TooManyRequestsException) await Task.Delay(ThrottlePause, context.Time);
        }
        finally
        {
            places.Release();
        }
    }

    private static string? TraceOf(JsonObject message) => (string?)message["Attributes"]?["AWSTraceHeader"];

    private bool Wants(JsonObject message)
    {
        if (_filters.Length == 0) return true;
        var record = Record(message);
        // AWS: the body is looked at as JSON where a filter does, else as text.
        var parsed = Parse((string)message["Body"]!);
        return _filters.Any(f =>
        {
            var copy = (JsonObject)record.DeepClone();
            if (f["body"] is JsonObject)
            {
                if (parsed is null) return false;
                copy["body"] = parsed.DeepClone();
            }
            return EventPatterns.Matches(f, copy);
        });
    }

    private static JsonNode? Parse(string body)
    {
        try
        {
            return JsonNode.Parse(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private JsonObject Record(JsonObject message)
    {
        var attributes = new JsonObject();
        foreach (var (name, value) in message["MessageAttributes"] as JsonObject ?? [])
        {
            var attribute = new JsonObject();
            if (value!["StringValue"] is { } text) attribute["stringValue"] = text.DeepClone();
            if (value["BinaryValue"] is { } bytes) attribute["binaryValue"] = bytes.DeepClone();
            attribute["stringListValues"] = new JsonArray();
            attribute["binaryListValues"] = new JsonArray();
            attribute["dataType"] = value["DataType"]?.DeepClone();
            attributes[name] = attribute;
        }
        var record = new JsonObject
        {
            ["messageId"] = message["MessageId"]!.DeepClone(),
            ["receiptHandle"] = message["ReceiptHandle"]!.DeepClone(),
            ["body"] = message["Body"]!.DeepClone(),
            ["attributes"] = message["Attributes"]?.DeepClone() ?? new JsonObject(),
            ["messageAttributes"] = attributes,
            ["md5OfBody"] = message["MD5OfBody"]?.DeepClone(),
        };
        if (message["MD5OfMessageAttributes"] is { } md5) record["md5OfMessageAttributes"] = md5.DeepClone();
        record["eventSource"] = "aws:sqs";
        record["eventSourceARN"] = context.Mapping.SourceArn;
        record["awsRegion"] = context.Source.Region;
        return record;
    }
}
