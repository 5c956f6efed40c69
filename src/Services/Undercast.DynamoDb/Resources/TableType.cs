using System.Text.Json.Nodes;
using Undercast.Cloud;

namespace Undercast.DynamoDb;

/// <summary><c>AWS::DynamoDB::Table</c>; <c>Ref</c> is its name.</summary>
internal sealed class TableType() : ResourceType("AWS::DynamoDB::Table")
{
    private static readonly TagOperations Tags = new("dynamodb", "ListTagsOfResource", "TagResource", "UntagResource", "ResourceArn") { AsList = true };
    private static readonly string[] Unbuilt = ["ImportSourceSpecification", "KinesisStreamSpecification"];

    public override async ValueTask<ResourceModel> CreateAsync(ResourceCall call)
    {
        Check(call);
        var name = call.Text("TableName") ?? call.MakeName(255);
        var input = call.Pick(
            "AttributeDefinitions", "KeySchema", "LocalSecondaryIndexes", "GlobalSecondaryIndexes", "ProvisionedThroughput", "TableClass", "DeletionProtectionEnabled", "WarmThroughput", "OnDemandThroughput");
        input["TableName"] = name;
        // AWS: a template that says nothing gets provisioned capacity, as the operation does.
        input["BillingMode"] = call.Text("BillingMode") ?? "PROVISIONED";
        if (Stream(call.Properties) is { } stream) input["StreamSpecification"] = stream;
        if (Encryption(call.Properties) is { } encryption) input["SSESpecification"] = encryption;
        if (call.TagList() is { } tags) input["Tags"] = tags;
        if (ResourceCall.DocumentOf((call.Properties["ResourcePolicy"] as JsonObject)?["PolicyDocument"]) is { } policy) input["ResourcePolicy"] = policy;
        await call.MakeAsync("dynamodb", "CreateTable", input);
        call.Made(name);
        var table = await ActiveAsync(call, name);
        await ExpireAsync(call, name);
        await RecoverAsync(call, name);
        await InsightsAsync(call, name);
        return Model(name, table);
    }

    public override ValueTask<IReadOnlyList<string>> ListAsync(ResourceCall call) => call.ListAsync("dynamodb", "ListTables", "TableNames", null, "ExclusiveStartTableName", "LastEvaluatedTableName");

    public override async ValueTask<ResourceModel?> ReadAsync(ResourceCall call, string id)
    {
        if ((await call.TrySendAsync("dynamodb", "DescribeTable", new JsonObject { ["TableName"] = id }, static e => e is ResourceNotFoundException))?["Table"] is not JsonObject table) return null;
        var properties = new JsonObject { ["TableName"] = id };
        foreach (var name in (string[])["AttributeDefinitions", "KeySchema", "DeletionProtectionEnabled"]) properties[name] = table[name]?.DeepClone();
        properties["BillingMode"] = table["BillingModeSummary"]?["BillingMode"]?.DeepClone() ?? "PROVISIONED";
        if ((string?)properties["BillingMode"] == "PROVISIONED" && table["ProvisionedThroughput"] is JsonObject throughput)
            properties["ProvisionedThroughput"] = new JsonObject { ["ReadCapacityUnits"] = throughput["ReadCapacityUnits"]?.DeepClone(), ["WriteCapacityUnits"] = throughput["WriteCapacityUnits"]?.DeepClone() };
        if (table["StreamSpecification"] is JsonObject stream) properties["StreamSpecification"] = new JsonObject { ["StreamViewType"] = stream["StreamViewType"]?.DeepClone() };
        if ((string?)table["TableClassSummary"]?["TableClass"] is { } tableClass) properties["TableClass"] = tableClass;
        foreach (var (name, members) in (ReadOnlySpan<(string, string[])>)[("GlobalSecondaryIndexes", ["IndexName", "KeySchema", "Projection"]), ("LocalSecondaryIndexes", ["IndexName", "KeySchema", "Projection"])])
        {
            if (table[name] is JsonArray indexes) properties[name] = new JsonArray([.. indexes.Select(i => (JsonNode)new JsonObject(members.Select(m => KeyValuePair.Create(m, i![m]?.DeepClone()))))]);
        }
        var expiry = (await call.SendAsync("dynamodb", "DescribeTimeToLive", new JsonObject { ["TableName"] = id }))["TimeToLiveDescription"];
        if ((string?)expiry?["TimeToLiveStatus"] is "ENABLED" or "ENABLING") properties["TimeToLiveSpecification"] = new JsonObject { ["AttributeName"] = expiry!["AttributeName"]?.DeepClone(), ["Enabled"] = true };
        if ((await call.SendAsync("dynamodb", "ListTagsOfResource", new JsonObject { ["ResourceArn"] = table["TableArn"]?.DeepClone() }))["Tags"] is JsonArray { Count: > 0 } tags) properties["Tags"] = tags.DeepClone();
        return Model(id, table) with { Properties = PropertyRules.Check(Schema, properties, out _) };
    }

