using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;

namespace Undercast.Scenarios;

/// <summary>DynamoDB through the AWS SDK for .NET.</summary>
public sealed class DynamoDbSdkTests : IAsyncLifetime
{
    private RunningServer _server = null!;
    private AmazonDynamoDBClient _client = null!;

    public async Task InitializeAsync()
    {
        _server = await RunningServer.StartAsync(":memory:");
        _client = new AmazonDynamoDBClient(new BasicAWSCredentials("test", "test"), new AmazonDynamoDBConfig { ServiceURL = _server.Url, AuthenticationRegion = "us-east-1", MaxErrorRetry = 0 });
    }

    public Task DisposeAsync()
    {
        _client.Dispose();
        _server.Dispose();
        return Task.CompletedTask;
    }

    private async Task TableAsync(string name)
    {
        var made = await _client.CreateTableAsync(new CreateTableRequest
        {
            TableName = name, BillingMode = BillingMode.PAY_PER_REQUEST,
            KeySchema = [new KeySchemaElement("p", KeyType.HASH), new KeySchemaElement("s", KeyType.RANGE)],
            AttributeDefinitions = [new AttributeDefinition("p", ScalarAttributeType.S), new AttributeDefinition("s", ScalarAttributeType.N)],
        });
        Assert.Equal(TableStatus.CREATING, made.TableDescription.TableStatus);
        Assert.Equal(TableStatus.ACTIVE, (await _client.DescribeTableAsync(name)).Table.TableStatus);
    }

    [Fact]
    public async Task Items_queries_and_transactions()
    {
        await TableAsync("items");
        for (var i = 0; i < 5; i++)
            await _client.PutItemAsync("items", new() { ["p"] = new("a"), ["s"] = new() { N = $"{i}" }, ["list"] = new() { L = [new("x"), new() { NULL = true }] }, ["set"] = new() { NS = ["1", "2.5"] }, ["bytes"] = new() { B = new MemoryStream([0, 255]) } });
        var got = (await _client.GetItemAsync("items", new() { ["p"] = new("a"), ["s"] = new() { N = "3" } }, consistentRead: true)).Item;
        Assert.Equal([0, 255], got["bytes"].B.ToArray());
        Assert.Equal(["1", "2.5"], got["set"].NS.Order());
        Assert.True(got["list"].L[1].NULL);
        var page = await _client.QueryAsync(new QueryRequest("items")
        {
            KeyConditionExpression = "p = :p AND s > :s", ExpressionAttributeValues = new() { [":p"] = new("a"), [":s"] = new() { N = "1" } }, Limit = 2, ScanIndexForward = false, ReturnConsumedCapacity = ReturnConsumedCapacity.TOTAL,
        });
        Assert.Equal(["4", "3"], page.Items.Select(i => i["s"].N));
        Assert.Equal(("3", 0.5), (page.LastEvaluatedKey["s"].N, page.ConsumedCapacity.CapacityUnits));
        var cancelled = await Assert.ThrowsAsync<TransactionCanceledException>(() => _client.TransactWriteItemsAsync(new TransactWriteItemsRequest
        {
            TransactItems =
            [
                new() { Put = new Put { TableName = "items", Item = new() { ["p"] = new("b"), ["s"] = new() { N = "1" } } } },
                new() { ConditionCheck = new ConditionCheck { TableName = "items", Key = new() { ["p"] = new("a"), ["s"] = new() { N = "9" } }, ConditionExpression = "attribute_exists(p)" } },
            ],
        }));
        Assert.Equal(["None", "ConditionalCheckFailed"], cancelled.CancellationReasons.Select(r => r.Code));
        var failed = await Assert.ThrowsAsync<ConditionalCheckFailedException>(() => _client.UpdateItemAsync(new UpdateItemRequest
        {
            TableName = "items", Key = new() { ["p"] = new("a"), ["s"] = new() { N = "1" } }, UpdateExpression = "SET n = :n", ConditionExpression = "attribute_not_exists(p)", ExpressionAttributeValues = new() { [":n"] = new("x") },
            ReturnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure.ALL_OLD,
        }));
        Assert.Equal("1", failed.Item["s"].N);
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => _client.DescribeTableAsync("none"));
    }

    [Fact]
    public async Task A_table_changes_and_goes()
    {
        await TableAsync("told");
        await _client.UpdateTableAsync(new UpdateTableRequest { TableName = "told", StreamSpecification = new StreamSpecification { StreamEnabled = true, StreamViewType = StreamViewType.NEW_IMAGE } });
        Assert.Contains("/stream/", (await _client.DescribeTableAsync("told")).Table.LatestStreamArn, StringComparison.Ordinal);
        Assert.Equal(TableStatus.DELETING, (await _client.DeleteTableAsync("told")).TableDescription.TableStatus);
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => _client.DescribeTableAsync("told"));
    }
}
