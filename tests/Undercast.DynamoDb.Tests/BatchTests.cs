using Undercast.Kernel;

namespace Undercast.DynamoDb.Tests;

// Texts: recorded against the service by dynalite's suite and by nubo-db/dynamodb-conformance (error-messages), unless marked.
public sealed class BatchTests : Fixture
{
    private async Task<BatchWriteItemOutput> WriteAsync(string requests) => await Service.BatchWriteItem(In<BatchWriteItemInput>($$"""{"RequestItems":{{requests}} }"""), Call);

    private async Task<BatchGetItemOutput> ReadAsync(string requests) => await Service.BatchGetItem(In<BatchGetItemInput>($$"""{"RequestItems":{{requests}} }"""), Call);

    private async Task<TransactWriteItemsOutput> TransactAsync(string items, string more = "") => await Service.TransactWriteItems(In<TransactWriteItemsInput>($$"""{"TransactItems":[{{items}}]{{more}} }"""), Call);

    [Fact]
    public async Task A_batch_writes_and_reads()
    {
        await TableAsync();
        await PutAsync("""{"p":{"S":"old"}}""");
        var written = await WriteAsync("""{"tab":[{"PutRequest":{"Item":{"p":{"S":"a"},"x":{"N":"1"}}}},{"PutRequest":{"Item":{"p":{"S":"b"}}}},{"DeleteRequest":{"Key":{"p":{"S":"old"}}}}]}""");
        Assert.Empty(written.UnprocessedItems!);
        var read = await ReadAsync("""{"tab":{"Keys":[{"p":{"S":"a"}},{"p":{"S":"old"}},{"p":{"S":"b"}}],"ProjectionExpression":"x"}}""");
        Assert.Equal(["""{"x":{"N":"1"}}""", "{}"], read.Responses!["tab"].Select(Show));
        Assert.Empty(read.UnprocessedKeys!);
    }

    [Theory]
    [InlineData("{}", "The requestItems parameter is required for BatchWriteItem")]
    [InlineData("""{"tab":[{}]}""", "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes")]
    [InlineData("""{"tab":[{"PutRequest":{"Item":{"p":{"S":"a"}}}},{"DeleteRequest":{"Key":{"p":{"S":"a"}}}}]}""", "Provided list of item keys contains duplicates")]
    [InlineData("""{"tab":[{"PutRequest":{"Item":{"p":{"N":"5"}}}}]}""", "The provided key element does not match the schema")]
    [InlineData("""{"tab":[{"PutRequest":{"Item":{"p":{"S":""}}}}]}""", "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: p")]
    public async Task A_batch_that_cannot_be_is_refused_whole(string requests, string message)
    {
        await TableAsync();
        Assert.Equal(message, await InvalidAsync(() => WriteAsync(requests)));
    }

    [Fact]
    public async Task Batches_have_their_lengths()
    {
        await TableAsync();
        var puts = string.Join(",", Enumerable.Range(0, 26).Select(i => $$$"""{"PutRequest":{"Item":{"p":{"S":"{{{i}}}"}} } }"""));
        Assert.Matches(
            @"^1 validation error detected: Value '\{tab=\[.+\]\}' at 'requestItems' failed to satisfy constraint: Map value must satisfy constraint: \[Member must have length less than or equal to 25, Member must have length greater than or equal to 1\]$",
            await InvalidAsync(() => WriteAsync($$"""{"tab":[{{puts}}]}""")));
        var keys = string.Join(",", Enumerable.Range(0, 101).Select(i => $$$"""{"p":{"S":"{{{i}}}"}}"""));
        Assert.Equal("1 validation error detected: Value at 'RequestItems.tab.member.Keys' failed to satisfy constraint: Member must have length less than or equal to 100", await InvalidAsync(() => ReadAsync($$$"""{"tab":{"Keys":[{{{keys}}}]}}""")));
        Assert.Equal("Provided list of item keys contains duplicates", await InvalidAsync(() => ReadAsync("""{"tab":{"Keys":[{"p":{"S":"a"}},{"p":{"S":"a"}}]}}""")));
        Assert.Equal("The requestItems parameter is required for BatchGetItem", await InvalidAsync(() => ReadAsync("{}")));
        Assert.Equal("Requested resource not found", await RefusedAsync<ResourceNotFoundException>(() => ReadAsync("""{"none":{"Keys":[{"p":{"S":"a"}}]}}""")));
    }

