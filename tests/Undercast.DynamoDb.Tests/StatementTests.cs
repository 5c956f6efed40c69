using System.Text.Json;

namespace Undercast.DynamoDb.Tests;

// Texts and outcomes: recorded against the service by nubo-db/dynamodb-conformance (tier2/partiql, tier3/error-messages/partiql*), unless marked.
public sealed class StatementTests : Fixture
{
    private static string Json(string text) => JsonSerializer.Serialize(text);

    private async Task<ExecuteStatementOutput> RunAsync(string statement, string more = "") => await Service.ExecuteStatement(In<ExecuteStatementInput>($$"""{"Statement":{{Json(statement)}}{{more}} }"""), Call);

    private async Task<string[]> ItemsAsync(string statement, string more = "") => [.. (await RunAsync(statement, more)).Items!.Select(Show)];

    private async Task<BatchExecuteStatementOutput> BatchAsync(string more, params string[] statements) => await Service.BatchExecuteStatement(
        In<BatchExecuteStatementInput>($$"""{"Statements":[{{string.Join(",", statements.Select(s => $$"""{"Statement":{{Json(s)}} }"""))}}]{{more}} }"""), Call);

    private async Task<ExecuteTransactionOutput> TransactAsync(string more, params string[] statements) => await Service.ExecuteTransaction(
        In<ExecuteTransactionInput>($$"""{"TransactStatements":[{{string.Join(",", statements.Select(s => $$"""{"Statement":{{Json(s)}} }"""))}}]{{more}} }"""), Call);

    private async Task IndexedAsync()
    {
        await TableAsync(s: "S", attributes: """,{"AttributeName":"g","AttributeType":"S"},{"AttributeName":"l","AttributeType":"S"}""", more: """
            ,"GlobalSecondaryIndexes":[{"IndexName":"gsi","KeySchema":[{"AttributeName":"g","KeyType":"HASH"}],"Projection":{"ProjectionType":"INCLUDE","NonKeyAttributes":["held"]}}],
            "LocalSecondaryIndexes":[{"IndexName":"lsi","KeySchema":[{"AttributeName":"p","KeyType":"HASH"},{"AttributeName":"l","KeyType":"RANGE"}],"Projection":{"ProjectionType":"KEYS_ONLY"}}]
            """);
        for (var i = 1; i <= 4; i++)
        {
            var keys = i == 3 ? "" : $$$""","g":{"S":"x{{{i % 2}}}"},"l":{"S":"l{{{i}}}"}""";
            await PutAsync($$$"""{"p":{"S":"p"},"s":{"S":"s{{{i}}}"}{{{keys}}},"held":{"N":"{{{i}}}"},"free":{"S":"f{{{i}}}"} }""");
        }
    }

    [Fact]
    public async Task Statements_write_and_read_items()
    {
        await TableAsync();
        Assert.Empty(await ItemsAsync("""INSERT INTO "tab" VALUE {'p': 'a', 'n': 1, 'm': {'deep': [1, -2.5, true, null]}, 'ss': <<'x', 'y'>>}"""));
        Assert.Equal(["""{"p":{"S":"a"},"n":{"N":"1"},"m":{"M":{"deep":{"L":[{"N":"1"},{"N":"-2.5"},{"BOOL":true},{"NULL":true}]}}},"ss":{"SS":["x","y"]}}"""], await ItemsAsync("SELECT * FROM tab WHERE p = 'a'"));
        Assert.Equal(["""{"deep":{"L":[{"N":"1"},{"N":"-2.5"},{"BOOL":true},{"NULL":true}]}}"""], await ItemsAsync("SELECT m.deep FROM tab WHERE p = ?", ""","Parameters":[{"S":"a"}]"""));
        Assert.Equal(["""{"n":{"N":"4"}}"""], await ItemsAsync("UPDATE tab SET n = n + 3 REMOVE m.deep[0] WHERE p = 'a' AND n < 2 RETURNING MODIFIED NEW *") is [var one] ? [one.Replace(""","m":{"M":{"deep":{"L":[{"N":"-2.5"}]}}}""", "", StringComparison.Ordinal)] : []);
        Assert.Empty(await ItemsAsync("UPDATE tab SET ss = set_add(ss, <<'z'>>) SET m.more = list_append(m.deep, [9]) WHERE p = 'a'"));
        Assert.Equal(["""{"ss":{"SS":["x","y","z"]},"more":{"L":[{"N":"-2.5"},{"BOOL":true},{"NULL":true},{"N":"9"}]}}"""], await ItemsAsync("SELECT ss, m.more FROM tab WHERE p = 'a'"));
        Assert.Contains("\"4\"", Assert.Single(await ItemsAsync("DELETE FROM tab WHERE p = 'a' RETURNING ALL OLD *")), StringComparison.Ordinal);
        Assert.Empty(await ItemsAsync("DELETE FROM tab WHERE p = 'a' AND n = 1"));
        Assert.Equal("null", await GetAsync("""{"p":{"S":"a"}}"""));
    }

