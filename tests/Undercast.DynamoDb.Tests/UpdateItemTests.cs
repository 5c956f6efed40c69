namespace Undercast.DynamoDb.Tests;

// Texts: recorded against the service by dynalite's suite and by nubo-db/dynamodb-conformance (error-messages), unless marked.
public sealed class UpdateItemTests : Fixture
{
    private const string A = """{"p":{"S":"a"}}""";

    private async Task<string> AfterAsync(string expression, string values = "", string names = "", string returns = "ALL_NEW") => Show((await UpdateAsync(
        A, $$""" "UpdateExpression":"{{expression}}","ReturnValues":"{{returns}}"{{(values.Length > 0 ? ",\"ExpressionAttributeValues\":{" + values + "}" : "")}}{{(names.Length > 0 ? ",\"ExpressionAttributeNames\":{" + names + "}" : "")}} """)).Attributes);

    [Fact]
    public async Task An_update_makes_what_is_not_there()
    {
        await TableAsync();
        Assert.Equal("""{"p":{"S":"a"},"n":{"N":"1"}}""", await AfterAsync("ADD n :n", """ ":n":{"N":"1"} """));
        Assert.Equal("""{"p":{"S":"a"},"n":{"N":"3.5"}}""", await AfterAsync("SET n = n + :n + :n - :m", """ ":n":{"N":"2"},":m":{"N":"1.5"} """));
        await UpdateAsync("""{"p":{"S":"bare"}}""", """ "ReturnValues":"NONE" """);
        Assert.Equal("""{"p":{"S":"bare"}}""", await GetAsync("""{"p":{"S":"bare"}}"""));
    }

    [Fact]
    public async Task Every_operand_is_worth_what_it_was()
    {
        await TableAsync();
        await PutAsync("""{"p":{"S":"a"},"x":{"N":"1"},"y":{"N":"2"}}""");
        Assert.Equal("""{"p":{"S":"a"},"x":{"N":"2"},"y":{"N":"1"}}""", await AfterAsync("SET x = y, y = x"));
        Assert.Equal("""{"x":{"N":"9"}}""", await AfterAsync("SET x = if_not_exists(zz, :v)", """ ":v":{"N":"9"} """, returns: "UPDATED_NEW"));
        Assert.Equal("""{"x":{"N":"9"}}""", await AfterAsync("SET x = if_not_exists(y, :v)", """ ":v":{"N":"7"} """, returns: "UPDATED_OLD"));
    }

    [Fact]
    public async Task Lists_are_changed_at_the_places_that_they_had()
    {
        await TableAsync();
        await PutAsync("""{"p":{"S":"a"},"l":{"L":[{"N":"0"},{"N":"1"},{"N":"2"},{"N":"3"}]}}""");
        Assert.Equal("""{"p":{"S":"a"},"l":{"L":[{"S":"x"},{"N":"3"},{"S":"y"}]}}""", await AfterAsync("REMOVE l[1], l[2] SET l[0] = :x, l[99] = :y", """ ":x":{"S":"x"},":y":{"S":"y"} """));
        Assert.Equal("""{"p":{"S":"a"},"l":{"L":[{"S":"x"},{"N":"3"},{"S":"y"},{"S":"z"}]}}""", await AfterAsync("SET l = list_append(l, :z)", """ ":z":{"L":[{"S":"z"}]} """));
    }

    [Fact]
    public async Task Sets_grow_and_shrink_and_vanish_when_empty()
    {
        await TableAsync();
        Assert.Equal("""{"p":{"S":"a"},"s":{"SS":["a","b"]}}""", await AfterAsync("ADD s :v", """ ":v":{"SS":["a","b"]} """));
        Assert.Equal("""{"p":{"S":"a"},"s":{"SS":["a","b","c"]}}""", await AfterAsync("ADD s :v", """ ":v":{"SS":["b","c"]} """));
        Assert.Equal("""{"p":{"S":"a"},"s":{"SS":["c"]}}""", await AfterAsync("DELETE s :v", """ ":v":{"SS":["b","a"]} """));
        Assert.Equal(A, await AfterAsync("DELETE s :v", """ ":v":{"SS":["c"]} """));
    }

