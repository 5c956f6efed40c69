using Undercast.DynamoDb.Streams;
using Undercast.Kernel;

namespace Undercast.DynamoDb.Tests;

public sealed class StreamTests : Fixture
{
    internal static async Task<IReadOnlyList<Undercast.DynamoDb.Streams.Record>> ReadAsync(DynamoDbStreamsService streams, CallContext call, string type = "TRIM_HORIZON")
    {
        var arn = (await streams.ListStreams(new ListStreamsInput { TableName = "tab" }, call)).Streams![^1].StreamArn!;
        return (await streams.GetRecords(new GetRecordsInput { ShardIterator = await IteratorAsync(streams, arn, call, type) }, call)).Records!;
    }

    private static async Task<string> IteratorAsync(DynamoDbStreamsService streams, string arn, CallContext call, string type, string? sequence = null)
    {
        var shard = (await streams.DescribeStream(new DescribeStreamInput { StreamArn = arn }, call)).StreamDescription!.Shards![0].ShardId!;
        return (await streams.GetShardIterator(new GetShardIteratorInput { StreamArn = arn, ShardId = shard, ShardIteratorType = type, SequenceNumber = sequence }, call)).ShardIterator!;
    }

    private async Task<string> StreamAsync(string view)
    {
        await TableAsync(more: $$""","StreamSpecification":{"StreamEnabled":true,"StreamViewType":"{{view}}"}""");
        return (await Streams.ListStreams(new ListStreamsInput(), Call)).Streams![0].StreamArn!;
    }

    [Theory]
    [InlineData("KEYS_ONLY", false, false)]
    [InlineData("NEW_IMAGE", false, true)]
    [InlineData("OLD_IMAGE", true, false)]
    [InlineData("NEW_AND_OLD_IMAGES", true, true)]
    public async Task A_change_leaves_a_record_with_the_images_of_its_view(string view, bool old, bool fresh)
    {
        await StreamAsync(view);
        await PutAsync("""{"p":{"S":"a"},"x":{"N":"1"}}""");
        await UpdateAsync("""{"p":{"S":"a"}}""", """ "UpdateExpression":"SET x = :x","ExpressionAttributeValues":{":x":{"N":"2"}} """);
        await PutAsync("""{"p":{"S":"a"},"x":{"N":"2"}}""");
        await Service.DeleteItem(In<DeleteItemInput>("""{"TableName":"tab","Key":{"p":{"S":"a"}}}"""), Call);
        await Service.DeleteItem(In<DeleteItemInput>("""{"TableName":"tab","Key":{"p":{"S":"a"}}}"""), Call);
        var records = await ReadAsync(Streams, Call);
        Assert.Equal(["INSERT", "MODIFY", "REMOVE"], records.Select(r => r.EventName));
        Assert.All(records, r => Assert.Equal("""{"p":{"S":"a"}}""", Show(r.Dynamodb!.Keys)));
        Assert.Equal((old ? """{"p":{"S":"a"},"x":{"N":"1"}}""" : "null", fresh ? """{"p":{"S":"a"},"x":{"N":"2"}}""" : "null"), (Show(records[1].Dynamodb!.OldImage), Show(records[1].Dynamodb!.NewImage)));
        Assert.Equal(records.Select(r => r.Dynamodb!.SequenceNumber).Order(), records.Select(r => r.Dynamodb!.SequenceNumber));
    }

    [Fact]
    public async Task A_refused_write_leaves_no_record()
    {
        await StreamAsync("KEYS_ONLY");
        await Assert.ThrowsAsync<ConditionalCheckFailedException>(() => PutAsync("""{"p":{"S":"a"}}""", ""","ConditionExpression":"attribute_exists(p)" """));
        Assert.Empty(await ReadAsync(Streams, Call));
    }

