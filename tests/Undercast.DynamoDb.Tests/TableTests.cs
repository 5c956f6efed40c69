using Undercast.Kernel;

namespace Undercast.DynamoDb.Tests;

// Texts: recorded against the service by dynalite's suite and by nubo-db/dynamodb-conformance (error-messages), unless marked.
public sealed class TableTests : Fixture
{
    private const string Arn = "arn:aws:dynamodb:us-east-1:000000000000:table/tab";
    private const string Hash = """ "AttributeDefinitions":[{"AttributeName":"p","AttributeType":"S"}],"KeySchema":[{"AttributeName":"p","KeyType":"HASH"}] """;

    private async Task<TableDescription> CreateAsync(string json) => (await Service.CreateTable(In<CreateTableInput>("{" + json + "}"), Call)).TableDescription!;

    private async Task<TableDescription> UpdateTableAsync(string more) => (await Service.UpdateTable(In<UpdateTableInput>($$"""{"TableName":"tab",{{more}} }"""), Call)).TableDescription!;

    private async Task<DeleteTableOutput> DeleteAsync() => await Service.DeleteTable(In<DeleteTableInput>("""{"TableName":"tab"}"""), Call);

    private async Task<TableDescription> DescribeAsync() => (await Service.DescribeTable(In<DescribeTableInput>("""{"TableName":"tab"}"""), Call)).Table!;

    [Fact]
    public async Task A_table_is_made_described_and_removed()
    {
        var made = await CreateAsync($$""" "TableName":"tab",{{Hash}},"ProvisionedThroughput":{"ReadCapacityUnits":1,"WriteCapacityUnits":2} """);
        Assert.Equal(("CREATING", Arn, 1L, 2L, false), (made.TableStatus, made.TableArn, made.ProvisionedThroughput!.ReadCapacityUnits!.Value, made.ProvisionedThroughput.WriteCapacityUnits!.Value, made.DeletionProtectionEnabled!.Value));
        Assert.Null(made.BillingModeSummary);
        Assert.Equal("CREATING", (await DescribeAsync()).TableStatus);
        // AWS: a table that is being made is not there for items (dynalite's suite, seen from the service).
        Assert.Equal("Requested resource not found", await RefusedAsync<ResourceNotFoundException>(() => PutAsync("""{"p":{"S":"a"}}""")));
        Assert.Equal("Attempt to change a resource which is still in use: Table is being created: tab", await RefusedAsync<ResourceInUseException>(() => UpdateTableAsync(""" "DeletionProtectionEnabled":false """)));
        Assert.Equal("Attempt to change a resource which is still in use: Table is being created: tab", await RefusedAsync<ResourceInUseException>(DeleteAsync));
        await SettleAsync();
        await PutAsync("""{"p":{"S":"a"}}""");
        var seen = await DescribeAsync();
        Assert.Equal(("ACTIVE", 1L, 2L, made.TableId), (seen.TableStatus, seen.ItemCount!.Value, seen.TableSizeBytes!.Value, seen.TableId));
        Assert.Equal("Table already exists: tab", await RefusedAsync<ResourceInUseException>(() => CreateAsync($$""" "TableName":"tab",{{Hash}},"BillingMode":"PAY_PER_REQUEST" """)));
        Assert.Equal("DELETING", (await DeleteAsync()).TableDescription!.TableStatus);
        Assert.Equal("DELETING", (await DescribeAsync()).TableStatus);
        Assert.Equal("DELETING", (await DeleteAsync()).TableDescription!.TableStatus);
        Assert.Equal("Requested resource not found", await RefusedAsync<ResourceNotFoundException>(() => GetAsync("""{"p":{"S":"a"}}""")));
        Assert.Equal("Attempt to change a resource which is still in use: Table is being deleted: tab", await RefusedAsync<ResourceInUseException>(() => UpdateTableAsync(""" "DeletionProtectionEnabled":false """)));
        await SettleAsync();
        Assert.Equal("Requested resource not found: Table: tab not found", await RefusedAsync<ResourceNotFoundException>(DescribeAsync));
        // The rows of the old table go with a job; a new one of the name has none of them.
        await TableAsync();
        Assert.Equal(0, (await DescribeAsync()).ItemCount);
        RunJobs();
        await EventuallyAsync(async () => await Store.ReadAsync(tx => tx.CountAsync(DynamoDbTables.Items.All)) == 0);
    }