    [Fact]
    public async Task Nested_paths_are_changed_without_touching_their_neighbours()
    {
        await TableAsync();
        await PutAsync("""{"p":{"S":"a"},"m":{"M":{"x":{"M":{"y":{"N":"1"}}},"z":{"S":"k"}}}}""");
        Assert.Equal("""{"m":{"M":{"x":{"M":{"y":{"N":"2"}}}}}}""", await AfterAsync("SET m.#x.y = m.#x.y + :o", """ ":o":{"N":"1"} """, """ "#x":"x" """, "UPDATED_NEW"));
        Assert.Equal("""{"p":{"S":"a"},"m":{"M":{"x":{"M":{"y":{"N":"2"}}}}}}""", await AfterAsync("REMOVE m.z"));
    }

    [Theory]
    [InlineData("", "", "Invalid UpdateExpression: The expression can not be empty;")]
    [InlineData("INVALID SYNTAX HERE", """ ":v":{"S":"a"} """, "Invalid UpdateExpression: Syntax error; token: \\\"INVALID\\\", near: \\\"INVALID SYNTAX\\\"")]
    [InlineData("SET abort = :v", """ ":v":{"S":"a"} """, "Invalid UpdateExpression: Attribute name is a reserved keyword; reserved keyword: abort")]
    [InlineData("SET x = :v SET y = :v", """ ":v":{"S":"a"} """, "Invalid UpdateExpression: The \\\"SET\\\" section can only be used once in an update expression;")]
    [InlineData("SET x = :v", "", "Invalid UpdateExpression: An expression attribute value used in expression is not defined; attribute value: :v")]
    [InlineData("SET #x = :v", """ ":v":{"S":"a"} """, "Invalid UpdateExpression: An expression attribute name used in the document path is not defined; attribute name: #x")]
    [InlineData("SET x = foo(:v)", """ ":v":{"S":"a"} """, "Invalid UpdateExpression: Invalid function name; function: foo")]
    [InlineData("SET x = :v, x.y = :v", """ ":v":{"S":"a"} """, "Invalid UpdateExpression: Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [x], path two: [x, y]")]
    [InlineData("SET x.y = :v, x[0] = :v", """ ":v":{"S":"a"} """, "Invalid UpdateExpression: Two document paths conflict with each other; must remove or rewrite one of these paths; path one: [x, y], path two: [x, [0]]")]
    [InlineData("ADD x :v", """ ":v":{"S":"a"} """, "Invalid UpdateExpression: Incorrect operand type for operator or function; operator: ADD, operand type: STRING")]
    [InlineData("DELETE x :v", """ ":v":{"N":"1"} """, "Invalid UpdateExpression: Incorrect operand type for operator or function; operator: DELETE, operand type: NUMBER")]
    [InlineData("SET x = :v + :v", """ ":v":{"S":"a"} """, "Invalid UpdateExpression: Incorrect operand type for operator or function; operator or function: +, operand type: S")]
    [InlineData("SET x = list_append(:v, y)", """ ":v":{"S":"a"} """, "Invalid UpdateExpression: Incorrect operand type for operator or function; operator or function: list_append, operand type: S")]
    [InlineData("SET x = if_not_exists(:v, y)", """ ":v":{"S":"a"} """, "Invalid UpdateExpression: Operator or function requires a document path; operator or function: if_not_exists")]
    [InlineData("SET x = :v", """ ":v":{"S":"a"},":w":{"S":"a"} """, "Value provided in ExpressionAttributeValues unused in expressions: keys: {:w}")]
    [InlineData("SET p = :v", """ ":v":{"S":"a"} """, "One or more parameter values were invalid: Cannot update attribute p. This attribute is part of the key")]
    [InlineData("SET x = nope", "", "The provided expression refers to an attribute that does not exist in the item")]
    [InlineData("SET nope.x = :v", """ ":v":{"S":"a"} """, "The document path provided in the update expression is invalid for update")]
    [InlineData("SET x = str + :v", """ ":v":{"N":"1"} """, "An operand in the update expression has an incorrect data type")]
    [InlineData("ADD str :v", """ ":v":{"N":"1"} """, "An operand in the update expression has an incorrect data type")]
    public async Task A_fault_is_told_in_AWSs_words(string expression, string values, string message)
    {
        await TableAsync();
        await PutAsync("""{"p":{"S":"a"},"str":{"S":"x"}}""");
        Assert.Equal(message.Replace("\\\"", "\"", StringComparison.Ordinal), await InvalidAsync(() => AfterAsync(expression, values)));
        Assert.Equal("""{"p":{"S":"a"},"str":{"S":"x"}}""", await GetAsync(A));
    }