    public override async ValueTask<ResourceModel> UpdateAsync(ResourceCall call, string id)
    {
        Check(call);
        bool Differs(string property) => !JsonNode.DeepEquals(call.Previous![property], call.Properties[property]);
        var changes = new List<JsonObject>();
        if (Differs("BillingMode") || Differs("ProvisionedThroughput") || Differs("OnDemandThroughput"))
        {
            var input = call.Pick("ProvisionedThroughput", "OnDemandThroughput");
            input["BillingMode"] = call.Text("BillingMode") ?? "PROVISIONED";
            changes.Add(input);
        }
        if (Differs("TableClass")) changes.Add(new JsonObject { ["TableClass"] = call.Text("TableClass") ?? "STANDARD" });
        if (Differs("DeletionProtectionEnabled")) changes.Add(new JsonObject { ["DeletionProtectionEnabled"] = (bool?)call.Properties["DeletionProtectionEnabled"] ?? false });
        if (Differs("WarmThroughput") && call.Properties["WarmThroughput"] is not null) changes.Add(call.Pick("WarmThroughput"));
        if (Differs("SSESpecification")) changes.Add(new JsonObject { ["SSESpecification"] = Encryption(call.Properties) ?? new JsonObject { ["Enabled"] = false } });
        if (Differs("StreamSpecification"))
        {
            // AWS: a stream's view type cannot change while it runs.
            if (call.Previous!["StreamSpecification"] is not null) changes.Add(new JsonObject { ["StreamSpecification"] = new JsonObject { ["StreamEnabled"] = false } });
            if (Stream(call.Properties) is { } stream) changes.Add(new JsonObject { ["StreamSpecification"] = stream });
        }
        changes.AddRange(IndexChanges(call));
        foreach (var change in changes)
        {
            change["TableName"] = id;
            await call.SendAsync("dynamodb", "UpdateTable", change);
            await ActiveAsync(call, id);
        }
        await ExpireAsync(call, id);
        await RecoverAsync(call, id);
        await InsightsAsync(call, id);
        var table = await ActiveAsync(call, id);
        await PolicyAsync(call, (string)table["TableArn"]!);
        await call.RetagAsync(Tags, (string)table["TableArn"]!);
        return Model(id, table);
    }

    public override async ValueTask DeleteAsync(ResourceCall call, string id)
    {
        if (await call.TrySendAsync("dynamodb", "DeleteTable", new JsonObject { ["TableName"] = id }, IsGone) is null) return;
        await call.UntilAsync(async () => await call.TrySendAsync("dynamodb", "DescribeTable", new JsonObject { ["TableName"] = id }, IsGone) is null);
    }

    // AWS: the key schema may change only by replacing the table.
    public override bool NeedsReplacement(JsonObject previous, JsonObject desired) =>
        base.NeedsReplacement(previous, desired) || !JsonNode.DeepEquals(previous["KeySchema"], desired["KeySchema"]) || !JsonNode.DeepEquals(previous["LocalSecondaryIndexes"], desired["LocalSecondaryIndexes"]);

    private static bool IsGone(Kernel.AwsException e) => e is ResourceNotFoundException;

    private static void Check(ResourceCall call) => call.Refuse(Unbuilt);

    private static async ValueTask RecoverAsync(ResourceCall call, string name)
    {
        var (before, after) = (call.Previous?["PointInTimeRecoverySpecification"], call.Properties["PointInTimeRecoverySpecification"]);
        if (JsonNode.DeepEquals(before, after)) return;
        var input = new JsonObject { ["PointInTimeRecoveryEnabled"] = (bool?)after?["PointInTimeRecoveryEnabled"] ?? false };
        if (after?["RecoveryPeriodInDays"] is { } days) input["RecoveryPeriodInDays"] = days.DeepClone();
        await call.SendAsync("dynamodb", "UpdateContinuousBackups", new JsonObject { ["TableName"] = name, ["PointInTimeRecoverySpecification"] = input });
    }

    private static async ValueTask InsightsAsync(ResourceCall call, string name)
    {
        var (before, after) = (call.Previous?["ContributorInsightsSpecification"], call.Properties["ContributorInsightsSpecification"]);
        if (JsonNode.DeepEquals(before, after)) return;
        var input = new JsonObject { ["TableName"] = name, ["ContributorInsightsAction"] = (bool?)after?["Enabled"] == true ? "ENABLE" : "DISABLE" };
        if (after?["Mode"] is { } mode) input["ContributorInsightsMode"] = mode.DeepClone();
        await call.SendAsync("dynamodb", "UpdateContributorInsights", input);
    }

