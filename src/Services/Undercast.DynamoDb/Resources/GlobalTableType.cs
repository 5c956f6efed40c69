using System.Text.Json.Nodes;
using Undercast.Cloud;

namespace Undercast.DynamoDb;

/// <summary><c>AWS::DynamoDB::GlobalTable</c>; <c>Ref</c> is its name.</summary>
/// <remarks>What all replicas share is made as a table of the stack's region is; then come the replicas, and what each of them has of its own.</remarks>
internal sealed class GlobalTableType(TableType table) : ResourceType("AWS::DynamoDB::GlobalTable")
{
    private static readonly string[] Unbuilt = ["GlobalTableSourceArn", "GlobalTableWitnesses"];
    private static readonly string[] Shared = ["TableName", "AttributeDefinitions", "KeySchema", "LocalSecondaryIndexes", "BillingMode", "StreamSpecification", "TimeToLiveSpecification", "WarmThroughput", "SSESpecification"];
    private static readonly string[] Own = ["TableClass", "DeletionProtectionEnabled", "PointInTimeRecoverySpecification", "ContributorInsightsSpecification", "ResourcePolicy", "Tags"];
    private static readonly string[] UnbuiltOwn = ["KinesisStreamSpecification", "ReplicaStreamSpecification", "SSESpecification", "GlobalTableSettingsReplicationMode"];

    public override async ValueTask<ResourceModel> CreateAsync(ResourceCall call)
    {
        Check(call);
        var made = await table.CreateAsync(In(call, call.Region, Properties(call.Properties, call.Region), null));
        foreach (var region in Regions(call.Properties).Where(r => r != call.Region)) await AddAsync(call, made.Id, region);
        return await ModelAsync(call, made);
    }

    public override async ValueTask<ResourceModel> UpdateAsync(ResourceCall call, string id)
    {
        Check(call);
        var (before, after) = (Regions(call.Previous!), Regions(call.Properties));
        var made = await table.UpdateAsync(In(call, call.Region, Properties(call.Properties, call.Region), Properties(call.Previous!, call.Region)), id);
        foreach (var region in before.Except(after)) await RemoveAsync(call, id, region);
        foreach (var region in after.Where(r => r != call.Region))
        {
            if (!before.Contains(region)) await AddAsync(call, id, region);
            else await OwnAsync(call, id, region, Specification(call.Previous!, region));
        }
        return await ModelAsync(call, made);
    }

    public override async ValueTask DeleteAsync(ResourceCall call, string id)
    {
        foreach (var region in Regions(call.Properties).Where(r => r != call.Region))
        {
            if (await call.TrySendAsync("dynamodb", "DescribeTable", new JsonObject { ["TableName"] = id }, static e => e is ResourceNotFoundException) is { } told && Has(told, region)) await RemoveAsync(call, id, region);
        }
        await table.DeleteAsync(call, id);
    }

    public override bool NeedsReplacement(JsonObject previous, JsonObject desired) =>
        base.NeedsReplacement(previous, desired) || !JsonNode.DeepEquals(previous["KeySchema"], desired["KeySchema"]) || !JsonNode.DeepEquals(previous["LocalSecondaryIndexes"], desired["LocalSecondaryIndexes"]);

    private static void Check(ResourceCall call)
    {
        call.Refuse(Unbuilt);
        if (call.Text("MultiRegionConsistency") is not (null or "EVENTUAL")) throw Kernel.CommonException.NotSupported("The property MultiRegionConsistency with the value STRONG");
        foreach (var name in UnbuiltOwn)
        {
            if (Replicas(call.Properties).Any(r => r[name] is not null)) throw Kernel.CommonException.NotSupported($"The property Replicas.{name}");
        }
        // AWS: the region of the stack is one of the replicas (AWS::DynamoDB::GlobalTable).
        if (!Regions(call.Properties).Contains(call.Region)) throw Faults.Validation($"Replicas must contain the region of the stack, {call.Region}");
    }

    private async ValueTask AddAsync(ResourceCall call, string id, string region)
    {
        await TableType.ActiveAsync(call, id);
        await call.SendAsync("dynamodb", "UpdateTable", new JsonObject { ["TableName"] = id, ["ReplicaUpdates"] = new JsonArray(new JsonObject { ["Create"] = new JsonObject { ["RegionName"] = region } }) });
        await TableType.ActiveAsync(In(call, region, [], null), id);
        await OwnAsync(call, id, region, []);
    }

    private static async ValueTask RemoveAsync(ResourceCall call, string id, string region)
    {
        await TableType.ActiveAsync(call, id);
        await call.SendAsync("dynamodb", "UpdateTable", new JsonObject { ["TableName"] = id, ["ReplicaUpdates"] = new JsonArray(new JsonObject { ["Delete"] = new JsonObject { ["RegionName"] = region } }) });
        await call.UntilAsync(async () => !Has(await call.SendAsync("dynamodb", "DescribeTable", new JsonObject { ["TableName"] = id }), region));
    }

