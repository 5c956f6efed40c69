using System.Reflection;
using System.Text;
using Undercast.Kernel;

namespace Undercast.DynamoDb.Tests;

// Every row: what ack-api-quirks recorded from the service in 2026 (services/dynamodb, the catalogue of ValidationException and the findings of its throughput and schema probes).
public sealed class TableRulesTests : Fixture
{
    private const string Invalid = "One or more parameter values were invalid: ";
    private const string Global = """{"IndexName":"gsi","KeySchema":[{"AttributeName":"g","KeyType":"HASH"}],"Projection":{"ProjectionType":"ALL"}}""";
    private const string Creation = $$"""[{"Create":{{Global}} }]""";

    private async Task TablesAsync()
    {
        const string keys = """ "KeySchema":[{"AttributeName":"p","KeyType":"HASH"},{"AttributeName":"s","KeyType":"RANGE"}],"AttributeDefinitions":[{"AttributeName":"p","AttributeType":"S"},{"AttributeName":"s","AttributeType":"S"},{"AttributeName":"l","AttributeType":"S"},{"AttributeName":"g","AttributeType":"S"}] """;
        const string local = """ "LocalSecondaryIndexes":[{"IndexName":"lsi","KeySchema":[{"AttributeName":"p","KeyType":"HASH"},{"AttributeName":"l","KeyType":"RANGE"}],"Projection":{"ProjectionType":"ALL"}}] """;
        await Service.CreateTable(In<CreateTableInput>($$"""{"TableName":"demand","BillingMode":"PAY_PER_REQUEST",{{keys}},{{local}},"GlobalSecondaryIndexes":[{{Global}}]}"""), Call);
        await Service.CreateTable(In<CreateTableInput>($$"""{"TableName":"units","ProvisionedThroughput":{"ReadCapacityUnits":2,"WriteCapacityUnits":1},{{keys}},{{local}},"GlobalSecondaryIndexes":[{{Global[..^1]}},"ProvisionedThroughput":{"ReadCapacityUnits":1,"WriteCapacityUnits":1} } ]}"""), Call);
        await SettleAsync();
    }

    private async Task<string> AnswerAsync(string operation, string json)
    {
        try
        {
            var input = DynamoDbApi.Descriptor.Operations[operation].ReadDocument(Encoding.UTF8.GetBytes(json));
            var task = typeof(IDynamoDb).GetMethod(operation)!.Invoke(Service, BindingFlags.DoNotWrapExceptions, null, [input, Call], null)!;
            await (Task)task.GetType().GetMethod("AsTask")!.Invoke(task, null)!;
            return "";
        }
        catch (AwsException e)
        {
            return e.Message;
        }
    }

