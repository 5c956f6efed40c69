using Undercast.Kernel;

namespace Undercast.DynamoDb.Tests;

// Codes and texts: the documentation of TransactionCanceledException and of burst capacity.
public sealed class ThrottleTests : Fixture
{
    private const string Exceeded = "The level of configured provisioned throughput for the table was exceeded. Consider increasing your provisioning level with the UpdateTable API.";

    private DynamoDbService Held => field ??= new DynamoDbService(Store, Catalog, Options with { Throttles = true }, new Throttle(Options with { Throttles = true }));

    private async Task ProvisionedAsync(string more = "", string attributes = "")
    {
        await Service.CreateTable(In<CreateTableInput>($$"""{"TableName":"tab","ProvisionedThroughput":{"ReadCapacityUnits":1,"WriteCapacityUnits":1},"KeySchema":[{"AttributeName":"p","KeyType":"HASH"}],"AttributeDefinitions":[{"AttributeName":"p","AttributeType":"S"}{{attributes}}]{{more}} }"""), Call);
        await SettleAsync();
    }

    private async Task<PutItemOutput> WriteAsync(string item = """{"p":{"S":"a"}}""") => await Held.PutItem(In<PutItemInput>($$"""{"TableName":"tab","Item":{{item}} }"""), Call);

    [Fact]
    public async Task Five_minutes_of_capacity_are_there_at_once_and_then_what_each_second_brings()
    {
        await ProvisionedAsync();
        for (var i = 0; i < 300; i++) await WriteAsync();
        var refused = await Assert.ThrowsAsync<ProvisionedThroughputExceededException>(() => WriteAsync());
        Assert.Equal(Exceeded, refused.Message);
        Assert.Equal([("TableWriteProvisionedThroughputExceeded", "arn:aws:dynamodb:us-east-1:000000000000:table/tab")], refused.ThrottlingReasons!.Select(r => (r.Reason!, r.Resource!)));
        Time.Advance(TimeSpan.FromSeconds(2));
        await WriteAsync();
        await WriteAsync();
        await RefusedAsync<ProvisionedThroughputExceededException>(() => WriteAsync());
        // Reads have their own.
        for (var i = 0; i < 600; i++) await Held.GetItem(In<GetItemInput>("""{"TableName":"tab","Key":{"p":{"S":"a"}}}"""), Call);
        await RefusedAsync<ProvisionedThroughputExceededException>(async () => await Held.Scan(In<ScanInput>("""{"TableName":"tab"}"""), Call));
        Assert.Null((await Service.PutItem(In<PutItemInput>("""{"TableName":"tab","Item":{"p":{"S":"a"}}}"""), Call)).ConsumedCapacity);
    }

    [Fact]
    public async Task A_large_item_leaves_a_debt()
    {
        await ProvisionedAsync();
        Assert.Null((await WriteAsync($$$"""{"p":{"S":"a"},"x":{"S":"{{{new string('x', 380 * 1024)}}}"}}""")).ConsumedCapacity);
        Time.Advance(TimeSpan.FromSeconds(60));
        await RefusedAsync<ProvisionedThroughputExceededException>(() => WriteAsync());
        Time.Advance(TimeSpan.FromSeconds(40));
        await WriteAsync();
    }

    [Fact]
    public async Task Batches_leave_what_is_throttled_and_transactions_tell_why()
    {
        await ProvisionedAsync();
        await TableAsync("free");
        for (var i = 0; i < 300; i++) await WriteAsync();
        const string put = """[{"PutRequest":{"Item":{"p":{"S":"a"}}}}]""";
        var batch = await Held.BatchWriteItem(In<BatchWriteItemInput>($$$"""{"RequestItems":{"tab":{{{put}}},"free":{{{put}}}}}"""), Call);
        Assert.Equal(["tab"], batch.UnprocessedItems!.Keys);
        await RefusedAsync<ProvisionedThroughputExceededException>(async () => await Held.BatchWriteItem(In<BatchWriteItemInput>($$$"""{"RequestItems":{"tab":{{{put}}}}}"""), Call));
        var cancelled = await Assert.ThrowsAsync<TransactionCanceledException>(async () => await Held.TransactWriteItems(In<TransactWriteItemsInput>("""{"TransactItems":[{"Put":{"TableName":"tab","Item":{"p":{"S":"a"}}}},{"Put":{"TableName":"free","Item":{"p":{"S":"b"}}}}]}"""), Call));
        Assert.Equal([("ProvisionedThroughputExceeded", Exceeded), ("None", null)], cancelled.CancellationReasons!.Select(r => (r.Code, r.Message)));
    }

