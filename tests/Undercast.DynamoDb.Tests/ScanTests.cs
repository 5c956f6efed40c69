namespace Undercast.DynamoDb.Tests;

// Texts: recorded against the service by dynalite's suite and by nubo-db/dynamodb-conformance (error-messages), unless marked.
public sealed class ScanTests : Fixture
{
    private async Task FillAsync(int count)
    {
        await TableAsync();
        for (var i = 0; i < count; i++) await PutAsync($$"""{"p":{"S":"k{{i}}"},"n":{"N":"{{i}}"},"s":{"S":"text{{i % 3}}"},"l":{"L":[{"N":"{{i}}"}]},"t":{"SS":["a","b{{i}}"]} }""");
    }

    [Fact]
    public async Task Segments_share_a_table_without_overlap()
    {
        await FillAsync(200);
        var seen = new List<string>();
        for (var segment = 0; segment < 7; segment++)
        {
            AttributeMap? last = null;
            do
            {
                var page = await ScanAsync($$""" "Segment":{{segment}},"TotalSegments":7,"Limit":10{{(last is null ? "" : ",\"ExclusiveStartKey\":" + Show(last))}} """);
                seen.AddRange(page.Items!.Select(i => i["p"]!.Text));
                last = page.LastEvaluatedKey;
            }
            while (last is not null);
        }
        Assert.Equal(200, seen.Count);
        Assert.Equal(200, seen.Distinct().Count());
        Assert.Equal(200, (await ScanAsync(""" "Select":"COUNT" """)).Count);
    }

    [Theory]
    [InlineData("n = :n", 1)]
    [InlineData("n <> :n", 9)]
    [InlineData("n < :n OR n > :n", 9)]
    [InlineData("NOT n < :n", 6)]
    [InlineData("(n > :n AND n <= :m) OR begins_with(s, :t)", 5)]
    [InlineData("n BETWEEN :n AND :m", 4)]
    [InlineData("n IN (:n, :m)", 2)]
    [InlineData("attribute_exists(n) AND attribute_not_exists(nope)", 10)]
    [InlineData("attribute_type(l, :L)", 10)]
    [InlineData("contains(l, :n)", 1)]
    [InlineData("contains(t, :b)", 1)]
    [InlineData("contains(s, :t2)", 3)]
    [InlineData("size(s) = :five", 10)]
    [InlineData("size(t) > size(l)", 10)]
    [InlineData("l[0] >= :m", 3)]
    [InlineData("nope <> :n", 10)]
    [InlineData("nope = :n", 0)]
    public async Task A_filter_chooses(string filter, int count)
    {
        await FillAsync(10);
        var all = new Dictionary<string, string> { [":n"] = """{"N":"4"}""", [":m"] = """{"N":"7"}""", [":t"] = """{"S":"text1"}""", [":L"] = """{"S":"L"}""", [":b"] = """{"S":"b3"}""", [":t2"] = """{"S":"xt2"}""", [":five"] = """{"N":"5"}""" };
        var words = filter.Split(' ', '(', ')', ',');
        var values = string.Join(",", all.Where(v => words.Contains(v.Key)).Select(v => $"\"{v.Key}\":{v.Value}"));
        var page = await ScanAsync($$""" "FilterExpression":"{{filter}}"{{(values.Length > 0 ? ",\"ExpressionAttributeValues\":{" + values + "}" : "")}} """);
        Assert.Equal((count, 10), (page.Count, page.ScannedCount));
    }

