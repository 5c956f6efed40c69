namespace Undercast.DynamoDb.Tests;

// Texts: recorded against the service by dynalite's suite and by nubo-db/dynamodb-conformance (error-messages), unless marked.
public sealed class QueryTests : Fixture
{
    private const string Indexes = ""","GlobalSecondaryIndexes":[{"IndexName":"gsi","KeySchema":[{"AttributeName":"g","KeyType":"HASH"},{"AttributeName":"s","KeyType":"RANGE"}],"Projection":{"ProjectionType":"INCLUDE","NonKeyAttributes":["v"]}}],"LocalSecondaryIndexes":[{"IndexName":"lsi","KeySchema":[{"AttributeName":"p","KeyType":"HASH"},{"AttributeName":"l","KeyType":"RANGE"}],"Projection":{"ProjectionType":"KEYS_ONLY"}}]""";
    private const string Attributes = ""","""+ """{"AttributeName":"g","AttributeType":"S"},{"AttributeName":"l","AttributeType":"S"}""";
    private const string Part = """ ":p":{"S":"a"} """;

    private async Task FillAsync()
    {
        await TableAsync(s: "N", more: Indexes, attributes: Attributes);
        foreach (var n in (string[])["-2", "-1.5", "0", "1", "2", "10"])
            await PutAsync($$"""{"p":{"S":"a"},"s":{"N":"{{n}}"},"g":{"S":"x"},"l":{"S":"l{{n.Length}}{{n}}"},"v":{"N":"{{n}}"},"w":{"S":"w"} }""");
        await PutAsync("""{"p":{"S":"b"},"s":{"N":"5"},"v":{"N":"5"}}""");
    }

    private async Task<string> SortedAsync(string condition, string values = Part, string more = "")
    {
        var page = await QueryAsync($$""" "KeyConditionExpression":"{{condition}}","ExpressionAttributeValues":{ {{values}} }{{more}} """);
        return string.Join(" ", page.Items!.Select(i => DynamoNumber.Text(i["s"]!.Bytes)));
    }

    [Theory]
    [InlineData("p = :p", "", "-2 -1.5 0 1 2 10")]
    [InlineData("p = :p AND s = :n", "1", "1")]
    [InlineData("p = :p AND s < :n", "1", "-2 -1.5 0")]
    [InlineData("p = :p AND s <= :n", "1", "-2 -1.5 0 1")]
    [InlineData("s > :n AND p = :p", "1", "2 10")]
    [InlineData("p = :p AND (:n <= s)", "1", "1 2 10")]
    [InlineData("p = :p AND s BETWEEN :n AND :m", "-1.5", "-1.5 0 1")]
    public async Task A_sort_key_is_searched_in_its_order(string condition, string bound, string found)
    {
        await FillAsync();
        var values = Part + (bound.Length > 0 ? ",\":n\":{\"N\":\"" + bound + "\"}" : "") + (condition.Contains(":m", StringComparison.Ordinal) ? """,":m":{"N":"1"} """ : "");
        Assert.Equal(found, await SortedAsync(condition, values));
        Assert.Equal(string.Join(" ", found.Split(' ').Reverse()), await SortedAsync(condition, values, ""","ScanIndexForward":false"""));
    }

    [Fact]
    public async Task Text_is_searched_by_its_beginning_in_byte_order()
    {
        await TableAsync(s: "S");
        foreach (var s in (string[])["a", "ab", "abc", "b", "é", "漢"]) await PutAsync($$"""{"p":{"S":"a"},"s":{"S":"{{s}}"} }""");
        var page = await QueryAsync(""" "KeyConditionExpression":"p = :p AND begins_with(s, :x)","ExpressionAttributeValues":{":p":{"S":"a"},":x":{"S":"ab"}} """);
        Assert.Equal(["ab", "abc"], page.Items!.Select(i => i["s"]!.Text));
        page = await QueryAsync(""" "KeyConditions":{"p":{"ComparisonOperator":"EQ","AttributeValueList":[{"S":"a"}]},"s":{"ComparisonOperator":"GE","AttributeValueList":[{"S":"b"}]}} """);
        Assert.Equal(["b", "é", "漢"], page.Items!.Select(i => i["s"]!.Text));
    }