    [Fact]
    public async Task An_index_that_is_full_holds_its_table_back()
    {
        await ProvisionedAsync(
            ""","GlobalSecondaryIndexes":[{"IndexName":"gsi","KeySchema":[{"AttributeName":"g","KeyType":"HASH"}],"Projection":{"ProjectionType":"ALL"},"ProvisionedThroughput":{"ReadCapacityUnits":1,"WriteCapacityUnits":1}}]""",
            """,{"AttributeName":"g","AttributeType":"S"}""");
        await Service.UpdateTable(In<UpdateTableInput>("""{"TableName":"tab","ProvisionedThroughput":{"ReadCapacityUnits":1,"WriteCapacityUnits":100}}"""), Call);
        for (var i = 0; i < 300; i++) await WriteAsync($$$"""{"p":{"S":"{{{i}}}"},"g":{"S":"x"}}""");
        Assert.StartsWith("The level of configured provisioned throughput for one or more global secondary indexes of the table was exceeded.", await RefusedAsync<ProvisionedThroughputExceededException>(() => WriteAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_on_demand_has_the_limits_that_it_was_given()
    {
        await TableAsync(more: ""","OnDemandThroughput":{"MaxReadRequestUnits":10,"MaxWriteRequestUnits":1}""");
        for (var i = 0; i < 300; i++) await WriteAsync();
        await RefusedAsync<ThrottlingException>(() => WriteAsync());
    }

    [Fact]
    public async Task A_collection_is_measured_and_bounded()
    {
        var small = new DynamoDbService(Store, Catalog, Options with { MaxCollectionBytes = 1000 }, new Throttle(Options));
        await TableAsync(s: "N", attributes: """,{"AttributeName":"l","AttributeType":"N"}""", more: ""","LocalSecondaryIndexes":[{"IndexName":"lsi","KeySchema":[{"AttributeName":"p","KeyType":"HASH"},{"AttributeName":"l","KeyType":"RANGE"}],"Projection":{"ProjectionType":"ALL"}}]""");
        async Task<PutItemOutput> Put(int s, int size) => await small.PutItem(In<PutItemInput>($$$"""{"TableName":"tab","ReturnItemCollectionMetrics":"SIZE","Item":{"p":{"S":"a"},"s":{"N":"{{{s}}}"},"l":{"N":"1"},"x":{"S":"{{{new string('x', size)}}}"} } }"""), Call);
        var told = (await Put(1, 400)).ItemCollectionMetrics!;
        Assert.Equal(("""{"p":{"S":"a"}}""", 0d, 1d), (Show(told.ItemCollectionKey), told.SizeEstimateRangeGB![0], told.SizeEstimateRangeGB[1]));
        // The item counts in the table and in the index.
        Assert.Equal("Collection size exceeded.", await RefusedAsync<ItemCollectionSizeLimitExceededException>(() => Put(2, 100)));
        await Put(1, 300);
        await Put(2, 100);
        await small.DeleteItem(In<DeleteItemInput>("""{"TableName":"tab","Key":{"p":{"S":"a"},"s":{"N":"1"}}}"""), Call);
        await small.DeleteItem(In<DeleteItemInput>("""{"TableName":"tab","Key":{"p":{"S":"a"},"s":{"N":"2"}}}"""), Call);
        Assert.Equal(0, await Store.ReadAsync(tx => tx.CountAsync(DynamoDbTables.Collections.All)));
    }
}