    [Theory]
    [InlineData("demand", """ "SSESpecification":{"Enabled":true},"DeletionProtectionEnabled":true """, Invalid + "Server-Side Encryption modification must be the only operation in the request")]
    [InlineData("demand", """ "TableClass":"STANDARD","DeletionProtectionEnabled":true """, Invalid + "TableClass modification must be the only operation in the request")]
    [InlineData("demand", """ "BillingMode":"PAY_PER_REQUEST","DeletionProtectionEnabled":true """, Invalid + "DeletionProtection modification must be the only operation in the request")]
    [InlineData("demand", """ "OnDemandThroughput":{"MaxReadRequestUnits":5},"StreamSpecification":{"StreamEnabled":false} """, Invalid + "OnDemandThroughput can only be combined with BillingMode in an UpdateTable request")]
    [InlineData("units", """ "ProvisionedThroughput":{"ReadCapacityUnits":3,"WriteCapacityUnits":3},"StreamSpecification":{"StreamEnabled":true,"StreamViewType":"KEYS_ONLY"} """, Invalid + "You cannot modify stream status while updating table IOPS")]
    [InlineData("units", """ "ProvisionedThroughput":{"ReadCapacityUnits":3,"WriteCapacityUnits":3},"GlobalSecondaryIndexUpdates":[{"Delete":{"IndexName":"gsi"}}] """, Invalid + "You cannot create or delete index while updating table IOPS")]
    [InlineData("demand", """ "StreamSpecification":{"StreamEnabled":true,"StreamViewType":"KEYS_ONLY"},"GlobalSecondaryIndexUpdates":[{"Delete":{"IndexName":"gsi"}}] """, Invalid + "You cannot create or delete index while changing stream status")]
    [InlineData("demand", """ "StreamSpecification":{"StreamEnabled":true} """, Invalid + "If stream is being enabled then UpdateViewType is required")]
    [InlineData("demand", """ "StreamSpecification":{"StreamEnabled":false,"StreamViewType":"KEYS_ONLY"} """, Invalid + "If stream is being disabled, then UpdateViewType must not be specified")]
    [InlineData("demand", """ "StreamSpecification":{"StreamEnabled":false} """, "Table has no stream to disable: TableName: demand")]
    [InlineData("demand", """ "SSESpecification":{"Enabled":false} """, Invalid + "Table is already encrypted by default")]
    [InlineData("demand", """ "SSESpecification":{} """, Invalid + "Table is already encrypted by default")]
    [InlineData("demand", """ "SSESpecification":{"Enabled":false,"SSEType":"KMS"} """, Invalid + "SSEType can not be specified if Enabled is false")]
    [InlineData("demand", """ "SSESpecification":{"Enabled":false,"KMSMasterKeyId":"k"} """, Invalid + "KMSMasterKeyId can not be specified if Enabled is false")]
    [InlineData("demand", """ "SSESpecification":{"Enabled":true,"SSEType":"AES256"} """, Invalid + "SSEType AES256 is not supported")]
    [InlineData("demand", """ "SSESpecification":{"Enabled":true,"KMSMasterKeyId":"k"} """, Invalid + "SSEType KMS is required if KMSMasterKeyId is specified")]
    [InlineData("demand", """ "BillingMode":"PAY_PER_REQUEST","ProvisionedThroughput":{"ReadCapacityUnits":1,"WriteCapacityUnits":1} """, Invalid + "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST")]
    [InlineData("demand", """ "BillingMode":"PAY_PER_REQUEST" """, "")]
    [InlineData("demand", """ "OnDemandThroughput":{"MaxReadRequestUnits":0} """, Invalid + "Requested MaxReadRequestUnits for OnDemandThroughput for table is outside of valid range")]
    [InlineData("demand", """ "OnDemandThroughput":{"MaxWriteRequestUnits":-2} """, Invalid + "Requested MaxWriteRequestUnits for OnDemandThroughput for table is outside of valid range")]
    [InlineData("units", """ "OnDemandThroughput":{"MaxReadRequestUnits":5} """, Invalid + "MaxReadRequestUnits for OnDemandThroughput cannot be specified when the table BillingMode is PROVISIONED")]
    [InlineData("units", """ "WarmThroughput":{"ReadUnitsPerSecond":1,"WriteUnitsPerSecond":1} """, Invalid + "Requested ReadUnitsPerSecond for WarmThroughput for table is lower than current WarmThroughput, decreasing WarmThroughput is not supported")]
    [InlineData("units", """ "WarmThroughput":{"ReadUnitsPerSecond":50,"WriteUnitsPerSecond":50} """, "")]
    [InlineData("units", """ "BillingMode":"PROVISIONED" """, Invalid + "ProvisionedThroughput must be specified when BillingMode is PROVISIONED")]
    [InlineData("demand", """ "GlobalSecondaryIndexUpdates":[] """, Invalid + "List of GlobalSecondaryIndexUpdates is empty")]
    [InlineData("demand", """ "GlobalSecondaryIndexUpdates":[{"Delete":{"IndexName":"lsi"}}] """, "Cannot delete an index that is not a GlobalSecondaryIndex: lsi")]
    [InlineData("demand", """ "GlobalSecondaryIndexUpdates":[{"Delete":{"IndexName":"gsi"},"Update":{"IndexName":"gsi"}}] """, Invalid + "Only one global secondary index action is allowed per GlobalSecondaryIndexUpdate object")]
    [InlineData("demand", """ "GlobalSecondaryIndexUpdates":[{"Update":{"IndexName":"gsi","ProvisionedThroughput":{"ReadCapacityUnits":1,"WriteCapacityUnits":1}}}] """, Invalid + "The only Updates for index: gsi when TableThroughputMode is PAY_PER_REQUEST can be to OnDemandThroughput, WarmThroughput")]
    [InlineData("units", $$""" "AttributeDefinitions":[{"AttributeName":"g","AttributeType":"S"}],"GlobalSecondaryIndexUpdates":{{Creation}} """, Invalid + "Both ReadCapacityUnits and WriteCapacityUnits must be specified for index: gsi")]
    [InlineData("demand", """ "ReplicaUpdates":[{}] """, "There are no actions specified in the Replica Update Action of the request.")]
    [InlineData("demand", """ "AttributeDefinitions":[] """, "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates, SSESpecification, ReplicaUpdates, MultiAccountReplicaReady, ReplicaTransitRoleArn, MultiRegionConsistency, DeletionProtectionEnabled, OnDemandThroughput, WarmThroughput or TableClass is required")]
    public async Task A_change_of_a_table_is_answered_in_the_services_words(string table, string change, string text)
    {
        await TablesAsync();
        if (change.Contains("Create", StringComparison.Ordinal)) await AnswerAsync("UpdateTable", $$"""{"TableName":"{{table}}","GlobalSecondaryIndexUpdates":[{"Delete":{"IndexName":"gsi"} } ]}""");
        await SettleAsync();
        Assert.Equal(text, await AnswerAsync("UpdateTable", $$"""{"TableName":"{{table}}",{{change}} }"""));
    }

