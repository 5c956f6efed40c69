using Undercast.Kernel;

namespace Undercast.DynamoDb.Tests;

// Texts: recorded against the service by dynalite's suite and by nubo-db/dynamodb-conformance (error-messages), unless marked.
public sealed class ItemTests : Fixture
{
    private const string A = """{"p":{"S":"a"}}""";

    [Fact]
    public async Task An_item_is_put_replaced_and_deleted()
    {
        await TableAsync();
        await PutAsync("""{"p":{"S":"a"},"x":{"N":"1"}}""");
        var replaced = await PutAsync("""{"p":{"S":"a"},"y":{"N":"2"}}""", ""","ReturnValues":"ALL_OLD","ReturnConsumedCapacity":"TOTAL" """);
        Assert.Equal("""{"p":{"S":"a"},"x":{"N":"1"}}""", Show(replaced.Attributes));
        Assert.Equal(1, replaced.ConsumedCapacity!.CapacityUnits);
        Assert.Equal("""{"p":{"S":"a"},"y":{"N":"2"}}""", await GetAsync(A));
        var deleted = await Service.DeleteItem(In<DeleteItemInput>($$"""{"TableName":"tab","Key":{{A}},"ReturnValues":"ALL_OLD"}"""), Call);
        Assert.Equal("""{"p":{"S":"a"},"y":{"N":"2"}}""", Show(deleted.Attributes));
        Assert.Equal("null", await GetAsync(A));
        Assert.Null((await Service.DeleteItem(In<DeleteItemInput>($$"""{"TableName":"tab","Key":{{A}},"ReturnValues":"ALL_OLD"}"""), Call)).Attributes);
    }

