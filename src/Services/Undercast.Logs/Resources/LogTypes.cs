using System.Text.Json.Nodes;
using Undercast.Cloud;
using Undercast.Kernel;

namespace Undercast.Logs;

/// <summary><c>AWS::Logs::LogGroup</c>; <c>Ref</c> is its name.</summary>
internal sealed class LogGroupType() : ResourceType("AWS::Logs::LogGroup")
{
    private static readonly TagOperations Tags = new("logs", "ListTagsForResource", "TagResource", "UntagResource", "resourceArn") { Tags = "tags", Keys = "tagKeys" };
    private static readonly string[] Unbuilt = ["BearerTokenAuthenticationEnabled", "DataProtectionPolicy", "FieldIndexPolicies", "ResourcePolicyDocument"];

    public override async ValueTask<ResourceModel> CreateAsync(ResourceCall call)
    {
        call.Refuse(Unbuilt);
        if (call.Text("LogGroupClass") is not (null or "STANDARD")) call.Refuse("LogGroupClass");
        var name = call.Text("LogGroupName") ?? call.MakeName(512);
        var input = new JsonObject { ["logGroupName"] = name };
        if (call.TagMap() is { Count: > 0 } tags) input["tags"] = tags;
        if (call.Text("KmsKeyId") is { } key) input["kmsKeyId"] = key;
        if (call.Properties["DeletionProtectionEnabled"] is { } held) input["deletionProtectionEnabled"] = held.DeepClone();
        await call.MakeAsync("logs", "CreateLogGroup", input);
        call.Made(name);
        await RetainAsync(call, name);
        return Model(call, name);
    }

    public override ValueTask<IReadOnlyList<string>> ListAsync(ResourceCall call) => call.ListAsync("logs", "DescribeLogGroups", "logGroups", "logGroupName", "nextToken", "nextToken");

    public override async ValueTask<ResourceModel?> ReadAsync(ResourceCall call, string id)
    {
        var found = (await call.SendAsync("logs", "DescribeLogGroups", new JsonObject { ["logGroupNamePrefix"] = id }))["logGroups"] as JsonArray ?? [];
        if (found.FirstOrDefault(g => (string?)g!["logGroupName"] == id) is not JsonObject group) return null;
        var properties = new JsonObject { ["LogGroupName"] = id };
        foreach (var (name, member) in (ReadOnlySpan<(string, string)>)[("RetentionInDays", "retentionInDays"), ("KmsKeyId", "kmsKeyId"), ("DeletionProtectionEnabled", "deletionProtectionEnabled"), ("LogGroupClass", "logGroupClass")])
        {
            if (group[member] is { } value) properties[name] = value.DeepClone();
        }
        if ((await call.SendAsync("logs", "ListTagsForResource", new JsonObject { ["resourceArn"] = ArnOf(call, id) }))["tags"] is JsonObject { Count: > 0 } tags)
            properties["Tags"] = new JsonArray([.. tags.Select(t => (JsonNode)new JsonObject { ["Key"] = t.Key, ["Value"] = t.Value?.DeepClone() })]);
        return Model(call, id) with { Properties = PropertyRules.Check(Schema, properties, out _) };
    }

    public override async ValueTask<ResourceModel> UpdateAsync(ResourceCall call, string id)
    {
        call.Refuse(Unbuilt);
        await RetainAsync(call, id);
        if (call.Text("KmsKeyId") is { } key) await call.SendAsync("logs", "AssociateKmsKey", new JsonObject { ["logGroupName"] = id, ["kmsKeyId"] = key });
        else if (call.Previous?["KmsKeyId"] is not null) await call.SendAsync("logs", "DisassociateKmsKey", new JsonObject { ["logGroupName"] = id });
        var held = call.Properties["DeletionProtectionEnabled"]?.GetValue<bool>() ?? false;
        if (held != (call.Previous?["DeletionProtectionEnabled"]?.GetValue<bool>() ?? false))
            await call.SendAsync("logs", "PutLogGroupDeletionProtection", new JsonObject { ["logGroupIdentifier"] = id, ["deletionProtectionEnabled"] = held });
        await call.RetagAsync(Tags, ArnOf(call, id));
        return Model(call, id);
    }

