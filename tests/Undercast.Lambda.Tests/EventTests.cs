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

    private const string Stream = "arn:aws:dynamodb:us-east-1:000000000000:table/t/stream/2026-01-01T00:00:00.000";

    // One shard with these records; iterators are positions.
    private void Offer(params JsonObject[] records)
    {
        Calls.Answers["DescribeStream"] = (_, _) => Task.FromResult(new JsonObject { ["StreamDescription"] = new JsonObject { ["Shards"] = new JsonArray(new JsonObject { ["ShardId"] = "s" }) } });
        Calls.Answers["GetShardIterator"] = (input, _) => Task.FromResult(new JsonObject { ["ShardIterator"] = (string?)input["SequenceNumber"] ?? "0" });
        Calls.Answers["GetRecords"] = (input, _) =>
        {
            var after = int.Parse((string)input["ShardIterator"]!, System.Globalization.CultureInfo.InvariantCulture);
            var page = records.Skip(after).Take((int)input["Limit"]!).ToArray();
            return Task.FromResult(new JsonObject { ["Records"] = new JsonArray([.. page.Select(r => r.DeepClone())]), ["NextShardIterator"] = $"{after + page.Length}" });
        };
    }

    private static JsonObject Change(int n, long seconds, string key = "k") => new()
    {
        ["eventID"] = $"{n}", ["dynamodb"] = new JsonObject { ["SequenceNumber"] = $"{n}", ["ApproximateCreationDateTime"] = seconds, ["Keys"] = new JsonObject { ["id"] = new JsonObject { ["S"] = key } } },
    };

    private async Task<bool> IsMarkedAsync(string id, string sequence) =>
        (await Store.ReadAsync(tx => LambdaTables.Mappings.GetAsync(tx, new MappingKey(Account, "us-east-1", id))))!.Checkpoints?.GetValueOrDefault("s") == sequence;

    private async Task<string> MapAsync(string code, Func<CreateEventSourceMappingInput, CreateEventSourceMappingInput> change)
    {
        await MakeAsync(code);
        RunJobs();
        return (await Service.CreateEventSourceMapping(change(new CreateEventSourceMappingInput { FunctionName = "f", EventSourceArn = Stream, StartingPosition = "TRIM_HORIZON" }), Call)).UUID!;
    }

    [NodeFact]
    public async Task A_tumbling_window_carries_its_state_and_ends_with_a_last_call()
    {
        var start = Time.GetUtcNow().ToUnixTimeSeconds();
        Offer(Change(1, start), Change(2, start + 1), Change(3, start + 70));
        // The state that the first window ends with stands in the failure of the call that ends it.
        var id = await MapAsync(
            "exports.handler = async (e) => { const n = (e.state.n || 0) + e.Records.length; if (e.isFinalInvokeForWindow && n === 2) throw new Error('final'); return { state: { n } }; };",
            i => i with { TumblingWindowInSeconds = 60, BatchSize = 1, MaximumRetryAttempts = 0 });
        await EventuallyAsync(() => IsMarkedAsync(id, "3"));
        Assert.Equal(60, (await Service.GetEventSourceMapping(new GetEventSourceMappingInput { UUID = id }, Call)).TumblingWindowInSeconds);
        var windows = (await Store.ReadAsync(tx => LambdaTables.Mappings.GetAsync(tx, new MappingKey(Account, "us-east-1", id))))!.Windows;
        Assert.True(windows is null || (windows["s"].State == "{\"n\":1}" && windows["s"].Start.ToUnixTimeSeconds() == start + 60));
        // The window's time passes, and nothing is left of it.
        await EventuallyAsync(async () => (await Store.ReadAsync(tx => LambdaTables.Mappings.GetAsync(tx, new MappingKey(Account, "us-east-1", id))))!.Windows is null);
    }

    [NodeFact]
    public async Task Lanes_of_a_shard_keep_the_order_of_each_item()
    {
        var now = Time.GetUtcNow().ToUnixTimeSeconds();
        Offer([.. Enumerable.Range(1, 12).Select(n => Change(n, now, $"item{n % 3}"))]);
        // Fails unless the records of a batch are all of one lane and in order.
        var id = await MapAsync(
            "exports.handler = async (e) => { const s = e.Records.map(r => Number(r.dynamodb.SequenceNumber)); if (s.some((x, i) => i && x < s[i - 1])) throw new Error('disorder'); };",
            i => i with { ParallelizationFactor = 3, BatchSize = 4, MaximumRetryAttempts = 0, DestinationConfig = new DestinationConfig { OnFailure = new OnFailure { Destination = Queue } } });
        await EventuallyAsync(() => IsMarkedAsync(id, "12"));
        Assert.Null(Sent("SendMessage"));
    }

    [NodeFact]
    public async Task A_batch_is_halved_until_only_the_bad_record_is_given_up()
    {
        var now = Time.GetUtcNow().ToUnixTimeSeconds();
        Offer([.. Enumerable.Range(1, 8).Select(n => Change(n, now))]);
        var id = await MapAsync(
            "exports.handler = async (e) => { if (e.Records.some(r => r.dynamodb.SequenceNumber === '6')) throw new Error('bad'); };",
            i => i with { BisectBatchOnFunctionError = true, MaximumRetryAttempts = 0, DestinationConfig = new DestinationConfig { OnFailure = new OnFailure { Destination = Queue } } });
        await EventuallyAsync(() => IsMarkedAsync(id, "8"));
        var batch = JsonNode.Parse((string)Assert.Single(Calls.Made, c => c.Operation == "SendMessage").Input["MessageBody"]!)!["DDBStreamBatchInfo"]!;
        Assert.Equal(("6", "6", 1), ((string)batch["startSequenceNumber"]!, (string)batch["endSequenceNumber"]!, (int)batch["batchSize"]!));
    }

    [NodeFact]
    public async Task Destinations_of_services_that_are_not_there_are_refused()
    {
        await MakeAsync();
        const string topic = "arn:aws:sns:us-east-1:000000000000:t";
        Assert.Contains("sns", (await Assert.ThrowsAsync<Kernel.CommonException>(async () => await Service.PutFunctionEventInvokeConfig(
            new PutFunctionEventInvokeConfigInput { FunctionName = "f", DestinationConfig = new DestinationConfig { OnFailure = new OnFailure { Destination = topic } } }, Call))).Message);
        await Assert.ThrowsAsync<Kernel.CommonException>(() => MakeAsync(name: "g", change: i => i with { DeadLetterConfig = new DeadLetterConfig { TargetArn = topic } }));
    }
}