    [Theory]
    [InlineData(Hash, "The parameter 'TableName' is required but was not present in the request")]
    [InlineData(""" "TableName":"ab", """ + Hash, "1 validation error detected: Value 'ab' at 'tableName' failed to satisfy constraint: Member must have length greater than or equal to 3")]
    [InlineData(""" "TableName":"tab", """ + Hash, "One or more parameter values were invalid: ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED")]
    [InlineData(""" "TableName":"tab","BillingMode":"PAY_PER_REQUEST","ProvisionedThroughput":{"ReadCapacityUnits":1,"WriteCapacityUnits":1}, """ + Hash, "One or more parameter values were invalid: Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST")]
    [InlineData(""" "TableName":"tab","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":[{"AttributeName":"p","AttributeType":"S"}],"KeySchema":[{"AttributeName":"p","KeyType":"HASH"},{"AttributeName":"p","KeyType":"RANGE"}] """, "Invalid KeySchema: Some index key attribute have no definition")]
    [InlineData(""" "TableName":"tab","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":[{"AttributeName":"q","AttributeType":"S"}],"KeySchema":[{"AttributeName":"p","KeyType":"HASH"}] """, "One or more parameter values were invalid: Some index key attributes are not defined in AttributeDefinitions. Keys: [p], AttributeDefinitions: [q]")]
    [InlineData(""" "TableName":"tab","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":[{"AttributeName":"p","AttributeType":"S"},{"AttributeName":"q","AttributeType":"S"}],"KeySchema":[{"AttributeName":"p","KeyType":"HASH"}] """, "One or more parameter values were invalid: Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions")]
    [InlineData(""" "TableName":"tab","BillingMode":"PAY_PER_REQUEST","LocalSecondaryIndexes":[{"IndexName":"lsi","KeySchema":[{"AttributeName":"p","KeyType":"HASH"}],"Projection":{"ProjectionType":"ALL"}}], """ + Hash, "One or more parameter values were invalid: Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex")]
    [InlineData(""" "TableName":"tab","BillingMode":"PAY_PER_REQUEST","GlobalSecondaryIndexes":[], """ + Hash, "One or more parameter values were invalid: List of GlobalSecondaryIndexes is empty")]
    [InlineData(""" "TableName":"tab","BillingMode":"PAY_PER_REQUEST","GlobalSecondaryIndexes":[{"IndexName":"gsi","KeySchema":[{"AttributeName":"p","KeyType":"HASH"}],"Projection":{"ProjectionType":"ALL","NonKeyAttributes":["x"]}}], """ + Hash, "One or more parameter values were invalid: ProjectionType is ALL, but NonKeyAttributes is specified")]
    [InlineData(""" "TableName":"tab","BillingMode":"PAY_PER_REQUEST","GlobalSecondaryIndexes":[{"IndexName":"gsi","KeySchema":[{"AttributeName":"p","KeyType":"HASH"}],"Projection":{"ProjectionType":"ALL"}},{"IndexName":"gsi","KeySchema":[{"AttributeName":"p","KeyType":"HASH"}],"Projection":{"ProjectionType":"ALL"}}], """ + Hash, "One or more parameter values were invalid: Duplicate index name: gsi")]
    public async Task A_table_that_cannot_be_is_refused(string json, string message) => Assert.Equal(message, await InvalidAsync(() => CreateAsync(json)));