    public override async ValueTask DeleteAsync(ResourceCall call, string id) =>
        await call.TrySendAsync("logs", "DeleteLogGroup", new JsonObject { ["logGroupName"] = id }, static e => e is ResourceNotFoundException);

    private static async ValueTask RetainAsync(ResourceCall call, string name)
    {
        if (call.Properties["RetentionInDays"] is { } days) await call.SendAsync("logs", "PutRetentionPolicy", new JsonObject { ["logGroupName"] = name, ["retentionInDays"] = days.DeepClone() });
        else if (call.Previous?["RetentionInDays"] is not null) await call.SendAsync("logs", "DeleteRetentionPolicy", new JsonObject { ["logGroupName"] = name });
    }

    private static string ArnOf(ResourceCall call, string name) => new Arn(call.Partition, "logs", call.Region, call.Account, "log-group:" + name).ToString();

    // AWS: the attribute ends in ":*", the ARN of everything in the group.
    private static ResourceModel Model(ResourceCall call, string name) => new(name) { Attributes = new JsonObject { ["Arn"] = ArnOf(call, name) + ":*" } };
}

/// <summary><c>AWS::Logs::LogStream</c>; <c>Ref</c> is its name.</summary>
internal sealed class LogStreamType() : ResourceType("AWS::Logs::LogStream")
{
    public override async ValueTask<ResourceModel> CreateAsync(ResourceCall call)
    {
        var name = call.Text("LogStreamName") ?? call.MakeName(512);
        await call.MakeAsync("logs", "CreateLogStream", new JsonObject { ["logGroupName"] = call.Text("LogGroupName"), ["logStreamName"] = name });
        return new ResourceModel(name);
    }

    public override ValueTask<ResourceModel> UpdateAsync(ResourceCall call, string id) => new(new ResourceModel(id));

    public override async ValueTask DeleteAsync(ResourceCall call, string id) =>
        await call.TrySendAsync("logs", "DeleteLogStream", new JsonObject { ["logGroupName"] = call.Text("LogGroupName"), ["logStreamName"] = id }, static e => e is ResourceNotFoundException);
}

/// <summary><c>AWS::Logs::SubscriptionFilter</c>; <c>Ref</c> is its name.</summary>
internal sealed class SubscriptionFilterType() : ResourceType("AWS::Logs::SubscriptionFilter")
{
    public override ValueTask<ResourceModel> CreateAsync(ResourceCall call) => PutAsync(call, call.Text("FilterName") ?? call.MakeName(512));

    public override ValueTask<ResourceModel> UpdateAsync(ResourceCall call, string id) => PutAsync(call, id);

    public override async ValueTask DeleteAsync(ResourceCall call, string id) =>
        await call.TrySendAsync("logs", "DeleteSubscriptionFilter", new JsonObject { ["logGroupName"] = call.Text("LogGroupName"), ["filterName"] = id }, static e => e is ResourceNotFoundException);

    private static async ValueTask<ResourceModel> PutAsync(ResourceCall call, string name)
    {
        call.Refuse("ApplyOnTransformedLogs", "EmitSystemFields", "FieldSelectionCriteria", "Distribution");
        var input = new JsonObject { ["logGroupName"] = call.Text("LogGroupName"), ["filterName"] = name, ["filterPattern"] = call.Text("FilterPattern"), ["destinationArn"] = call.Text("DestinationArn") };
        if (call.Text("RoleArn") is { } role) input["roleArn"] = role;
        await call.SendAsync("logs", "PutSubscriptionFilter", input);
        return new ResourceModel(name);
    }
}
