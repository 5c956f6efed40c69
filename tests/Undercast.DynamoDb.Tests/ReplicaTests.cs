using Undercast.Kernel;

namespace Undercast.DynamoDb.Tests;

// Shapes and behaviour: the developer guide (Global tables, version 2019.11.21, how it works); texts of errors as recorded by hashicorp/terraform-provider-aws and moto's users, or guesses.
public sealed class ReplicaTests : Fixture
{
    private CallContext There => CallIn("eu-west-1");

    private async Task<TableDescription> UpdateTableAsync(string more) => (await Service.UpdateTable(In<UpdateTableInput>($$"""{"TableName":"tab",{{more}} }"""), Call)).TableDescription!;

    private async Task<TableDescription> DescribeAsync(CallContext call) => (await Service.DescribeTable(In<DescribeTableInput>("""{"TableName":"tab"}"""), call)).Table!;

    private async Task ReplicateAsync(string region = "eu-west-1")
    {
        await UpdateTableAsync($$$""" "ReplicaUpdates":[{"Create":{"RegionName":"{{{region}}}"}}] """);
        await EventuallyAsync(async () => (await DescribeAsync(Call)) is { TableStatus: "ACTIVE" } t && t.Replicas!.All(r => r.ReplicaStatus == "ACTIVE"));
    }

    private async Task<string> AllAsync(CallContext call) => string.Join(" ", (await Service.Scan(In<ScanInput>("""{"TableName":"tab"}"""), call)).Items!.Select(Show).Order(StringComparer.Ordinal));

    [Fact]
    public async Task A_replica_has_what_was_there_and_what_comes()
    {
        RunJobs();
        await TableAsync(attributes: """,{"AttributeName":"g","AttributeType":"S"}""", more: ""","GlobalSecondaryIndexes":[{"IndexName":"gsi","KeySchema":[{"AttributeName":"g","KeyType":"HASH"}],"Projection":{"ProjectionType":"ALL"}}]""");
        for (var i = 0; i < 450; i++) await PutAsync($$$"""{"p":{"S":"{{{i}}}"},"g":{"S":"x"}}""");
        await ReplicateAsync();
        Assert.Equal(("2019.11.21", "eu-west-1", "arn:aws:dynamodb:eu-west-1:000000000000:table/tab"), ((await DescribeAsync(Call)).GlobalTableVersion, (await DescribeAsync(Call)).Replicas![0].RegionName, (await DescribeAsync(Call)).Replicas![0].ReplicaArn));
        Assert.Equal("us-east-1", Assert.Single((await DescribeAsync(There)).Replicas!).RegionName);
        Assert.Equal("NEW_AND_OLD_IMAGES", (await DescribeAsync(There)).StreamSpecification!.StreamViewType);
        Assert.Equal(await AllAsync(Call), await AllAsync(There));
        // Each side writes, and the last word holds on both.
        await PutAsync("""{"p":{"S":"0"},"g":{"S":"here"}}""");
        await Service.PutItem(In<PutItemInput>("""{"TableName":"tab","Item":{"p":{"S":"0"},"g":{"S":"there"}}}"""), There);
        await Service.DeleteItem(In<DeleteItemInput>("""{"TableName":"tab","Key":{"p":{"S":"1"}}}"""), There);
        await Service.PutItem(In<PutItemInput>("""{"TableName":"tab","Item":{"p":{"S":"2"},"g":{"S":"there"}}}"""), There);
        await PutAsync("""{"p":{"S":"2"},"g":{"S":"here"}}""");
        Assert.Equal(await AllAsync(Call), await AllAsync(There));
        Assert.Equal("""{"p":{"S":"0"},"g":{"S":"there"}}""", await GetAsync("""{"p":{"S":"0"}}"""));
        Assert.Equal("""{"p":{"S":"2"},"g":{"S":"here"}}""", await GetAsync("""{"p":{"S":"2"}}"""));
        Assert.Equal("null", await GetAsync("""{"p":{"S":"1"}}"""));
        Assert.Equal(447, (await Service.Query(In<QueryInput>("""{"TableName":"tab","IndexName":"gsi","KeyConditionExpression":"g = :g","ExpressionAttributeValues":{":g":{"S":"x"}},"Select":"COUNT"}"""), There)).Count);
        // A stream tells of every write, wherever it was made.
        Assert.Equal(5, (await StreamTests.ReadAsync(Streams, There)).Count);
    }