    private static JsonObject? Stream(JsonObject properties) => properties["StreamSpecification"] is JsonObject stream
        ? new JsonObject { ["StreamEnabled"] = true, ["StreamViewType"] = stream["StreamViewType"]?.DeepClone() }
        : null;

    private static JsonObject? Encryption(JsonObject properties)
    {
        if (properties["SSESpecification"] is not JsonObject given) return null;
        var input = new JsonObject { ["Enabled"] = given["SSEEnabled"]!.DeepClone() };
        if (given["SSEType"] is { } type) input["SSEType"] = type.DeepClone();
        if (given["KMSMasterKeyId"] is { } key) input["KMSMasterKeyId"] = key.DeepClone();
        return input;
    }

    // AWS: one index is made or deleted by an update at a time.
    private static IEnumerable<JsonObject> IndexChanges(ResourceCall call)
    {
        static Dictionary<string, JsonObject> Indexes(JsonObject properties) => (properties["GlobalSecondaryIndexes"] as JsonArray ?? []).OfType<JsonObject>().ToDictionary(i => (string)i["IndexName"]!);
        var (before, after) = (Indexes(call.Previous!), Indexes(call.Properties));
        JsonObject Update(string verb, JsonObject index) => new()
        {
            ["AttributeDefinitions"] = call.Properties["AttributeDefinitions"]?.DeepClone(),
            ["GlobalSecondaryIndexUpdates"] = new JsonArray(new JsonObject { [verb] = index }),
        };
        bool Remade(string name) => !JsonNode.DeepEquals(before[name]["KeySchema"], after[name]["KeySchema"]) || !JsonNode.DeepEquals(before[name]["Projection"], after[name]["Projection"]);
        foreach (var name in before.Keys.Where(n => !after.ContainsKey(n) || Remade(n))) yield return Update("Delete", new JsonObject { ["IndexName"] = name });
        foreach (var (name, index) in after)
        {
            if (!before.ContainsKey(name) || Remade(name)) yield return Update("Create", (JsonObject)index.DeepClone());
            else if (!JsonNode.DeepEquals(before[name]["ProvisionedThroughput"], index["ProvisionedThroughput"]) && index["ProvisionedThroughput"] is { } throughput)
                yield return Update("Update", new JsonObject { ["IndexName"] = name, ["ProvisionedThroughput"] = throughput.DeepClone() });
        }
    }

    internal static async ValueTask<JsonObject> ActiveAsync(ResourceCall call, string name)
    {
        JsonObject table = [];
        await call.UntilAsync(async () =>
        {
            table = (JsonObject)(await call.SendAsync("dynamodb", "DescribeTable", new JsonObject { ["TableName"] = name }))["Table"]!;
            return (string?)table["TableStatus"] == "ACTIVE" && (table["GlobalSecondaryIndexes"] as JsonArray ?? []).All(i => (string?)i!["IndexStatus"] == "ACTIVE");
        });
        return table;
    }

    private static async ValueTask ExpireAsync(ResourceCall call, string name)
    {
        var (before, after) = (call.Previous?["TimeToLiveSpecification"] as JsonObject, call.Properties["TimeToLiveSpecification"] as JsonObject);
        if (JsonNode.DeepEquals(before, after)) return;
        if ((bool?)before?["Enabled"] == true && ((bool?)after?["Enabled"] != true || (string?)before["AttributeName"] != (string?)after!["AttributeName"])) await SetAsync(before!, false);
        if ((bool?)after?["Enabled"] == true) await SetAsync(after!, true);

        async ValueTask SetAsync(JsonObject specification, bool enabled) => await call.SendAsync("dynamodb", "UpdateTimeToLive", new JsonObject
        {
            ["TableName"] = name,
            ["TimeToLiveSpecification"] = new JsonObject { ["Enabled"] = enabled, ["AttributeName"] = specification["AttributeName"]?.DeepClone() },
        });
    }

    private static async ValueTask PolicyAsync(ResourceCall call, string arn)
    {
        static string? Of(JsonObject? properties) => ResourceCall.DocumentOf((properties?["ResourcePolicy"] as JsonObject)?["PolicyDocument"]);
        var (before, after) = (Of(call.Previous), Of(call.Properties));
        if (before == after) return;
        if (after is not null) await call.SendAsync("dynamodb", "PutResourcePolicy", new JsonObject { ["ResourceArn"] = arn, ["Policy"] = after });
        else await call.SendAsync("dynamodb", "DeleteResourcePolicy", new JsonObject { ["ResourceArn"] = arn });
    }

    private static ResourceModel Model(string name, JsonObject table)
    {
        var attributes = new JsonObject { ["Arn"] = (string?)table["TableArn"] };
        if (table["LatestStreamArn"] is { } stream && table["StreamSpecification"] is not null) attributes["StreamArn"] = (string?)stream;
        return new ResourceModel(name) { Attributes = attributes };
    }
}