    [Fact]
    public async Task Pages_lead_on_to_the_end_both_ways()
    {
        await FillAsync();
        foreach (var forward in (string[])["true", "false"])
        {
            var seen = new List<string>();
            AttributeMap? last = null;
            do
            {
                var page = await QueryAsync($$""" "KeyConditionExpression":"p = :p","ExpressionAttributeValues":{ {{Part}} },"Limit":2,"ScanIndexForward":{{forward}}{{(last is null ? "" : ",\"ExclusiveStartKey\":" + Show(last))}} """);
                seen.AddRange(page.Items!.Select(i => DynamoNumber.Text(i["s"]!.Bytes)));
                last = page.LastEvaluatedKey;
                // AWS: a page that ends at its limit names a last key even when nothing follows.
                Assert.Equal(page.ScannedCount == 2, last is not null);
            }
            while (last is not null);
            string[] all = ["-2", "-1.5", "0", "1", "2", "10"];
            Assert.Equal(forward == "true" ? all : all.Reverse(), seen);
        }
    }

    [Fact]
    public async Task A_page_has_a_megabyte()
    {
        await TableAsync(s: "N");
        for (var i = 0; i < 20; i++) await PutAsync($$$"""{"p":{"S":"a"},"s":{"N":"{{{i}}}"},"v":{"S":"{{{new string('x', 60_000)}}}"}}""");
        var page = await QueryAsync($$""" "KeyConditionExpression":"p = :p","ExpressionAttributeValues":{ {{Part}} },"ReturnConsumedCapacity":"TOTAL" """);
        Assert.Equal(18, page.Count);
        Assert.NotNull(page.LastEvaluatedKey);
        Assert.Equal(132, page.ConsumedCapacity!.CapacityUnits);
    }

    [Fact]
    public async Task A_filter_counts_what_it_saw()
    {
        await FillAsync();
        var page = await QueryAsync(""" "KeyConditionExpression":"p = :p","FilterExpression":"v > :n","ExpressionAttributeValues":{":p":{"S":"a"},":n":{"N":"0"}},"Select":"COUNT" """);
        Assert.Equal((3, 6, true), (page.Count, page.ScannedCount, page.Items is null));
        Assert.Equal("Filter Expression can only contain non-primary key attributes: Primary key attribute: s", await InvalidAsync(() => QueryAsync(""" "KeyConditionExpression":"p = :p","FilterExpression":"s > :n","ExpressionAttributeValues":{":p":{"S":"a"},":n":{"N":"0"}} """)));
        var old = await QueryAsync(""" "KeyConditions":{"p":{"ComparisonOperator":"EQ","AttributeValueList":[{"S":"a"}]}},"QueryFilter":{"v":{"ComparisonOperator":"IN","AttributeValueList":[{"N":"1"},{"N":"2"}]}} """);
        Assert.Equal(2, old.Count);
    }