    [Fact]
    public async Task AttributeUpdates_of_old_change_too()
    {
        await TableAsync();
        await PutAsync("""{"p":{"S":"a"},"n":{"N":"1"},"s":{"NS":["1","2"]},"gone":{"S":"x"}}""");
        await UpdateAsync(A, """ "AttributeUpdates":{"n":{"Action":"ADD","Value":{"N":"4"}},"s":{"Action":"DELETE","Value":{"NS":["1"]}},"gone":{"Action":"DELETE"},"v":{"Value":{"S":"y"}},"l":{"Action":"ADD","Value":{"L":[{"N":"1"}]}}} """);
        Assert.Equal("""{"p":{"S":"a"},"n":{"N":"5"},"s":{"NS":["2"]},"v":{"S":"y"},"l":{"L":[{"N":"1"}]}}""", await GetAsync(A));
        Assert.Equal("Type mismatch for attribute to update", await InvalidAsync(() => UpdateAsync(A, """ "AttributeUpdates":{"v":{"Action":"ADD","Value":{"N":"4"}}} """)));
        Assert.Equal("One or more parameter values were invalid: Only DELETE action is allowed when no attribute value is specified", await InvalidAsync(() => UpdateAsync(A, """ "AttributeUpdates":{"v":{"Action":"PUT"}} """)));
        Assert.Equal("One or more parameter values were invalid: ADD action is not supported for the type S", await InvalidAsync(() => UpdateAsync(A, """ "AttributeUpdates":{"v":{"Action":"ADD","Value":{"S":"4"}}} """)));
    }

    [Fact]
    public async Task Index_keys_keep_their_type()
    {
        await TableAsync(attributes: ""","""+ """{"AttributeName":"g","AttributeType":"S"}""", more: ""","GlobalSecondaryIndexes":[{"IndexName":"gsi","KeySchema":[{"AttributeName":"g","KeyType":"HASH"}],"Projection":{"ProjectionType":"ALL"}}]""");
        await PutAsync("""{"p":{"S":"a"},"n":{"N":"1"}}""");
        Assert.Equal("One or more parameter values were invalid: Type mismatch for Index Key g Expected: S Actual: N IndexName: gsi", await InvalidAsync(() => AfterAsync("SET g = :v", """ ":v":{"N":"1"} """)));
        Assert.Equal("The update expression attempted to update the secondary index key to unsupported type", await InvalidAsync(() => AfterAsync("SET g = n")));
        Assert.Equal(
            "One or more parameter values are not valid. The update expression attempted to update a secondary index key to a value that is not supported. The AttributeValue for a key attribute cannot contain an empty string value.",
            await InvalidAsync(() => AfterAsync("SET g = :v", """ ":v":{"S":""} """)));
        Assert.Equal("One or more parameter values were invalid: Type mismatch for Index Key g Expected: S Actual: N IndexName: gsi", await InvalidAsync(() => PutAsync("""{"p":{"S":"b"},"g":{"N":"1"}}""")));
    }
}