    [Fact]
    public async Task A_transaction_writes_all_or_nothing()
    {
        await TableAsync();
        await PutAsync("""{"p":{"S":"c"},"n":{"N":"1"}}""");
        await PutAsync("""{"p":{"S":"d"}}""");
        const string good = """{"Put":{"TableName":"tab","Item":{"p":{"S":"a"}},"ConditionExpression":"attribute_not_exists(p)"}},{"Update":{"TableName":"tab","Key":{"p":{"S":"c"}},"UpdateExpression":"ADD n :o","ExpressionAttributeValues":{":o":{"N":"1"}}}},{"Delete":{"TableName":"tab","Key":{"p":{"S":"d"}}}}""";
        await TransactAsync(good);
        Assert.Equal("""{"p":{"S":"c"},"n":{"N":"2"}}""", await GetAsync("""{"p":{"S":"c"}}"""));
        Assert.Equal(2, (await ScanAsync()).Count);
        var e = await Assert.ThrowsAsync<TransactionCanceledException>(() => TransactAsync(
            """{"Put":{"TableName":"tab","Item":{"p":{"S":"new"}}}},{"ConditionCheck":{"TableName":"tab","Key":{"p":{"S":"c"}},"ConditionExpression":"n = :n","ExpressionAttributeValues":{":n":{"N":"9"}},"ReturnValuesOnConditionCheckFailure":"ALL_OLD"}},{"Put":{"TableName":"tab","Item":{"p":{"N":"5"}}}}"""));
        Assert.Equal("Transaction cancelled, please refer cancellation reasons for specific reasons [None, ConditionalCheckFailed, ValidationError]", e.Message);
        Assert.Equal([null, "The conditional request failed", "One or more parameter values were invalid: Type mismatch for key p expected: S actual: N"], e.CancellationReasons!.Select(r => r.Message));
        Assert.Equal("""{"p":{"S":"c"},"n":{"N":"2"}}""", Show(e.CancellationReasons![1].Item));
        Assert.Equal("null", await GetAsync("""{"p":{"S":"new"}}"""));
    }

    [Fact]
    public async Task A_token_makes_a_repetition_harmless()
    {
        await TableAsync();
        string Add(string first, string second) => $$$"""{"Update":{"TableName":"tab","Key":{"p":{"S":"a"}},"UpdateExpression":"ADD n :o","ExpressionAttributeValues":{ {{{first}}},{{{second}}} },"ConditionExpression":"attribute_not_exists(m) OR m = :z"}}""";
        const string token = ""","ClientRequestToken":"t1","ReturnConsumedCapacity":"TOTAL" """, one = """ ":o":{"N":"1"} """, zero = """ ":z":{"N":"0"} """;
        Assert.Equal(2, (await TransactAsync(Add(one, zero), token)).ConsumedCapacity![0].WriteCapacityUnits);
        // AWS: the order of members makes no difference (localstack#6529, seen from the service).
        Assert.Equal(2, (await TransactAsync(Add(zero, one), token)).ConsumedCapacity![0].ReadCapacityUnits);
        Assert.Equal("""{"p":{"S":"a"},"n":{"N":"1"}}""", await GetAsync("""{"p":{"S":"a"}}"""));
        await RefusedAsync<IdempotentParameterMismatchException>(() => TransactAsync(Add(""" ":o":{"N":"2"} """, zero), token));
        Time.Advance(TimeSpan.FromMinutes(11));
        await TransactAsync(Add(one, zero), token);
        Assert.Contains("\"2\"", await GetAsync("""{"p":{"S":"a"}}"""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_transaction_that_cannot_be_is_refused()
    {
        await TableAsync();
        const string put = """{"Put":{"TableName":"tab","Item":{"p":{"S":"a"}}}}""";
        Assert.Equal("Transaction request cannot include multiple operations on one item", await InvalidAsync(() => TransactAsync(put + "," + put)));
        Assert.Equal("TransactItems can only contain one of Check, Put, Update or Delete", await InvalidAsync(() => TransactAsync("""{"Put":{"TableName":"tab","Item":{"p":{"S":"a"}}},"Delete":{"TableName":"tab","Key":{"p":{"S":"a"}}}}""")));
        Assert.Equal("One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: p", await InvalidAsync(() => TransactAsync("""{"Put":{"TableName":"tab","Item":{"p":{"S":""}}}}""")));
        Assert.Equal("1 validation error detected: Value '[]' at 'transactItems' failed to satisfy constraint: Member must have length greater than or equal to 1", (await Assert.ThrowsAsync<CommonException>(() => TransactAsync(""))).Message);
        Assert.Equal("Requested resource not found", await RefusedAsync<ResourceNotFoundException>(() => TransactAsync(put.Replace("tab", "none", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task A_transaction_reads_at_one_moment()
    {
        await TableAsync();
        await PutAsync("""{"p":{"S":"a"},"x":{"N":"1"}}""");
        var read = await Service.TransactGetItems(In<TransactGetItemsInput>("""{"TransactItems":[{"Get":{"TableName":"tab","Key":{"p":{"S":"a"}},"ProjectionExpression":"x"}},{"Get":{"TableName":"tab","Key":{"p":{"S":"b"}}}}],"ReturnConsumedCapacity":"TOTAL"}"""), Call);
        Assert.Equal(["""{"x":{"N":"1"}}""", "null"], read.Responses!.Select(r => Show(r.Item)));
        Assert.Equal(4, read.ConsumedCapacity![0].ReadCapacityUnits);
    }

    [Fact]
    public async Task Of_many_conditional_writers_one_wins()
    {
        await TableAsync();
        var wins = await Task.WhenAll(Enumerable.Range(0, 64).Select(i => Task.Run(async () =>
        {
            try
            {
                await PutAsync($$$"""{"p":{"S":"a"},"w":{"N":"{{{i}}}"}}""", ""","ConditionExpression":"attribute_not_exists(p)" """);
                return 1;
            }
            catch (ConditionalCheckFailedException)
            {
                return 0;
            }
        })));
        Assert.Equal(1, wins.Sum());
    }
}