    [Fact]
    public async Task Tables_are_listed_a_page_at_a_time()
    {
        foreach (var name in (string[])["bbb", "aaa", "ccc"]) await TableAsync(name);
        var page = await Service.ListTables(In<ListTablesInput>("""{"Limit":2}"""), Call);
        Assert.Equal(["aaa", "bbb"], page.TableNames!);
        Assert.Equal("bbb", page.LastEvaluatedTableName);
        page = await Service.ListTables(In<ListTablesInput>("""{"ExclusiveStartTableName":"bbb"}"""), Call);
        Assert.Equal(["ccc"], page.TableNames!);
        Assert.Null(page.LastEvaluatedTableName);
    }

    [Fact]
    public async Task A_protected_table_is_not_removed()
    {
        await TableAsync(more: ""","DeletionProtectionEnabled":true""");
        Assert.Equal("Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.", await InvalidAsync(async () => await Service.DeleteTable(In<DeleteTableInput>("""{"TableName":"tab"}"""), Call)));
        Assert.Equal("UPDATING", (await UpdateTableAsync(""" "DeletionProtectionEnabled":false """)).TableStatus);
        // What is being changed serves items, and takes no other change.
        await PutAsync("""{"p":{"S":"a"}}""");
        Assert.Equal("Attempt to change a resource which is still in use: Table is being updated: tab", await RefusedAsync<ResourceInUseException>(DeleteAsync));
        await SettleAsync();
        await DeleteAsync();
    }

    [Fact]
    public async Task A_description_waits_for_what_is_under_way()
    {
        RunJobs();
        var patient = new DynamoDbService(Store, Catalog, Options with { Patience = TimeSpan.FromSeconds(30) }, new Throttle(Options));
        await CreateAsync($$""" "TableName":"tab",{{Hash}},"BillingMode":"PAY_PER_REQUEST" """);
        Assert.Equal("ACTIVE", (await patient.DescribeTable(In<DescribeTableInput>("""{"TableName":"tab"}"""), Call)).Table!.TableStatus);
        await DeleteAsync();
        await RefusedAsync<ResourceNotFoundException>(async () => await patient.DescribeTable(In<DescribeTableInput>("""{"TableName":"tab"}"""), Call));
    }