    [Fact]
    public async Task An_insert_is_no_replacement_and_an_update_no_insert()
    {
        await TableAsync();
        await RunAsync("INSERT INTO tab VALUE {'p': 'a'}");
        Assert.Equal("Duplicate primary key exists in table", await RefusedAsync<DuplicateItemException>(() => RunAsync("INSERT INTO tab VALUE {'p': 'a', 'n': 2}")));
        await RefusedAsync<ConditionalCheckFailedException>(() => RunAsync("UPDATE tab SET n = 1 WHERE p = 'b'"));
        var e = await Assert.ThrowsAsync<ConditionalCheckFailedException>(() => RunAsync("DELETE FROM tab WHERE p = 'a' AND n = 5", ""","ReturnValuesOnConditionCheckFailure":"ALL_OLD" """));
        Assert.Equal("""{"p":{"S":"a"}}""", Show(e.Item));
    }

    [Theory]
    [InlineData("SELECTT * FROMM tab", "Statement wasn't well formed, can't be processed: Expected data manipulation")]
    [InlineData("SELECT * FROM \"tab", "Statement wasn't well formed, can't be processed: ")]
    [InlineData("DELETE FROM tab WHERE p = 'x' RETURNING MODIFIED OLD *", "Invalid returning clause: RETURNING MODIFIED OLD *. Only RETURNING ALL OLD * is allowed in DELETE statements.")]
    [InlineData("DELETE FROM tab WHERE p = 'x' RETURNING ALL NEW *", "Invalid returning clause: RETURNING ALL NEW *. Only RETURNING ALL OLD * is allowed in DELETE statements.")]
    [InlineData("UPDATE tab SET a = 1 WHERE a = 2", "Where clause does not contain a mandatory equality on all key attributes")]
    [InlineData("SELECT * FROM tab.none WHERE p = 'p'", "The table does not have the specified index")]
    [InlineData("SELECT * FROM tab.tab WHERE p = 'p'", "The table does not have the specified index")]
    [InlineData("SELECT * FROM tab.gsi.more WHERE p = 'p'", "A path may contain at most 2 components in the FROM clause")]
    [InlineData("SELECT * FROM tab.\"\" WHERE p = 'p'", "Path component cannot be an empty string")]
    [InlineData("SELECT * FROM \"\" WHERE p = 'p'", "Path component cannot be an empty string")]
    [InlineData("SELECT p FROM tab.gsi WHERE g = 'x1' AND free = 'f1'", "One or more parameter values were invalid: Secondary index gsi does not project one or more filter attributes: [free]")]
    [InlineData("SELECT p FROM tab.gsi WHERE g IN ['x1', 'z'] AND free IS MISSING", "One or more parameter values were invalid: Secondary index gsi does not project one or more filter attributes: [free]")]
    [InlineData("SELECT p FROM tab.lsi WHERE p = 'p' AND l BETWEEN 'a' AND 'z' AND NOT free = 'f1'", "One or more parameter values were invalid: Secondary index lsi does not project one or more filter attributes: [free]")]
    [InlineData("SELECT free FROM tab.gsi WHERE g = 'x1'", "One or more parameter values were invalid: Global secondary index gsi does not project [free]")]
    [InlineData("SELECT p FROM none WHERE p = 'x' AND v < true", "Incorrect operand type for operator or function; operator or function: <, operand type: BOOL")]
    [InlineData("SELECT p FROM tab WHERE v BETWEEN true AND false", "Incorrect operand type for operator or function; operator or function: BETWEEN, operand type: BOOL")]
    [InlineData("SELECT * FROM tab WHERE p = ?", "Number of parameters in request and statement don't match.")]
    [InlineData("SELECT * FROM tab ORDER BY s", "Must have WHERE clause in the statement when using ORDER BY clause.")]
    public async Task A_statement_that_cannot_be_is_refused(string statement, string message)
    {
        await IndexedAsync();
        Assert.Equal(message, await InvalidAsync(() => RunAsync(statement)));
    }