    [Fact]
    public async Task Iterators_start_where_they_are_told()
    {
        var arn = await StreamAsync("KEYS_ONLY");
        for (var i = 0; i < 5; i++) await PutAsync($$"""{"p":{"S":"{{i}}"} }""");
        var third = (await ReadAsync(Streams, Call))[2].Dynamodb!.SequenceNumber;
        async Task<string> Keys(string iterator, int? limit = null) => string.Join(" ", (await Streams.GetRecords(new GetRecordsInput { ShardIterator = iterator, Limit = limit }, Call)).Records!.Select(r => r.Dynamodb!.Keys!["p"]!.Text));
        Assert.Equal("2 3 4", await Keys(await IteratorAsync(Streams, arn, Call, "AT_SEQUENCE_NUMBER", third)));
        Assert.Equal("3 4", await Keys(await IteratorAsync(Streams, arn, Call, "AFTER_SEQUENCE_NUMBER", third)));
        var latest = await IteratorAsync(Streams, arn, Call, "LATEST");
        Assert.Equal("", await Keys(latest));
        await PutAsync("""{"p":{"S":"new"}}""");
        Assert.Equal("new", await Keys(latest));
        var page = await Streams.GetRecords(new GetRecordsInput { ShardIterator = await IteratorAsync(Streams, arn, Call, "TRIM_HORIZON"), Limit = 2 }, Call);
        Assert.Equal("2 3 4 new", await Keys(page.NextShardIterator!));
        Time.Advance(TimeSpan.FromMinutes(16));
        await Assert.ThrowsAsync<ExpiredIteratorException>(() => Keys(latest));
        await Assert.ThrowsAsync<CommonException>(() => Keys("rubbish"));
    }

    private async Task<IReadOnlyList<Undercast.DynamoDb.Streams.Shard>> ShardsAsync(string arn, Undercast.DynamoDb.Streams.ShardFilter? filter = null) =>
        (await Streams.DescribeStream(new DescribeStreamInput { StreamArn = arn, ShardFilter = filter }, Call)).StreamDescription!.Shards!;

    private async Task<GetRecordsOutput> ReadShardAsync(string arn, string shard, string type = "TRIM_HORIZON", string? sequence = null)
    {
        var iterator = (await Streams.GetShardIterator(new GetShardIteratorInput { StreamArn = arn, ShardId = shard, ShardIteratorType = type, SequenceNumber = sequence }, Call)).ShardIterator!;
        return await Streams.GetRecords(new GetRecordsInput { ShardIterator = iterator }, Call);
    }

    private static string Keys(GetRecordsOutput output) => string.Join(" ", output.Records!.Select(r => r.Dynamodb!.Keys!["p"]!.Text));

    // AWS: shards roll after about four hours, and a child names its parent (Change data capture for DynamoDB Streams).
    [Fact]
    public async Task A_shard_that_was_open_for_long_rolls()
    {
        RunJobs();
        var arn = await StreamAsync("KEYS_ONLY");
        foreach (var p in (string[])["a", "b"]) await PutAsync($$$"""{"p":{"S":"{{{p}}}"}}""");
        Time.Advance(TimeSpan.FromHours(5));
        await EventuallyAsync(async () => (await ShardsAsync(arn)).Count == 2);
        var (parent, child) = ((await ShardsAsync(arn))[0], (await ShardsAsync(arn))[1]);
        Assert.Equal((null, parent.ShardId), (parent.ParentShardId, child.ParentShardId));
        Assert.True(string.CompareOrdinal(parent.SequenceNumberRange!.EndingSequenceNumber, child.SequenceNumberRange!.StartingSequenceNumber) < 0);
        Assert.Null(child.SequenceNumberRange.EndingSequenceNumber);
        Assert.Equal(child.ShardId, Assert.Single(await ShardsAsync(arn, new Undercast.DynamoDb.Streams.ShardFilter { Type = "CHILD_SHARDS", ShardId = parent.ShardId })).ShardId);
        await PutAsync("""{"p":{"S":"c"}}""");
        var read = await ReadShardAsync(arn, parent.ShardId!);
        Assert.Equal(("a b", null), (Keys(read), read.NextShardIterator));
        Assert.Equal("b", Keys(await ReadShardAsync(arn, parent.ShardId!, "AFTER_SEQUENCE_NUMBER", read.Records![0].Dynamodb!.SequenceNumber)));
        Assert.Equal("b", Keys(await ReadShardAsync(arn, parent.ShardId!, "AT_SEQUENCE_NUMBER", read.Records[1].Dynamodb!.SequenceNumber)));
        Assert.Null((await ReadShardAsync(arn, parent.ShardId!, "LATEST")).NextShardIterator);
        read = await ReadShardAsync(arn, child.ShardId!);
        Assert.Equal(("c", false), (Keys(read), read.NextShardIterator is null));
        Assert.Equal("", Keys(await ReadShardAsync(arn, child.ShardId!, "LATEST")));
        // A day after it closed, it is forgotten.
        await EventuallyAsync(async () =>
        {
            Time.Advance(TimeSpan.FromMinutes(30));
            return (await ShardsAsync(arn)).All(s => s.ShardId != parent.ShardId);
        });
    }