    [Theory]
    [InlineData("""{"x":{"S":"a"}}""", "One or more parameter values were invalid: Missing the key p in the item")]
    [InlineData("""{"p":{"N":"1"}}""", "One or more parameter values were invalid: Type mismatch for key p expected: S actual: N")]
    [InlineData("""{"p":{"S":""}}""", "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: p")]
    public async Task An_item_without_its_key_is_refused(string item, string message)
    {
        await TableAsync();
        Assert.Equal(message, await InvalidAsync(() => PutAsync(item)));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"p":{"N":"1"}}""")]
    [InlineData("""{"p":{"S":"a"},"x":{"S":"b"}}""")]
    public async Task A_key_that_does_not_fit_is_refused(string key)
    {
        await TableAsync();
        const string message = "The provided key element does not match the schema";
        Assert.Equal(message, await InvalidAsync(() => GetAsync(key)));
        Assert.Equal(message, await InvalidAsync(() => UpdateAsync(key, """ "UpdateExpression":"REMOVE z" """)));
        Assert.Equal(message, await InvalidAsync(async () => await Service.DeleteItem(In<DeleteItemInput>($$"""{"TableName":"tab","Key":{{key}} }"""), Call)));
    }

    [Fact]
    public async Task Keys_have_their_lengths()
    {
        await TableAsync(s: "S");
        string Key(int hash, int range) => $$$"""{"p":{"S":"{{{new string('a', hash)}}}"},"s":{"S":"{{{new string('b', range)}}}"}}""";
        await PutAsync(Key(2048, 1024));
        Assert.Equal("One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of2048 bytes", await InvalidAsync(() => PutAsync(Key(2049, 1))));
        Assert.Equal("One or more parameter values were invalid: Aggregated size of all range keys has exceeded the size limit of 1024 bytes", await InvalidAsync(() => GetAsync(Key(1, 1025))));
    }

    [Fact]
    public async Task An_item_has_400_KB_at_most()
    {
        await TableAsync();
        string Sized(int bytes) => $$$"""{"p":{"S":"a"},"v":{"S":"{{{new string('x', bytes - 3)}}}"}}""";
        await PutAsync(Sized(409_600));
        Assert.Equal("Item size has exceeded the maximum allowed size", await InvalidAsync(() => PutAsync(Sized(409_601))));
        // AWS: an update by itself is measured by what it writes, three bytes and 19 for the clause (nubo-db/dynamodb-conformance, limits/itemSizeBySurface).
        string Set(int bytes) => $$$""" "UpdateExpression":"SET w = :w","ExpressionAttributeValues":{":w":{"S":"{{{new string('x', bytes)}}}"}} """;
        const string other = """{"p":{"S":"K"}}""";
        await UpdateAsync(other, Set(409_600 - 22 - 1));
        Assert.Equal("Item size to update has exceeded the maximum allowed size", await InvalidAsync(() => UpdateAsync(other, Set(409_600 - 22))));
    }

    [Fact]
    public async Task A_condition_decides()
    {
        await TableAsync();
        const string absent = ""","ConditionExpression":"attribute_not_exists(p)" """;
        await PutAsync("""{"p":{"S":"a"},"n":{"N":"1"}}""", absent);
        var refused = await Assert.ThrowsAsync<ConditionalCheckFailedException>(() => PutAsync(A, absent));
        Assert.Equal("The conditional request failed", refused.Message);
        Assert.Null(refused.Item);
        var shown = await Assert.ThrowsAsync<ConditionalCheckFailedException>(() => PutAsync(A, absent + ""","ReturnValuesOnConditionCheckFailure":"ALL_OLD" """));
        Assert.Equal("""{"p":{"S":"a"},"n":{"N":"1"}}""", Show(shown.Item));
        await Assert.ThrowsAsync<ConditionalCheckFailedException>(async () => await Service.DeleteItem(
            In<DeleteItemInput>("""{"TableName":"tab","Key":{"p":{"S":"a"}},"ConditionExpression":"n > :n","ExpressionAttributeValues":{":n":{"N":"1"}}}"""), Call));
        Assert.Equal("""{"p":{"S":"a"},"n":{"N":"1"}}""", await GetAsync(A));
    }

    [Theory]
    [InlineData(""" "Expected":{"x":{"Exists":false}},"ConditionExpression":"a = b" """, "Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {Expected} Expression parameters: {ConditionExpression}")]
    [InlineData(""" "ExpressionAttributeNames":{"#a":"a"} """, "ExpressionAttributeNames can only be specified when using expressions")]
    [InlineData(""" "ExpressionAttributeValues":{":a":{"S":"a"}} """, "ExpressionAttributeValues can only be specified when using expressions: ConditionExpression is null")]
    [InlineData(""" "ReturnValues":"ALL_NEW" """, "ReturnValues can only be ALL_OLD or NONE")]
    [InlineData(""" "ReturnValues":"x" """, "1 validation error detected: Value 'x' at 'returnValues' failed to satisfy constraint: Member must satisfy enum value set: [ALL_NEW, UPDATED_OLD, ALL_OLD, NONE, UPDATED_NEW]")]
    [InlineData(""" "Expected":{"x":{}} """, "One or more parameter values were invalid: Value must be provided when Exists is null for Attribute: x")]
    [InlineData(""" "Expected":{"x":{"Exists":false,"Value":{"S":"a"}}} """, "One or more parameter values were invalid: Value cannot be used when Exists is false for Attribute: x")]
    [InlineData(""" "Expected":{"x":{"ComparisonOperator":"BETWEEN","AttributeValueList":[{"N":"1"}]}} """, "One or more parameter values were invalid: Invalid number of argument(s) for the BETWEEN ComparisonOperator")]
    [InlineData(""" "ConditionalOperator":"OR" """, "ConditionalOperator cannot be used without Filter or Expected")]
    public async Task Parameters_that_do_not_go_together_are_refused(string more, string message)
    {
        await TableAsync();
        Assert.Equal(message, await InvalidAsync(() => PutAsync(A, "," + more)));
    }

    [Fact]
    public async Task Expected_of_old_decides_too()
    {
        await TableAsync();
        await PutAsync("""{"p":{"S":"a"},"n":{"N":"5"}}""", ""","Expected":{"p":{"Exists":false}}""");
        await Assert.ThrowsAsync<ConditionalCheckFailedException>(() => PutAsync(A, ""","Expected":{"p":{"Exists":false}}"""));
        await PutAsync("""{"p":{"S":"a"},"n":{"N":"6"}}""", ""","ConditionalOperator":"OR","Expected":{"n":{"ComparisonOperator":"GT","AttributeValueList":[{"N":"9"}]},"p":{"Value":{"S":"a"}}}""");
        Assert.Contains("\"6\"", await GetAsync(A), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("null", "1 validation error detected: Value null at 'tableName' failed to satisfy constraint: Member must not be null")]
    [InlineData("\"\"", "1 validation error detected: Value '' at 'tableName' failed to satisfy constraint: Member must have length greater than or equal to 1")]
    [InlineData("\"bad table!@#\"", "1 validation error detected: Value 'bad table!@#' at 'tableName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+")]
    public async Task A_table_that_cannot_be_is_refused(string name, string message) =>
        Assert.Equal(message, await InvalidAsync(async () => await Service.GetItem(In<GetItemInput>($$$"""{"TableName":{{{name}}},"Key":{"p":{"S":"a"}} }"""), Call)));

    [Fact]
    public async Task A_table_that_is_not_there_is_not_found()
    {
        Assert.Equal("Requested resource not found", await RefusedAsync<ResourceNotFoundException>(() => GetAsync(A)));
        Assert.Equal("1 validation error detected: Value null at 'key' failed to satisfy constraint: Member must not be null", Assert.Throws<CommonException>(() => In<GetItemInput>("""{"TableName":"tab"}""")).Message);
    }

    [Fact]
    public async Task Only_what_is_asked_for_is_answered()
    {
        await TableAsync();
        await PutAsync("""{"p":{"S":"a"},"m":{"M":{"x":{"L":[{"N":"1"},{"N":"2"},{"N":"3"}]},"y":{"S":"z"}}},"q":{"N":"1"}}""");
        Assert.Equal("""{"m":{"M":{"x":{"L":[{"N":"1"},{"N":"3"}]}}}}""", await GetAsync(A, ""","ProjectionExpression":"m.#x[2], m.#x[0], nope","ExpressionAttributeNames":{"#x":"x"}"""));
        Assert.Equal("""{"q":{"N":"1"}}""", await GetAsync(A, ""","AttributesToGet":["q","nope"]"""));
        Assert.Equal("One or more parameter values were invalid: Duplicate value in attribute name: q", await InvalidAsync(() => GetAsync(A, ""","AttributesToGet":["q","q"]""")));
        Assert.Equal("Invalid ProjectionExpression: Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a], path two: [a, b]", await InvalidAsync(() => GetAsync(A, ""","ProjectionExpression":"a, a.b" """)));
        Assert.Equal("Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: Key: p", await InvalidAsync(() => GetAsync(A, ""","ProjectionExpression":"p.x" """)));
    }

    [Fact]
    public async Task A_table_may_be_named_by_its_ARN()
    {
        await TableAsync();
        await PutAsync(A);
        Assert.Equal(A, await GetAsync(A, table: "arn:aws:dynamodb:us-east-1:000000000000:table/tab"));
    }

    [Fact]
    public async Task Capacity_is_told_per_index_when_asked()
    {
        await TableAsync(attributes: ""","""+ """{"AttributeName":"g","AttributeType":"S"}""", more: ""","GlobalSecondaryIndexes":[{"IndexName":"gsi","KeySchema":[{"AttributeName":"g","KeyType":"HASH"}],"Projection":{"ProjectionType":"ALL"}}]""");
        var put = await PutAsync($$$"""{"p":{"S":"a"},"g":{"S":"b"},"v":{"S":"{{{new string('x', 1500)}}}"}}""", ""","ReturnConsumedCapacity":"INDEXES" """);
        Assert.Equal((4, 2, 2), (put.ConsumedCapacity!.CapacityUnits, put.ConsumedCapacity.Table!.CapacityUnits, put.ConsumedCapacity.GlobalSecondaryIndexes!["gsi"].CapacityUnits));
        var moved = await PutAsync("""{"p":{"S":"a"},"g":{"S":"c"}}""", ""","ReturnConsumedCapacity":"INDEXES" """);
        Assert.Equal((2, 3), (moved.ConsumedCapacity!.Table!.CapacityUnits, moved.ConsumedCapacity.GlobalSecondaryIndexes!["gsi"].CapacityUnits));
        Assert.Equal(0.5, (await Service.GetItem(In<GetItemInput>("""{"TableName":"tab","Key":{"p":{"S":"zz"}},"ReturnConsumedCapacity":"TOTAL"}"""), Call)).ConsumedCapacity!.CapacityUnits);
    }
}