    [Fact]
    public async Task A_global_index_answers_what_it_projects()
    {
        await FillAsync();
        var page = await QueryAsync(""" "IndexName":"gsi","KeyConditionExpression":"g = :g AND s > :n","ExpressionAttributeValues":{":g":{"S":"x"},":n":{"N":"1"}},"Limit":1 """);
        Assert.Equal("""{"p":{"S":"a"},"s":{"N":"2"},"g":{"S":"x"},"v":{"N":"2"}}""", Show(page.Items![0]));
        Assert.Equal("""{"p":{"S":"a"},"s":{"N":"2"},"g":{"S":"x"}}""", Show(page.LastEvaluatedKey));
        const string query = """ "IndexName":"gsi","KeyConditionExpression":"g = :g","ExpressionAttributeValues":{":g":{"S":"x"}} """;
        Assert.Equal("One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported for global secondary index gsi because its projection type is not ALL", await InvalidAsync(() => QueryAsync(query + ""","Select":"ALL_ATTRIBUTES" """)));
        Assert.Equal("One or more parameter values were invalid: Global secondary index gsi does not project [w]", await InvalidAsync(() => QueryAsync(query + ""","ProjectionExpression":"w" """)));
        Assert.Equal("Consistent reads are not supported on global secondary indexes", await InvalidAsync(() => QueryAsync(query + ""","ConsistentRead":true""")));
        Assert.Equal("The table does not have the specified index: nope", await InvalidAsync(() => QueryAsync(query.Replace("gsi", "nope", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task A_local_index_fetches_what_it_does_not_hold()
    {
        await FillAsync();
        const string query = """ "IndexName":"lsi","ConsistentRead":true,"KeyConditionExpression":"p = :p AND l = :l","ExpressionAttributeValues":{":p":{"S":"a"},":l":{"S":"l11"}} """;
        Assert.Equal("""{"p":{"S":"a"},"s":{"N":"1"},"l":{"S":"l11"}}""", Show((await QueryAsync(query)).Items![0]));
        Assert.Equal("""{"w":{"S":"w"}}""", Show((await QueryAsync(query + ""","ProjectionExpression":"w" """)).Items![0]));
        Assert.Contains("\"w\"", Show((await QueryAsync(query + ""","Select":"ALL_ATTRIBUTES" """)).Items![0]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Index_rows_follow_their_items()
    {
        await FillAsync();
        const string query = """ "IndexName":"gsi","KeyConditionExpression":"g = :g","ExpressionAttributeValues":{":g":{"S":"x"}},"Select":"COUNT" """;
        await UpdateAsync("""{"p":{"S":"a"},"s":{"N":"1"}}""", """ "UpdateExpression":"SET g = :y","ExpressionAttributeValues":{":y":{"S":"y"}} """);
        await UpdateAsync("""{"p":{"S":"a"},"s":{"N":"2"}}""", """ "UpdateExpression":"REMOVE g" """);
        await Service.DeleteItem(In<DeleteItemInput>("""{"TableName":"tab","Key":{"p":{"S":"a"},"s":{"N":"10"}}}"""), Call);
        Assert.Equal(3, (await QueryAsync(query)).Count);
        await UpdateAsync("""{"p":{"S":"a"},"s":{"N":"0"}}""", """ "UpdateExpression":"SET v = :v","ExpressionAttributeValues":{":v":{"S":"new"}} """);
        Assert.Contains(await ItemsAsync(), i => i.Contains("new", StringComparison.Ordinal));

        async Task<IEnumerable<string>> ItemsAsync() => (await QueryAsync(query.Replace(",\"Select\":\"COUNT\"", "", StringComparison.Ordinal))).Items!.Select(Show);
    }

    [Fact]
    public async Task An_index_may_have_keys_of_several_attributes()
    {
        await TableAsync(attributes: ""","""+ """{"AttributeName":"a","AttributeType":"S"},{"AttributeName":"b","AttributeType":"N"},{"AttributeName":"c","AttributeType":"S"},{"AttributeName":"d","AttributeType":"N"}""",
            more: ""","GlobalSecondaryIndexes":[{"IndexName":"many","KeySchema":[{"AttributeName":"a","KeyType":"HASH"},{"AttributeName":"b","KeyType":"HASH"},{"AttributeName":"c","KeyType":"RANGE"},{"AttributeName":"d","KeyType":"RANGE"}],"Projection":{"ProjectionType":"ALL"}}]""");
        for (var i = 0; i < 6; i++) await PutAsync($$"""{"p":{"S":"{{i}}"},"a":{"S":"x"},"b":{"N":"1"},"c":{"S":"c{{i % 2}}"},"d":{"N":"{{i}}"} }""");
        var page = await QueryAsync(""" "IndexName":"many","KeyConditionExpression":"a = :a AND b = :b AND c = :c AND d > :d","ExpressionAttributeValues":{":a":{"S":"x"},":b":{"N":"1"},":c":{"S":"c1"},":d":{"N":"1"}} """);
        Assert.Equal(["3", "5"], page.Items!.Select(i => i["p"]!.Text));
        Assert.Equal("Query condition missed key schema element: b", await InvalidAsync(() => QueryAsync(""" "IndexName":"many","KeyConditionExpression":"a = :a","ExpressionAttributeValues":{":a":{"S":"x"}} """)));
    }

    [Theory]
    [InlineData("s = :p", "Query condition missed key schema element: p")]
    [InlineData("p > :p", "Query key condition not supported")]
    [InlineData("p = :p AND v = :p", "Query condition missed key schema element: s")]
    [InlineData("p = :p OR s = :p", "Invalid operator used in KeyConditionExpression: OR")]
    [InlineData("NOT p = :p", "Invalid operator used in KeyConditionExpression: NOT")]
    [InlineData("p IN (:p)", "Invalid operator used in KeyConditionExpression: IN")]
    [InlineData("p <> :p", "Invalid operator used in KeyConditionExpression: <>")]
    [InlineData("contains(p, :p)", "Invalid operator used in KeyConditionExpression: contains")]
    [InlineData("attribute_exists(p) AND p = :p", "Invalid operator used in KeyConditionExpression: attribute_exists")]
    [InlineData("p.x = :p", "KeyConditionExpressions cannot have conditions on nested attributes")]
    [InlineData("p = :p AND p = :p", "KeyConditionExpressions must only contain one condition per key")]
    [InlineData("p = s AND s = :p", "Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition")]
    [InlineData("p = :p AND s = :p", "One or more parameter values were invalid: Condition parameter type does not match schema type")]
    [InlineData("", "Invalid KeyConditionExpression: The expression can not be empty;")]
    [InlineData("p = :p AND", "Invalid KeyConditionExpression: Syntax error; token: \\\"<EOF>\\\", near: \\\"AND\\\"")]
    public async Task A_condition_that_is_no_key_condition_is_refused(string condition, string message)
    {
        await TableAsync(s: "N");
        Assert.Equal(message.Replace("\\\"", "\"", StringComparison.Ordinal), await InvalidAsync(() => SortedAsync(condition)));
    }

    [Theory]
    [InlineData("", "Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.")]
    [InlineData(""" "Limit":0 """, "1 validation error detected: Value at 'Limit' failed to satisfy constraint: Member must have value greater than or equal to 1")]
    [InlineData(""" "KeyConditions":{} """, "Conditions can be of length 1 or 2 only")]
    [InlineData(""" "KeyConditions":{"p":{"ComparisonOperator":"NE","AttributeValueList":[{"S":"a"}]}} """, "Attempted conditional constraint is not an indexable operation")]
    [InlineData(""" "KeyConditions":{"p":{"ComparisonOperator":"EQ","AttributeValueList":[{"S":"a"}]}},"ExclusiveStartKey":{"p":{"S":"a"}} """, "The provided starting key is invalid")]
    [InlineData(""" "KeyConditions":{"p":{"ComparisonOperator":"EQ","AttributeValueList":[{"S":"a"}]}},"ExclusiveStartKey":{"p":{"S":"b"},"s":{"N":"1"}} """, "The provided starting key is outside query boundaries based on provided conditions")]
    [InlineData(""" "KeyConditions":{"p":{"ComparisonOperator":"EQ","AttributeValueList":[{"S":"a"}]}},"Select":"SPECIFIC_ATTRIBUTES" """, "One or more parameter values were invalid: Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES")]
    public async Task A_query_that_cannot_be_is_refused(string more, string message)
    {
        await TableAsync(s: "N");
        Assert.Equal(message, await InvalidAsync(() => QueryAsync(more.Length == 0 ? """ "ConsistentRead":true """ : more)));
    }
}