    [Fact]
    public async Task Throughput_and_billing_change()
    {
        await TableAsync();
        Assert.Equal("PAY_PER_REQUEST", (await DescribeAsync()).BillingModeSummary!.BillingMode);
        await UpdateTableAsync(""" "BillingMode":"PROVISIONED","ProvisionedThroughput":{"ReadCapacityUnits":3,"WriteCapacityUnits":4} """);
        await SettleAsync();
        Assert.Equal((3, 4), ((await DescribeAsync()).ProvisionedThroughput!.ReadCapacityUnits, (await DescribeAsync()).ProvisionedThroughput!.WriteCapacityUnits));
        Assert.StartsWith("The provisioned throughput for the table will not change.", await InvalidAsync(() => UpdateTableAsync(""" "ProvisionedThroughput":{"ReadCapacityUnits":3,"WriteCapacityUnits":4} """)), StringComparison.Ordinal);
        Assert.Equal("One or more parameter values were invalid: ProvisionedThroughput must be specified when BillingMode is PROVISIONED", await InvalidAsync(() => UpdateTableAsync(""" "BillingMode":"PROVISIONED" """)));
        Assert.StartsWith("At least one of ProvisionedThroughput,", await InvalidAsync(() => UpdateTableAsync(""" "AttributeDefinitions":[] """)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_index_is_filled_on_a_live_table()
    {
        await TableAsync();
        for (var i = 0; i < 450; i++) await PutAsync($$"""{"p":{"S":"{{i}}"},"g":{"S":"x"} }""");
        var changed = await UpdateTableAsync(""" "AttributeDefinitions":[{"AttributeName":"g","AttributeType":"S"}],"GlobalSecondaryIndexUpdates":[{"Create":{"IndexName":"gsi","KeySchema":[{"AttributeName":"g","KeyType":"HASH"}],"Projection":{"ProjectionType":"KEYS_ONLY"}}}] """);
        Assert.Equal(("UPDATING", "CREATING", false), (changed.TableStatus, changed.GlobalSecondaryIndexes![0].IndexStatus, changed.GlobalSecondaryIndexes[0].Backfilling));
        await SettleAsync();
        changed = await DescribeAsync();
        Assert.Equal(("ACTIVE", "CREATING", true), (changed.TableStatus, changed.GlobalSecondaryIndexes![0].IndexStatus, changed.GlobalSecondaryIndexes[0].Backfilling));
        Assert.Equal("Attempt to change a resource which is still in use: Cannot delete table while indexes are being created, updated, or deleted.", await RefusedAsync<ResourceInUseException>(DeleteAsync));
        const string query = """ "IndexName":"gsi","KeyConditionExpression":"g = :g","ExpressionAttributeValues":{":g":{"S":"x"}},"Select":"COUNT" """;
        Assert.Equal("Cannot read from backfilling global secondary index: gsi", await InvalidAsync(() => QueryAsync(query)));
        await PutAsync("""{"p":{"S":"late"},"g":{"S":"x"}}""");
        RunJobs();
        await EventuallyAsync(async () => (await DescribeAsync()).GlobalSecondaryIndexes![0].IndexStatus == "ACTIVE");
        Assert.Equal(451, (await QueryAsync(query)).Count);
        await UpdateTableAsync(""" "GlobalSecondaryIndexUpdates":[{"Delete":{"IndexName":"gsi"}}] """);
        await EventuallyAsync(async () => (await DescribeAsync()).TableStatus == "ACTIVE");
        Assert.Equal((null, 1), ((await DescribeAsync()).GlobalSecondaryIndexes, (await DescribeAsync()).AttributeDefinitions!.Count));
        await EventuallyAsync(async () => await Store.ReadAsync(tx => tx.CountAsync(DynamoDbTables.Items.All)) == 451);
    }

    [Fact]
    public async Task One_index_changes_at_a_time()
    {
        await TableAsync();
        const string create = """{"Create":{"IndexName":"NAME","KeySchema":[{"AttributeName":"p","KeyType":"HASH"}],"Projection":{"ProjectionType":"ALL"}}}""";
        string Named(string name) => create.Replace("NAME", name, StringComparison.Ordinal);
        Assert.Equal("Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table", await RefusedAsync<LimitExceededException>(() => UpdateTableAsync($$""" "GlobalSecondaryIndexUpdates":[{{Named("one")}},{{Named("two")}}] """)));
        await UpdateTableAsync($$""" "GlobalSecondaryIndexUpdates":[{{Named("one")}}] """);
        await SettleAsync();
        Assert.Equal("Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table", await RefusedAsync<LimitExceededException>(() => UpdateTableAsync($$""" "GlobalSecondaryIndexUpdates":[{{Named("two")}}] """)));
        Assert.Equal("Attempting to create an index which already exists", await InvalidAsync(() => UpdateTableAsync($$""" "GlobalSecondaryIndexUpdates":[{{Named("one")}}] """)));
        Assert.Equal("Requested resource not found", await RefusedAsync<ResourceNotFoundException>(() => UpdateTableAsync(""" "GlobalSecondaryIndexUpdates":[{"Delete":{"IndexName":"none"}}] """)));
    }

    [Fact]
    public async Task Items_expire()
    {
        await TableAsync(more: ""","StreamSpecification":{"StreamEnabled":true,"StreamViewType":"OLD_IMAGE"}""");
        var soon = Time.GetUtcNow().AddMinutes(5).ToUnixTimeSeconds();
        await PutAsync($$"""{"p":{"S":"before"},"ttl":{"N":"{{soon}}"} }""");
        const string on = """{"TableName":"tab","TimeToLiveSpecification":{"Enabled":true,"AttributeName":"ttl"}}""";
        await Service.UpdateTimeToLive(In<UpdateTimeToLiveInput>(on), Call);
        Assert.Equal("TimeToLive is already enabled", await InvalidAsync(async () => await Service.UpdateTimeToLive(In<UpdateTimeToLiveInput>(on), Call)));
        var told = (await Service.DescribeTimeToLive(In<DescribeTimeToLiveInput>("""{"TableName":"tab"}"""), Call)).TimeToLiveDescription!;
        Assert.Equal(("ENABLED", "ttl"), (told.TimeToLiveStatus, told.AttributeName));
        await PutAsync($$"""{"p":{"S":"after"},"ttl":{"N":"{{soon}}"} }""");
        await PutAsync($$"""{"p":{"S":"moved"},"ttl":{"N":"{{soon}}"} }""");
        await UpdateAsync("""{"p":{"S":"moved"}}""", $$$""" "UpdateExpression":"SET #t = :t","ExpressionAttributeNames":{"#t":"ttl"},"ExpressionAttributeValues":{":t":{"N":"{{{soon + 999_999}}}"}} """);
        await PutAsync("""{"p":{"S":"ancient"},"ttl":{"N":"1000"}}""");
        await PutAsync($$"""{"p":{"S":"text"},"ttl":{"S":"{{soon}}"} }""");
        RunJobs();
        Time.Advance(TimeSpan.FromMinutes(6));
        await EventuallyAsync(async () => (await ScanAsync()).Count == 3);
        Assert.Equal(["ancient", "moved", "text"], (await ScanAsync()).Items!.Select(i => i["p"]!.Text).Order());
        var expired = (await StreamTests.ReadAsync(Streams, Call)).Where(r => r.EventName == "REMOVE").ToArray();
        Assert.Equal(2, expired.Length);
        Assert.All(expired, r => Assert.Equal(("Service", "dynamodb.amazonaws.com"), (r.UserIdentity!.Type, r.UserIdentity.PrincipalId)));
    }

    [Fact]
    public async Task Tags_are_kept()
    {
        await TableAsync(more: ""","Tags":[{"Key":"a","Value":"1"}]""");
        await Service.TagResource(In<TagResourceInput>($$"""{"ResourceArn":"{{Arn}}","Tags":[{"Key":"b","Value":"2"},{"Key":"a","Value":"3"}]}"""), Call);
        await Service.UntagResource(In<UntagResourceInput>($$"""{"ResourceArn":"{{Arn}}","TagKeys":["b"]}"""), Call);
        var tags = (await Service.ListTagsOfResource(In<ListTagsOfResourceInput>($$"""{"ResourceArn":"{{Arn}}"}"""), Call)).Tags!;
        Assert.Equal([("a", "3")], tags.Select(t => (t.Key, t.Value)));
        Assert.Equal("Atleast one Tag needs to be provided as Input.", await InvalidAsync(async () => await Service.TagResource(In<TagResourceInput>($$"""{"ResourceArn":"{{Arn}}","Tags":[]}"""), Call)));
        Assert.Equal("Invalid TableArn: Invalid ResourceArn provided as input abc", await InvalidAsync(async () => await Service.ListTagsOfResource(In<ListTagsOfResourceInput>("""{"ResourceArn":"abc"}"""), Call)));
        Assert.Equal($"Requested resource not found: ResourcArn: {Arn}x not found", await RefusedAsync<ResourceNotFoundException>(async () => await Service.ListTagsOfResource(In<ListTagsOfResourceInput>($$"""{"ResourceArn":"{{Arn}}x"}"""), Call)));
    }

    [Fact]
    public async Task A_policy_is_kept_and_told_to_the_evaluator()
    {
        await TableAsync(more: ""","Tags":[{"Key":"team","Value":"x"}]""");
        const string policy = """{\"Version\":\"2012-10-17\",\"Statement\":[]}""";
        var revision = (await Service.PutResourcePolicy(In<PutResourcePolicyInput>($$"""{"ResourceArn":"{{Arn}}","Policy":"{{policy}}"}"""), Call)).RevisionId;
        var read = await Service.GetResourcePolicy(In<GetResourcePolicyInput>($$"""{"ResourceArn":"{{Arn}}"}"""), Call);
        Assert.Equal((policy.Replace("\\", "", StringComparison.Ordinal), revision), (read.Policy, read.RevisionId));
        var facts = await new DynamoDbFacts(Store, Catalog).OfAsync(Arn + "/index/any", default);
        Assert.Equal((read.Policy, "x"), (facts!.Policies[0], facts.Tags!["team"]));
        await Service.DeleteResourcePolicy(In<DeleteResourcePolicyInput>($$"""{"ResourceArn":"{{Arn}}"}"""), Call);
        Assert.Equal($"Resource-based policy not found for the provided ResourceArn: {Arn}", await RefusedAsync<PolicyNotFoundException>(async () => await Service.GetResourcePolicy(In<GetResourcePolicyInput>($$"""{"ResourceArn":"{{Arn}}"}"""), Call)));
    }

    [Fact]
    public async Task Quotas_and_the_endpoint_are_told()
    {
        Assert.Equal(80_000, (await Service.DescribeLimits(new DescribeLimitsInput(), Call)).AccountMaxReadCapacityUnits);
        Assert.Equal("localhost:4566", (await Service.DescribeEndpoints(new DescribeEndpointsInput(), Call)).Endpoints[0].Address);
    }

    [Fact]
    public async Task A_reset_removes_all_of_an_account()
    {
        await TableAsync(more: ""","StreamSpecification":{"StreamEnabled":true,"StreamViewType":"KEYS_ONLY"}""");
        await PutAsync("""{"p":{"S":"a"}}""");
        await new DynamoDbReset(Store, Time).ResetAsync("000000000000", default);
        Assert.Empty((await Service.ListTables(new ListTablesInput(), Call)).TableNames!);
        Assert.Empty((await Streams.ListStreams(new Undercast.DynamoDb.Streams.ListStreamsInput(), Call)).Streams!);
        RunJobs();
        await EventuallyAsync(async () => await Store.ReadAsync(tx => tx.CountAsync(DynamoDbTables.Items.All)) == 0);
    }

    [Fact]
    public async Task Condition_keys_name_what_a_call_touches()
    {
        await TableAsync(s: "N");
        await DescribeAsync();
        var facts = new DynamoDbFacts(Store, Catalog);
        string Keys<T>(string json, string action) where T : class
        {
            var found = new List<string>();
            facts.AddConditionKeys(DynamoDbApi.Descriptor.Operations[action], In<T>(json), new Protocol.Permission("dynamodb:" + action, Arn), (name, value) => found.Add($"{name["dynamodb:".Length..]}={value}"));
            return string.Join(" ", found);
        }
        Assert.Equal("LeadingKeys=u1 Attributes=p Attributes=s Attributes=x ReturnValues=ALL_OLD", Keys<PutItemInput>("""{"TableName":"tab","Item":{"p":{"S":"u1"},"s":{"N":"1"},"x":{"S":""}},"ReturnValues":"ALL_OLD"}""", "PutItem"));
        Assert.Equal("Attributes=name Attributes=m Select=SPECIFIC_ATTRIBUTES LeadingKeys=u1", Keys<QueryInput>("""{"TableName":"tab","KeyConditionExpression":"p = :p AND s > :s","ProjectionExpression":"#n, m.x","ExpressionAttributeNames":{"#n":"name"},"ExpressionAttributeValues":{":p":{"S":"u1"},":s":{"N":"1"}}}""", "Query").Replace("Attributes=p Attributes=s ", "", StringComparison.Ordinal));
        Assert.Equal("Select=ALL_ATTRIBUTES FullTableScan=true", Keys<ScanInput>("""{"TableName":"tab"}""", "Scan"));
    }
}
