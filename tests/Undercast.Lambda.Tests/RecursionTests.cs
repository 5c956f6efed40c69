using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Undercast.Kernel;

namespace Undercast.Lambda.Tests;

public sealed class RecursionTests : Fixture
{
    private const string Tells = "exports.handler = async () => process.env._X_AMZN_TRACE_ID;";
    private const string Queue = "arn:aws:sqs:us-east-1:000000000000:q";

    private CallContext Chained(string? header) => new() { RequestId = CallContext.NewRequestId(), Caller = Principal.Root("000000000000"), Region = "us-east-1", Now = Time.GetUtcNow(), TraceHeader = header };

    private async Task<string> InvokeAsync(string? header, string name) =>
        JsonSerializer.Deserialize<string>((await Service.Invoke(new InvokeInput { FunctionName = name }, Chained(header))).Payload!)!;

    /// <summary>What a function is called with at the end of a chain that has called it that often.</summary>
    private async Task<string?> ChainAsync(int calls)
    {
        string? header = null;
        for (var i = 0; i < calls; i++) header = await InvokeAsync(header, "f");
        return header;
    }

    [NodeFact]
    public async Task A_chain_calls_a_function_sixteen_times_and_not_again()
    {
        await MakeAsync(Tells);
        await MakeAsync(Tells, "g");
        var first = await InvokeAsync(null, "f");
        Assert.Matches("^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0;Lineage=[0-9a-f]{8}:1$", first);
        var last = await ChainAsync(16);
        Assert.EndsWith(":16", last, StringComparison.Ordinal);
        Assert.Equal("The function f was called in a circle by one chain of calls and is not called again.", await RefusedAsync<RecursiveInvocationException>(() => InvokeAsync(last, "f")));
        // Each function has its own count, and what stands between them may be encoded.
        var both = await InvokeAsync(last, "g");
        Assert.Matches("Lineage=[0-9a-f]{8}:16[|][0-9a-f]{8}:1$", both);
        await RefusedAsync<RecursiveInvocationException>(() => InvokeAsync(both.Replace("|", "%7C", StringComparison.Ordinal), "f"));
        Assert.Equal(both[..40], last![..40]);
        await Service.PutFunctionRecursionConfig(new PutFunctionRecursionConfigInput { FunctionName = "f", RecursiveLoop = "Allow" }, Call);
        Assert.EndsWith(":17", await InvokeAsync(last, "f"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Lineage=")]
    [InlineData("Root=1-x;Lineage=|||:::|zz:1|a87bd80c:-1|a87bd80c:99999999999;Sampled")]
    [InlineData(";;;=;Root==;Lineage=%zz%7C")]
    public void A_header_that_makes_no_sense_begins_a_chain(string header) =>
        Assert.Matches("^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0;Lineage=[0-9a-f]{8}:1$", TraceHeader.Next(header, new FunctionKey("000000000000", "us-east-1", "f"), Time.GetUtcNow()));

    [Fact]
    public void A_header_grows_to_a_bound()
    {
        string? header = null;
        for (var i = 0; i < 200; i++) header = TraceHeader.Next(header, new FunctionKey("000000000000", "us-east-1", $"f{i}"), Time.GetUtcNow());
        Assert.InRange(header!.Length, 100, 1024);
    }

    [NodeFact]
    public async Task A_queued_event_that_goes_in_a_circle_is_a_dead_letter_at_once()
    {
        await MakeAsync(Tells, change: i => i with { DeadLetterConfig = new DeadLetterConfig { TargetArn = Queue } });
        await Service.PutFunctionEventInvokeConfig(new PutFunctionEventInvokeConfigInput { FunctionName = "f", DestinationConfig = new DestinationConfig { OnFailure = new OnFailure { Destination = Queue } } }, Call);
        var last = await ChainAsync(16);
        RunJobs();
        Assert.Equal(202, (await Service.Invoke(new InvokeInput { FunctionName = "f", InvocationType = "Event", Payload = Encoding.UTF8.GetBytes("{\"a\":1}") }, Chained(last))).StatusCode);
        await EventuallyAsync(() => Task.FromResult(Calls.Made.Count(c => c.Operation == "SendMessage") == 2));
        var sent = Calls.Made.Where(c => c.Operation == "SendMessage").Select(c => c.Input).ToArray();
        var record = JsonNode.Parse((string)sent[0]["MessageBody"]!)!;
        Assert.Equal(("RecursiveInvocation", 0), ((string)record["requestContext"]!["condition"]!, (int)record["requestContext"]!["approximateInvokeCount"]!));
        Assert.Equal("{\"a\":1}", (string)sent[1]["MessageBody"]!);
        // Whoever reads the queue goes on in the same chain.
        Assert.Contains(":17", (string)sent[1]["MessageSystemAttributes"]!["AWSTraceHeader"]!["StringValue"]!, StringComparison.Ordinal);
    }

    [NodeFact]
    public async Task Messages_of_a_queue_that_go_in_a_circle_stay_in_it_and_others_do_not()
    {
        await MakeAsync(Tells);
        var last = await ChainAsync(16);
        var received = new TaskCompletionSource();
        Calls.Answers["GetQueueAttributes"] = (_, _) => Task.FromResult(new JsonObject { ["Attributes"] = new JsonObject { ["VisibilityTimeout"] = "30" } });
        Calls.Answers["ReceiveMessage"] = async (_, ct) =>
        {
            if (!received.TrySetResult()) await Task.Delay(Timeout.Infinite, ct);
            JsonObject Message(string id, string? trace) => new()
            {
                ["MessageId"] = id, ["ReceiptHandle"] = $"handle-{id}", ["Body"] = "{}", ["Attributes"] = trace is null ? new JsonObject() : new JsonObject { ["AWSTraceHeader"] = trace },
            };
            return new JsonObject { ["Messages"] = new JsonArray(Message("circles", last), Message("fresh", null)) };
        };
        RunJobs();
        await Service.CreateEventSourceMapping(new CreateEventSourceMappingInput { FunctionName = "f", EventSourceArn = Queue }, Call);
        await EventuallyAsync(() => Task.FromResult(Calls.Made.Any(c => c.Operation == "DeleteMessageBatch")));
        var deleted = Calls.Made.Where(c => c.Operation == "DeleteMessageBatch").SelectMany(c => (JsonArray)c.Input["Entries"]!).Select(e => (string)e!["ReceiptHandle"]!);
        Assert.Equal(["handle-fresh"], deleted);
    }
}