    [Theory]
    [InlineData("", "The expression can not be empty;")]
    [InlineData("a b", "Syntax error; token: \\\"b\\\", near: \\\"a b\\\"")]
    [InlineData("((a = :v))", "The expression has redundant parentheses;")]
    [InlineData("a = (( :v ))", "The expression has redundant parentheses;")]
    [InlineData("foo(a)", "Invalid function name; function: foo")]
    [InlineData("attribute_exists(a) = :v", "The function is not allowed to be used this way in an expression; function: attribute_exists")]
    [InlineData("size(a)", "The function is not allowed to be used this way in an expression; function: size")]
    [InlineData("size = :v", "Attribute name is a reserved keyword; reserved keyword: size")]
    [InlineData("#a = :v", "An expression attribute name used in the document path is not defined; attribute name: #a")]
    [InlineData("a = :w", "An expression attribute value used in expression is not defined; attribute value: :w")]
    [InlineData("attribute_exists(a, b)", "Incorrect number of operands for operator or function; operator or function: attribute_exists, number of operands: 2")]
    [InlineData("attribute_exists(:v)", "Operator or function requires a document path; operator or function: attribute_exists")]
    [InlineData("a = a", "The first operand must be distinct from the remaining operands for this operator or function; operator: =, first operand: [a]")]
    [InlineData("begins_with(a, :n)", "Incorrect operand type for operator or function; operator or function: begins_with, operand type: N")]
    [InlineData("attribute_type(a, :v)", "Invalid attribute type name found; type: x, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}")]
    [InlineData("size(:n) = :n", "Incorrect operand type for operator or function; operator or function: size, operand type: N")]
    [InlineData("a BETWEEN :n AND :v", "The BETWEEN operator requires same data type for lower and upper bounds; lower bound operand: AttributeValue: {N:5}, upper bound operand: AttributeValue: {S:x}")]
    [InlineData("a BETWEEN :n AND :m", "The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower bound operand: AttributeValue: {N:5}, upper bound operand: AttributeValue: {N:1}")]
    public async Task A_faulty_filter_is_told_in_AWSs_words(string filter, string message)
    {
        await TableAsync();
        var told = await InvalidAsync(() => ScanAsync($$$""" "FilterExpression":"{{{filter}}}","ExpressionAttributeValues":{":v":{"S":"x"},":n":{"N":"5"},":m":{"N":"1"}} """));
        Assert.Equal("Invalid FilterExpression: " + message.Replace("\\\"", "\"", StringComparison.Ordinal), told);
    }

    [Fact]
    public async Task An_expression_has_its_size()
    {
        await TableAsync();
        var filter = string.Join(" OR ", Enumerable.Repeat("attribute_exists(aaaaaaaaaaaaaaaaa)", 110));
        Assert.Equal($"Invalid FilterExpression: Expression size has exceeded the maximum allowed size; expression size: {filter.Length}", await InvalidAsync(() => ScanAsync($$""" "FilterExpression":"{{filter}}" """)));
    }

    [Theory]
    [InlineData(""" "Segment":0 """, "The TotalSegments parameter is required but was not present in the request when Segment parameter is present")]
    [InlineData(""" "TotalSegments":4 """, "The Segment parameter is required but was not present in the request when parameter TotalSegments is present")]
    [InlineData(""" "Segment":5,"TotalSegments":5 """, "The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: 5 is not less than TotalSegments: 5")]
    [InlineData(""" "Limit":0 """, "1 validation error detected: Value '0' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1")]
    [InlineData(""" "ExclusiveStartKey":{"x":{"S":"a"}} """, "The provided starting key is invalid: The provided key element does not match the schema")]
    [InlineData(""" "Select":"ALL_PROJECTED_ATTRIBUTES" """, "One or more parameter values were invalid: ALL_PROJECTED_ATTRIBUTES can be used only when Scanning using an IndexName")]
    [InlineData(""" "FilterExpression":"a = :v","ScanFilter":{"a":{"ComparisonOperator":"NULL"}} """, "Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {ScanFilter} Expression parameters: {FilterExpression}")]
    public async Task A_scan_that_cannot_be_is_refused(string more, string message)
    {
        await TableAsync();
        Assert.Equal(message, await InvalidAsync(() => ScanAsync(more)));
    }

    [Fact]
    public async Task A_filter_of_old_chooses_too()
    {
        await FillAsync(10);
        Assert.Equal(4, (await ScanAsync(""" "ScanFilter":{"n":{"ComparisonOperator":"BETWEEN","AttributeValueList":[{"N":"4"},{"N":"7"}]}} """)).Count);
        Assert.Equal(2, (await ScanAsync(""" "ConditionalOperator":"OR","ScanFilter":{"n":{"ComparisonOperator":"EQ","AttributeValueList":[{"N":"4"}]},"p":{"ComparisonOperator":"EQ","AttributeValueList":[{"S":"k1"}]}} """)).Count);
        Assert.Equal("One or more parameter values were invalid: ComparisonOperator LT is not valid for SS AttributeValue type", await InvalidAsync(() => ScanAsync(""" "ScanFilter":{"n":{"ComparisonOperator":"LT","AttributeValueList":[{"SS":["4"]}]}} """)));
    }
}
