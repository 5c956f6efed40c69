using System.Text;
using System.Text.Json.Nodes;

namespace Undercast.Lambda.Tests;

public sealed class EventTests : Fixture
{
    private const string Queue = "arn:aws:sqs:us-east-1:000000000000:q";

    private JsonObject? Sent(string operation) => Calls.Made.FirstOrDefault(c => c.Operation == operation).Input;

    private async Task QueueEventAsync(string payload) =>
        Assert.Equal(202, (await Service.Invoke(new InvokeInput { FunctionName = "f", InvocationType = "Event", Payload = Encoding.UTF8.GetBytes(payload) }, Call)).StatusCode);

    [NodeFact]
    public async Task A_failing_event_is_tried_three_times_and_then_a_dead_letter()
    {
        await MakeAsync("exports.handler = async (e) => { throw new Error('always'); };", change: i => i with { DeadLetterConfig = new DeadLetterConfig { TargetArn = Queue } });
        RunJobs();
        await QueueEventAsync("{\"a\":1}");
        await EventuallyAsync(() => Task.FromResult(Sent("SendMessage") is not null));
        var letter = Sent("SendMessage")!;
        Assert.Equal("{\"a\":1}", (string)letter["MessageBody"]!);
        Assert.Equal("always", (string)letter["MessageAttributes"]!["ErrorMessage"]!["StringValue"]!);
        // AWS: a minute after the first attempt, two after the second.
        Assert.True(Time.GetUtcNow() - new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero) >= TimeSpan.FromMinutes(3));
    }

    [NodeFact]
    public async Task Outcomes_go_to_destinations()
    {
        await MakeAsync("exports.handler = async () => 'done';");
        var config = await Service.PutFunctionEventInvokeConfig(new PutFunctionEventInvokeConfigInput { FunctionName = "f", MaximumRetryAttempts = 0, DestinationConfig = new DestinationConfig { OnSuccess = new OnSuccess { Destination = Queue } } }, Call);
        Assert.Equal("arn:aws:lambda:us-east-1:000000000000:function:f:$LATEST", config.FunctionArn);
        RunJobs();
        await QueueEventAsync("{}");
        await EventuallyAsync(() => Task.FromResult(Sent("SendMessage") is not null));
        var record = JsonNode.Parse((string)Sent("SendMessage")!["MessageBody"]!)!;
        Assert.Equal(("Success", "done", 1), ((string)record["requestContext"]!["condition"]!, (string)record["responsePayload"]!, (int)record["requestContext"]!["approximateInvokeCount"]!));
    }

    [NodeFact]
    public async Task Settings_of_queued_events_are_kept_by_qualifier()
    {
        await MakeAsync();
        await RefusedAsync<ResourceNotFoundException>(async () => await Service.GetFunctionEventInvokeConfig(new GetFunctionEventInvokeConfigInput { FunctionName = "f" }, Call));
        await Service.PutFunctionEventInvokeConfig(new PutFunctionEventInvokeConfigInput { FunctionName = "f", MaximumRetryAttempts = 1 }, Call);
        await Service.UpdateFunctionEventInvokeConfig(new UpdateFunctionEventInvokeConfigInput { FunctionName = "f", MaximumEventAgeInSeconds = 60 }, Call);
        var got = await Service.GetFunctionEventInvokeConfig(new GetFunctionEventInvokeConfigInput { FunctionName = "f" }, Call);
        Assert.Equal((1, 60), (got.MaximumRetryAttempts, got.MaximumEventAgeInSeconds));
        Assert.Single((await Service.ListFunctionEventInvokeConfigs(new ListFunctionEventInvokeConfigsInput { FunctionName = "f" }, Call)).FunctionEventInvokeConfigs!);
        await Service.DeleteFunctionEventInvokeConfig(new DeleteFunctionEventInvokeConfigInput { FunctionName = "f" }, Call);
        await RefusedAsync<ResourceNotFoundException>(async () => await Service.DeleteFunctionEventInvokeConfig(new DeleteFunctionEventInvokeConfigInput { FunctionName = "f" }, Call));
    }

    [NodeFact]
    public async Task A_mapping_is_made_changed_and_deleted()
    {
        await MakeAsync();
        Calls.Answers["GetQueueAttributes"] = (_, _) => Task.FromResult(new JsonObject { ["Attributes"] = new JsonObject { ["VisibilityTimeout"] = "30" } });
        var made = await Service.CreateEventSourceMapping(new CreateEventSourceMappingInput { FunctionName = "f", EventSourceArn = Queue, Enabled = false, Tags = new Dictionary<string, string> { ["a"] = "1", ["b"] = "2" } }, Call);
        await Service.UntagResource(new UntagResourceInput { Resource = made.EventSourceMappingArn!, TagKeys = ["a"] }, Call);
        Assert.Equal("2", Assert.Single((await Service.ListTags(new ListTagsInput { Resource = made.EventSourceMappingArn! }, Call)).Tags!).Value);
        Assert.Equal((10, "Disabled"), (made.BatchSize, made.State));
        await RefusedAsync<ResourceConflictException>(async () => await Service.CreateEventSourceMapping(new CreateEventSourceMappingInput { FunctionName = "f", EventSourceArn = Queue }, Call));
        var changed = await Service.UpdateEventSourceMapping(new UpdateEventSourceMappingInput { UUID = made.UUID!, BatchSize = 5 }, Call);
        Assert.Equal((5, "Updating"), (changed.BatchSize, changed.State));
        Assert.Equal(5, (await Service.GetEventSourceMapping(new GetEventSourceMappingInput { UUID = made.UUID! }, Call)).BatchSize);
        Assert.Single((await Service.ListEventSourceMappings(new ListEventSourceMappingsInput { FunctionName = "f" }, Call)).EventSourceMappings!);
        Assert.Equal("Deleting", (await Service.DeleteEventSourceMapping(new DeleteEventSourceMappingInput { UUID = made.UUID! }, Call)).State);
        Assert.Empty((await Service.ListEventSourceMappings(new ListEventSourceMappingsInput(), Call)).EventSourceMappings!);
        Calls.Answers["GetQueueAttributes"] = (_, _) => Task.FromResult(new JsonObject { ["Attributes"] = new JsonObject { ["VisibilityTimeout"] = "5" } });
        Assert.Equal("Queue visibility timeout: 5 seconds is less than Function timeout: 10 seconds", await RefusedAsync<InvalidParameterValueException>(async () => await Service.CreateEventSourceMapping(new CreateEventSourceMappingInput { FunctionName = "f", EventSourceArn = Queue }, Call)));
        Assert.Equal("Invalid filter pattern definition.", await RefusedAsync<InvalidParameterValueException>(async () => await Service.CreateEventSourceMapping(new CreateEventSourceMappingInput { FunctionName = "f", EventSourceArn = Queue, FilterCriteria = new FilterCriteria { Filters = [new Filter { Pattern = "[1]" }] } }, Call)));
    }

    [NodeFact]
    public async Task A_stream_is_read_in_order_again_from_the_first_failure_and_given_up_after_its_retries()
    {
        const string stream = "arn:aws:dynamodb:us-east-1:000000000000:table/t/stream/2026-01-01T00:00:00.000";
        await MakeAsync("exports.handler = async (e) => ({ batchItemFailures: e.Records.filter(r => r.dynamodb.SequenceNumber === '3').map(r => ({ itemIdentifier: r.dynamodb.SequenceNumber })) });");
        JsonObject Record(int n) => new() { ["eventID"] = $"{n}", ["dynamodb"] = new JsonObject { ["SequenceNumber"] = $"{n}", ["ApproximateCreationDateTime"] = 1767225600 } };
        Calls.Answers["DescribeStream"] = (_, _) => Task.FromResult(new JsonObject { ["StreamDescription"] = new JsonObject { ["Shards"] = new JsonArray(new JsonObject { ["ShardId"] = "s" }) } });
        Calls.Answers["GetShardIterator"] = (input, _) => Task.FromResult(new JsonObject { ["ShardIterator"] = (string?)input["SequenceNumber"] ?? "0" });
        Calls.Answers["GetRecords"] = (input, _) =>
        {
            var after = int.Parse((string)input["ShardIterator"]!, System.Globalization.CultureInfo.InvariantCulture);
            return Task.FromResult(new JsonObject { ["Records"] = new JsonArray([.. Enumerable.Range(after + 1, Math.Max(0, 5 - after)).Select(Record)]), ["NextShardIterator"] = "5" });
        };
        RunJobs();
        var made = await Service.CreateEventSourceMapping(
            new CreateEventSourceMappingInput
            {
                FunctionName = "f", EventSourceArn = stream, StartingPosition = "TRIM_HORIZON", MaximumRetryAttempts = 1, FunctionResponseTypes = ["ReportBatchItemFailures"],
                DestinationConfig = new DestinationConfig { OnFailure = new OnFailure { Destination = Queue } },
            },
            Call);
        await EventuallyAsync(async () => (await Store.ReadAsync(tx => LambdaTables.Mappings.GetAsync(tx, new MappingKey(Account, "us-east-1", made.UUID!))))!.Checkpoints?.GetValueOrDefault("s") == "5");
        var info = JsonNode.Parse((string)Sent("SendMessage")!["MessageBody"]!)!;
        Assert.Equal(("RetryAttemptsExhausted", "3", "5", 3), ((string)info["requestContext"]!["condition"]!, (string)info["DDBStreamBatchInfo"]!["startSequenceNumber"]!, (string)info["DDBStreamBatchInfo"]!["endSequenceNumber"]!, (int)info["DDBStreamBatchInfo"]!["batchSize"]!));
    }
}