    [Theory]
    [InlineData(""" "BillingMode":"PAY_PER_REQUEST","StreamSpecification":{"StreamEnabled":true} """, "", Invalid + "Table is being created with a stream enabled, UpdateViewType is required")]
    [InlineData(""" "BillingMode":"PAY_PER_REQUEST","StreamSpecification":{"StreamEnabled":false,"StreamViewType":"KEYS_ONLY"} """, "", Invalid + "Table is being created with a stream disabled, UpdateViewType should not be specified")]
    [InlineData(""" "BillingMode":"PAY_PER_REQUEST" """, """,{"AttributeName":"p","AttributeType":"S"}""", "Attribute Name is duplicated: p")]
    [InlineData(""" "BillingMode":"PAY_PER_REQUEST","OnDemandThroughput":{"MaxReadRequestUnits":-1,"MaxWriteRequestUnits":-1} """, "", Invalid + "Requested MaxReadRequestUnits for OnDemandThroughput for table is outside of valid range")]
    [InlineData(""" "ProvisionedThroughput":{"ReadCapacityUnits":1,"WriteCapacityUnits":1},"OnDemandThroughput":{"MaxReadRequestUnits":1} """, "", Invalid + "MaxReadRequestUnits for OnDemandThroughput cannot be specified when table BillingMode is PROVISIONED.")]
    [InlineData(
        """ "BillingMode":"PAY_PER_REQUEST","WarmThroughput":{"ReadUnitsPerSecond":1,"WriteUnitsPerSecond":1} """, "",
        Invalid + "Requested ReadUnitsPerSecond for WarmThroughput for table is lower than initial throughput for OnDemand. See: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/on-demand-capacity-mode.html#on-demand-capacity-mode-initial")]
    [InlineData(""" "ProvisionedThroughput":{"ReadCapacityUnits":10,"WriteCapacityUnits":10},"WarmThroughput":{"ReadUnitsPerSecond":5,"WriteUnitsPerSecond":5} """, "", Invalid + "Requested ReadUnitsPerSecond for WarmThroughput for table is lower than ReadCapacityUnits of ProvisionedThroughput")]
    [InlineData(""" "BillingMode":"PAY_PER_REQUEST","Tags":[{"Key":"aws:x","Value":""}] """, "", "Tag Key cannot be prefixed with aws:, Key: aws:x")]
    [InlineData(""" "BillingMode":"PAY_PER_REQUEST","Tags":[{"Key":"a","Value":""},{"Key":"a","Value":"b"}] """, "", "Duplicate Tag Keys provided as input: Duplicate Tag Key found a")]
    [InlineData($$""" "ProvisionedThroughput":{"ReadCapacityUnits":1,"WriteCapacityUnits":1},"GlobalSecondaryIndexes":[{{Global}}] """, """,{"AttributeName":"g","AttributeType":"S"}""", Invalid + "ProvisionedThroughput is not specified for index: gsi")]
    public async Task A_table_that_cannot_be_is_refused_in_the_services_words(string more, string definitions, string text) => Assert.Equal(
        text, await AnswerAsync("CreateTable", $$"""{"TableName":"tab","KeySchema":[{"AttributeName":"p","KeyType":"HASH"}],"AttributeDefinitions":[{"AttributeName":"p","AttributeType":"S"}{{definitions}}],{{more}} }"""));

    [Fact]
    public async Task Expiry_by_another_attribute_and_a_period_for_what_is_off_are_refused()
    {
        await TablesAsync();
        string Expiry(string attribute) => $$"""{"TableName":"demand","TimeToLiveSpecification":{"Enabled":true,"AttributeName":"{{attribute}}"} }""";
        Assert.Equal("", await AnswerAsync("UpdateTimeToLive", Expiry("ttl")));
        Assert.Equal("TimeToLive is active on a different AttributeName: current AttributeName is ttl", await AnswerAsync("UpdateTimeToLive", Expiry("other")));
        Assert.Equal("TimeToLive is already enabled", await AnswerAsync("UpdateTimeToLive", Expiry("ttl")));
        Assert.Equal(
            "Invalid Request: Cannot specify RecoveryPeriodInDays when disabling point-in-time recovery.",
            await AnswerAsync("UpdateContinuousBackups", """{"TableName":"demand","PointInTimeRecoverySpecification":{"PointInTimeRecoveryEnabled":false,"RecoveryPeriodInDays":5}}"""));
    }

    [Fact]
    public async Task A_limit_on_demand_is_taken_away_by_less_than_nothing()
    {
        await TablesAsync();
        Assert.Equal("", await AnswerAsync("UpdateTable", """{"TableName":"demand","OnDemandThroughput":{"MaxReadRequestUnits":5,"MaxWriteRequestUnits":6}}"""));
        await SettleAsync();
        Assert.Equal("", await AnswerAsync("UpdateTable", """{"TableName":"demand","OnDemandThroughput":{"MaxReadRequestUnits":-1}}"""));
        var told = (await Service.DescribeTable(In<DescribeTableInput>("""{"TableName":"demand"}"""), Call)).Table!.OnDemandThroughput!;
        Assert.Equal((null, 6), (told.MaxReadRequestUnits, told.MaxWriteRequestUnits));
    }
}