    [Fact]
    public async Task Reads_go_through_tables_and_indexes()
    {
        await IndexedAsync();
        async Task<string> KeysAsync(string statement) => string.Join(" ", (await RunAsync(statement)).Items!.Select(i => i["s"]!.ToString()));
        Assert.Equal("{S:s1}", await KeysAsync("SELECT s FROM tab.gsi WHERE g = 'x1'"));
        Assert.Equal("{S:s2} {S:s4}", await KeysAsync("SELECT s FROM tab.gsi WHERE g = 'x0'"));
        Assert.Equal(["""{"g":{"S":"x1"},"held":{"N":"1"},"p":{"S":"p"},"s":{"S":"s1"}}"""], (await RunAsync("SELECT * FROM tab.gsi WHERE g = 'x1'")).Items!.Select(i => Show(new AttributeMap(i.Values.OrderBy(v => v.Key).ToDictionary()))));
        Assert.Equal("{S:s4} {S:s3} {S:s2} {S:s1}", await KeysAsync("SELECT s FROM tab WHERE p = 'p' ORDER BY s DESC"));
        Assert.Equal("{S:s2} {S:s3}", await KeysAsync("SELECT s FROM tab WHERE p IN ('q', 'p') AND s > 's1' AND s <= 's3'"));
        Assert.Equal("{S:s3}", await KeysAsync("SELECT s FROM tab WHERE p = 'p' AND begins_with(s, 's') AND g IS MISSING"));
        Assert.Equal("{S:s1} {S:s2} {S:s4}", await KeysAsync("SELECT s FROM tab.lsi WHERE NOT free = 'f1'"));
        Assert.Equal("", await KeysAsync("SELECT s FROM tab.gsi WHERE free = 'f1'"));
        Assert.Equal("{S:s2} {S:s4}", await KeysAsync("SELECT s FROM tab.gsi WHERE (g = 'x1' AND free = 'f1') OR (g = 'x0')"));
        Assert.Equal(["""{"free":{"S":"f1"}}""", """{"free":{"S":"f2"}}""", """{"free":{"S":"f4"}}"""], await ItemsAsync("SELECT free FROM tab.lsi WHERE p = 'p'"));
        Assert.Equal(0.5, (await RunAsync("SELECT * FROM tab WHERE p = 'p' AND s = 's1'", ""","ReturnConsumedCapacity":"TOTAL" """)).ConsumedCapacity!.CapacityUnits);
        Assert.Equal("Strongly consistent read is not supported on Global Secondary Indexes", await InvalidAsync(() => RunAsync("SELECT * FROM tab.gsi WHERE g = 'x1'", ""","ConsistentRead":true""")));
        Assert.StartsWith("Requested resource not found", await RefusedAsync<ResourceNotFoundException>(() => RunAsync("SELECT * FROM none WHERE p = 'x'")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SELECT s FROM tab WHERE p = 'p'")]
    [InlineData("SELECT s FROM tab WHERE p = 'p' ORDER BY s DESC")]
    [InlineData("SELECT s FROM tab WHERE p IN ['p', 'q']")]
    [InlineData("SELECT s FROM tab")]
    public async Task Pages_follow_each_other(string statement)
    {
        await IndexedAsync();
        await PutAsync("""{"p":{"S":"q"},"s":{"S":"t"}}""");
        var whole = await ItemsAsync(statement);
        var pieces = new List<string>();
        string? token = null;
        do
        {
            var page = await RunAsync(statement, ""","Limit":2""" + (token is null ? "" : $",\"NextToken\":\"{token}\""));
            Assert.True(page.Items!.Count <= 2);
            pieces.AddRange(page.Items.Select(Show));
            token = page.NextToken;
        }
        while (token is not null);
        Assert.Equal(whole, pieces);
        // Guess: the text.
        Assert.Equal("Given NextToken does not match the request", await InvalidAsync(() => RunAsync(statement, ""","NextToken":"AAAAAAAAAAAAAAAAAAAA" """)));
    }

    [Fact]
    public async Task Members_of_a_batch_stand_for_themselves()
    {
        await TableAsync();
        var written = await BatchAsync(
            "", "INSERT INTO tab VALUE {'p': 'a', 'd': 'old'}", "INSERT INTO tab VALUE {'p': 'a'}", "UPDATE tab SET d = 'new' WHERE p = 'a' RETURNING MODIFIED NEW *", "SLECT * FROM tab",
            "DELETE FROM tab WHERE p = 'a' RETURNING MODIFIED OLD *", "UPDATE none SET d = 1 WHERE p = 'a'", "UPDATE tab REMOVE d WHERE p = 'a' RETURNING MODIFIED NEW *");
        Assert.Equal([null, "DuplicateItem", null, "ValidationError", "ValidationError", "ResourceNotFound", null], written.Responses!.Select(r => r.Error?.Code));
        Assert.Equal("""{"d":{"S":"new"}}""", Show(written.Responses![2].Item));
        Assert.Equal("Statement wasn't well formed, can't be processed: Expected data manipulation", written.Responses[3].Error!.Message);
        Assert.Equal(("tab", null), (written.Responses[6].TableName, written.Responses[6].Item));
        Assert.Equal("""{"p":{"S":"a"}}""", await GetAsync("""{"p":{"S":"a"}}"""));
        var read = await BatchAsync(""","ReturnConsumedCapacity":"TOTAL" """, "SELECT * FROM tab WHERE p = 'a'", "SELECT * FROM tab WHERE d = 'a'", "SELECT * FROM tab WHERE p = 'none'");
        Assert.Equal("""{"p":{"S":"a"}}""", Show(read.Responses![0].Item));
        Assert.Equal("Select statements within BatchExecuteStatement must specify the primary key in the where clause.", read.Responses[1].Error!.Message);
        Assert.Equal((null, null), (read.Responses[2].Item, read.Responses[2].Error));
        Assert.Equal(1, Assert.Single(read.ConsumedCapacity!).CapacityUnits);
    }

    [Fact]
    public async Task A_transaction_of_statements_is_all_or_nothing()
    {
        await TableAsync();
        await RunAsync("INSERT INTO tab VALUE {'p': 'c', 'n': 0}");
        const string add = "UPDATE tab SET n = n + 1 WHERE p = 'c'";
        Assert.Equal(2, (await TransactAsync(""","ClientRequestToken":"t","ReturnConsumedCapacity":"INDEXES" """, add)).ConsumedCapacity![0].WriteCapacityUnits);
        Assert.Equal(2, (await TransactAsync(""","ClientRequestToken":"t","ReturnConsumedCapacity":"INDEXES" """, add)).ConsumedCapacity![0].ReadCapacityUnits);
        Assert.Equal("""{"p":{"S":"c"},"n":{"N":"1"}}""", await GetAsync("""{"p":{"S":"c"}}"""));
        var e = await Assert.ThrowsAsync<TransactionCanceledException>(() => TransactAsync("", "INSERT INTO tab VALUE {'p': 'c'}", "INSERT INTO tab VALUE {'p': 'new'}", "EXISTS(SELECT * FROM tab WHERE p = 'z' AND n = 1)"));
        Assert.Equal(["DuplicateItem", "None", "ConditionalCheckFailed"], e.CancellationReasons!.Select(r => r.Code));
        Assert.Equal("null", await GetAsync("""{"p":{"S":"new"}}"""));
        await TransactAsync("", "INSERT INTO tab VALUE {'p': 'new'}", "EXISTS(SELECT * FROM tab WHERE p = 'c' AND n = 1)");
        var read = await TransactAsync("", "SELECT n FROM tab WHERE p = 'c'", "SELECT * FROM tab WHERE p = 'none'");
        Assert.Equal(["""{"n":{"N":"1"}}""", "null"], read.Responses!.Select(r => Show(r.Item)));
        Assert.Equal("Validation failed in TransactStatements[0]: RETURNING clause is not supported in ExecuteTransaction.", await InvalidAsync(() => TransactAsync("", "UPDATE tab SET d = 'v' WHERE p = 'x' RETURNING ALL NEW *")));
        Assert.Equal("Validation failed in TransactStatements[1]: Reads on indices are not supported within transactions.", await InvalidAsync(() => TransactAsync("", "SELECT * FROM tab WHERE p = 'c'", "SELECT * FROM tab.gsi WHERE g = 'x'")));
    }

    [Theory]
    [InlineData("SELECT * FROM \"tab\".\"gsi\" WHERE p = 'a'", "Select tab gsi")]
    [InlineData("INSERT INTO tab VALUE {'p': 'a'}", "Insert tab ")]
    [InlineData("UPDATE tab SET a = 'FROM x' WHERE p = 'a'", "Update tab ")]
    [InlineData("DELETE FROM tab WHERE p = 'a'", "Delete tab ")]
    [InlineData("EXISTS(SELECT * FROM tab WHERE p = 'a')", "Select tab ")]
    [InlineData("nothing", "")]
    public void What_a_statement_touches_shows_in_its_first_words(string statement, string touched) =>
        Assert.Equal(touched, StatementParser.Peek(statement) is { } p ? $"{p.Verb} {p.Table} {p.Index}" : "");
}