    // What a replica has of its own is brought from what it was, all else being as it is.
    private async ValueTask OwnAsync(ResourceCall call, string id, string region, JsonObject before)
    {
        await TableType.ActiveAsync(In(call, region, [], null), id);
        var previous = (JsonObject)Properties(call.Properties, region).DeepClone();
        foreach (var name in Own)
        {
            previous.Remove(name);
            if (before[name] is { } value) previous[name] = value.DeepClone();
        }
        await table.UpdateAsync(In(call, region, Properties(call.Properties, region), previous), id);
    }

    private static bool Has(JsonObject told, string region) => (told["Table"]!["Replicas"] as JsonArray ?? []).Any(r => (string?)r!["RegionName"] == region);

    // AWS: the attributes are those of the replica in the stack's region.
    private static async ValueTask<ResourceModel> ModelAsync(ResourceCall call, ResourceModel made)
    {
        var told = await TableType.ActiveAsync(call, made.Id);
        var attributes = new JsonObject { ["Arn"] = (string?)told["TableArn"], ["TableId"] = (string?)told["TableId"] };
        if (told["LatestStreamArn"] is { } stream) attributes["StreamArn"] = (string?)stream;
        return new ResourceModel(made.Id) { Attributes = attributes };
    }

    private static ResourceCall In(ResourceCall call, string region, JsonObject properties, JsonObject? previous) => new()
    {
        Calls = call.Calls, Caller = call.Caller, Region = region, Properties = properties, Previous = previous, LogicalId = call.LogicalId, StackName = call.StackName, StackId = call.StackId,
        StackTags = call.StackTags, Token = call.Token, IsRetry = call.IsRetry, Time = call.Time, Cancelled = call.Cancelled,
    };

    private static IEnumerable<JsonObject> Replicas(JsonObject properties) => (properties["Replicas"] as JsonArray ?? []).OfType<JsonObject>();

    private static string[] Regions(JsonObject properties) => [.. Replicas(properties).Select(r => (string)r["Region"]!)];

    private static JsonObject Specification(JsonObject properties, string region) => Replicas(properties).FirstOrDefault(r => (string?)r["Region"] == region) ?? [];

    // The table of one region, in the properties of AWS::DynamoDB::Table.
    private static JsonObject Properties(JsonObject global, string region)
    {
        var own = Specification(global, region);
        var properties = new JsonObject();
        foreach (var name in Shared) Copy(global, properties, name);
        foreach (var name in Own) Copy(own, properties, name);
        var provisioned = (string?)global["BillingMode"] is null or "PROVISIONED";
        if (provisioned) properties["ProvisionedThroughput"] = Throughput(global, own);
        else if (global["ReadOnDemandThroughputSettings"] is not null || global["WriteOnDemandThroughputSettings"] is not null) properties["OnDemandThroughput"] = OnDemand(global, own);
        if (global["GlobalSecondaryIndexes"] is JsonArray indexes)
        {
            properties["GlobalSecondaryIndexes"] = new JsonArray([.. indexes.OfType<JsonObject>().Select(index =>
            {
                var made = new JsonObject();
                foreach (var name in (string[])["IndexName", "KeySchema", "Projection", "WarmThroughput"]) Copy(index, made, name);
                var ownIndex = (own["GlobalSecondaryIndexes"] as JsonArray ?? []).OfType<JsonObject>().FirstOrDefault(i => (string?)i["IndexName"] == (string?)index["IndexName"]) ?? [];
                if (provisioned) made["ProvisionedThroughput"] = Throughput(index, ownIndex);
                return (JsonNode)made;
            })]);
        }
        return properties;
    }

    // Differs: nothing scales by itself here, so a table gets the capacity that scaling would begin with.
    private static JsonObject Throughput(JsonObject shared, JsonObject own)
    {
        static long? Scaled(JsonNode? settings, string which) => settings?[which] is JsonObject scaling ? (long?)scaling["SeedCapacity"] ?? (long?)scaling["MinCapacity"] : null;
        var (reads, writes) = (own["ReadProvisionedThroughputSettings"] ?? shared["ReadProvisionedThroughputSettings"], shared["WriteProvisionedThroughputSettings"]);
        return new JsonObject
        {
            ["ReadCapacityUnits"] = (long?)reads?["ReadCapacityUnits"] ?? Scaled(reads, "ReadCapacityAutoScalingSettings") ?? 1,
            ["WriteCapacityUnits"] = Scaled(writes, "WriteCapacityAutoScalingSettings") ?? 1,
        };
    }

    private static JsonObject OnDemand(JsonObject shared, JsonObject own)
    {
        var limits = new JsonObject();
        Copy((own["ReadOnDemandThroughputSettings"] ?? shared["ReadOnDemandThroughputSettings"]) as JsonObject ?? [], limits, "MaxReadRequestUnits");
        Copy(shared["WriteOnDemandThroughputSettings"] as JsonObject ?? [], limits, "MaxWriteRequestUnits");
        return limits;
    }

    private static void Copy(JsonObject from, JsonObject to, string name)
    {
        if (from[name] is { } value) to[name] = value.DeepClone();
    }
}