    [Fact]
    public async Task Replicas_know_each_other_and_change_alike()
    {
        RunJobs();
        await TableAsync();
        await ReplicateAsync();
        await ReplicateAsync("ap-south-1");
        Assert.Equal(["us-east-1", "ap-south-1"], (await DescribeAsync(There)).Replicas!.Select(r => r.RegionName!));
        await UpdateTableAsync(""" "AttributeDefinitions":[{"AttributeName":"g","AttributeType":"S"}],"GlobalSecondaryIndexUpdates":[{"Create":{"IndexName":"gsi","KeySchema":[{"AttributeName":"g","KeyType":"HASH"}],"Projection":{"ProjectionType":"KEYS_ONLY"}}}] """);
        await EventuallyAsync(async () => (await DescribeAsync(There)).GlobalSecondaryIndexes?[0].IndexStatus == "ACTIVE" && (await DescribeAsync(There)).TableStatus == "ACTIVE");
        await Service.UpdateTimeToLive(In<UpdateTimeToLiveInput>("""{"TableName":"tab","TimeToLiveSpecification":{"Enabled":true,"AttributeName":"ttl"}}"""), Call);
        Assert.Equal("ENABLED", (await Service.DescribeTimeToLive(In<DescribeTimeToLiveInput>("""{"TableName":"tab"}"""), There)).TimeToLiveDescription!.TimeToLiveStatus);
        await EventuallyAsync(async () => (await DescribeAsync(Call)).TableStatus == "ACTIVE");
        await UpdateTableAsync(""" "ReplicaUpdates":[{"Delete":{"RegionName":"ap-south-1"}}] """);
        Assert.Equal(["us-east-1"], (await DescribeAsync(There)).Replicas!.Select(r => r.RegionName!));
        await EventuallyAsync(async () => !(await Service.ListTables(In<ListTablesInput>("{}"), CallIn("ap-south-1"))).TableNames!.Any());
        await Service.DeleteTable(In<DeleteTableInput>("""{"TableName":"tab"}"""), There);
        Assert.Null((await DescribeAsync(Call)).Replicas);
    }

    [Fact]
    public async Task What_expires_expires_everywhere()
    {
        RunJobs();
        await TableAsync();
        await ReplicateAsync();
        await Service.UpdateTimeToLive(In<UpdateTimeToLiveInput>("""{"TableName":"tab","TimeToLiveSpecification":{"Enabled":true,"AttributeName":"ttl"}}"""), Call);
        await PutAsync($$$"""{"p":{"S":"a"},"ttl":{"N":"{{{Time.GetUtcNow().AddMinutes(5).ToUnixTimeSeconds()}}}"}}""");
        Time.Advance(TimeSpan.FromMinutes(6));
        await EventuallyAsync(async () => await AllAsync(Call) == "" && await AllAsync(There) == "");
    }

    [Fact]
    public async Task A_replica_that_cannot_be_is_refused()
    {
        await TableAsync(more: ""","StreamSpecification":{"StreamEnabled":true,"StreamViewType":"KEYS_ONLY"}""");
        const string create = """ "ReplicaUpdates":[{"Create":{"RegionName":"us-east-1"}}] """;
        Assert.StartsWith("Failed to create a the new replica of table with name: 'tab'", await InvalidAsync(() => UpdateTableAsync(create)), StringComparison.Ordinal);
        Assert.Equal("Table needs to have stream enabled with view type NEW_AND_OLD_IMAGES to be a global table", await InvalidAsync(() => UpdateTableAsync(create.Replace("us-east-1", "eu-west-1", StringComparison.Ordinal))));
        Assert.Equal("Replica specified in the Replica Update or Replica Delete action of the request was not found: eu-west-1", await InvalidAsync(() => UpdateTableAsync(""" "ReplicaUpdates":[{"Delete":{"RegionName":"eu-west-1"}}] """)));
    }

    [Fact]
    public async Task Settings_of_auto_scaling_are_kept()
    {
        RunJobs();
        await TableAsync();
        await ReplicateAsync();
        const string settings = """{"MinimumUnits":1,"MaximumUnits":9,"ScalingPolicyUpdate":{"TargetTrackingScalingPolicyConfiguration":{"TargetValue":70}}}""";
        await Service.UpdateTableReplicaAutoScaling(In<UpdateTableReplicaAutoScalingInput>(
            $$$"""{"TableName":"tab","ProvisionedWriteCapacityAutoScalingUpdate":{{{settings}}},"ReplicaUpdates":[{"RegionName":"eu-west-1","ReplicaProvisionedReadCapacityAutoScalingUpdate":{{{settings}}}}]}"""), Call);
        var told = (await Service.DescribeTableReplicaAutoScaling(In<DescribeTableReplicaAutoScalingInput>("""{"TableName":"tab"}"""), Call)).TableAutoScalingDescription!.Replicas!;
        Assert.Equal([("us-east-1", null, 9L), ("eu-west-1", 9L, 9L)], told.Select(r => (r.RegionName, r.ReplicaProvisionedReadCapacityAutoScalingSettings?.MaximumUnits, r.ReplicaProvisionedWriteCapacityAutoScalingSettings?.MaximumUnits)));
        Assert.Equal(70, told[1].ReplicaProvisionedReadCapacityAutoScalingSettings!.ScalingPolicies![0].TargetTrackingScalingPolicyConfiguration!.TargetValue);
    }
}