    [Fact]
    public async Task A_shard_that_takes_much_is_split()
    {
        RunJobs();
        var arn = await StreamAsync("KEYS_ONLY");
        for (var batch = 0; batch < 400; batch++)
        {
            var puts = string.Join(',', Enumerable.Range(0, 25).Select(i => $$$"""{"PutRequest":{"Item":{"p":{"S":"{{{batch}}}-{{{i}}}"} } } }"""));
            await Service.BatchWriteItem(In<BatchWriteItemInput>($$"""{"RequestItems":{"tab":[{{puts}}]} }"""), Call);
        }
        await EventuallyAsync(async () => (await ShardsAsync(arn)).Count == 3);
        var shards = await ShardsAsync(arn);
        Assert.All(shards.Skip(1), s => Assert.Equal(shards[0].ShardId, s.ParentShardId));
        for (var i = 0; i < 100; i++) await PutAsync($$$"""{"p":{"S":"late{{{i}}}"}}""");
        for (var i = 0; i < 100; i++) await PutAsync($$$"""{"p":{"S":"late{{{i}}}"},"x":{"S":"again"}}""");
        var (left, right) = (await ReadShardAsync(arn, shards[1].ShardId!), await ReadShardAsync(arn, shards[2].ShardId!));
        Assert.Equal(200, left.Records!.Count + right.Records!.Count);
        // An item has one shard.
        var (these, those) = (Keys(left).Split(' ').ToHashSet(), Keys(right).Split(' ').ToHashSet());
        Assert.True(these.Count > 20 && those.Count > 20 && !these.Overlaps(those));
        await Service.UpdateTable(In<UpdateTableInput>("""{"TableName":"tab","StreamSpecification":{"StreamEnabled":false}}"""), Call);
        Assert.Null((await ReadShardAsync(arn, shards[1].ShardId!)).NextShardIterator);
        Assert.Null((await ReadShardAsync(arn, shards[2].ShardId!)).NextShardIterator);
    }

    [Fact]
    public async Task A_stream_that_was_turned_off_ends()
    {
        var arn = await StreamAsync("KEYS_ONLY");
        await PutAsync("""{"p":{"S":"a"}}""");
        await Service.UpdateTable(In<UpdateTableInput>("""{"TableName":"tab","StreamSpecification":{"StreamEnabled":false}}"""), Call);
        await PutAsync("""{"p":{"S":"b"}}""");
        var seen = (await Streams.DescribeStream(new DescribeStreamInput { StreamArn = arn }, Call)).StreamDescription!;
        Assert.Equal("DISABLED", seen.StreamStatus);
        Assert.NotNull(seen.Shards![0].SequenceNumberRange!.EndingSequenceNumber);
        var read = await Streams.GetRecords(new GetRecordsInput { ShardIterator = await IteratorAsync(Streams, arn, Call, "TRIM_HORIZON") }, Call);
        Assert.Equal((1, null), (read.Records!.Count, read.NextShardIterator));
    }

    [Fact]
    public async Task Records_live_for_a_day_and_an_ended_stream_no_longer()
    {
        var arn = await StreamAsync("KEYS_ONLY");
        await PutAsync("""{"p":{"S":"a"}}""");
        Time.Advance(TimeSpan.FromHours(23));
        await PutAsync("""{"p":{"S":"b"}}""");
        RunJobs();
        Time.Advance(TimeSpan.FromHours(2));
        await EventuallyAsync(async () => (await ReadAsync(Streams, Call)).Count == 1);
        Assert.Equal("b", (await ReadAsync(Streams, Call))[0].Dynamodb!.Keys!["p"]!.Text);
        await Service.DeleteTable(In<DeleteTableInput>("""{"TableName":"tab"}"""), Call);
        await EventuallyAsync(async () => (await Streams.DescribeStream(new DescribeStreamInput { StreamArn = arn }, Call)).StreamDescription!.StreamStatus == "DISABLED");
        Time.Advance(TimeSpan.FromHours(26));
        await EventuallyAsync(async () =>
        {
            Time.Advance(TimeSpan.FromMinutes(10));
            return (await Streams.ListStreams(new ListStreamsInput(), Call)).Streams!.Count == 0;
        });
        Assert.Equal($"Requested resource not found: Stream: {arn} not found", (await Assert.ThrowsAsync<Undercast.DynamoDb.Streams.ResourceNotFoundException>(async () => await Streams.DescribeStream(new DescribeStreamInput { StreamArn = arn }, Call))).Message);
    }
}
