using System.Text.Json.Nodes;
using Undercast.Cloud;

namespace Undercast.Logs;

/// <summary><c>AWS::Logs::MetricFilter</c>; <c>Ref</c> is its name.</summary>
internal sealed class MetricFilterType() : ResourceType("AWS::Logs::MetricFilter")
{
    public override ValueTask<ResourceModel> CreateAsync(ResourceCall call) => PutAsync(call, call.Text("FilterName") ?? call.MakeName(512));

    public override ValueTask<ResourceModel> UpdateAsync(ResourceCall call, string id) => PutAsync(call, id);

    public override async ValueTask DeleteAsync(ResourceCall call, string id) =>
        await call.TrySendAsync("logs", "DeleteMetricFilter", new JsonObject { ["logGroupName"] = call.Text("LogGroupName"), ["filterName"] = id }, static e => e is ResourceNotFoundException);

    private static async ValueTask<ResourceModel> PutAsync(ResourceCall call, string name)
    {
        call.Refuse("ApplyOnTransformedLogs", "EmitSystemFieldDimensions", "FieldSelectionCriteria");
        var transformations = new JsonArray();
        foreach (var one in (JsonArray)call.Properties["MetricTransformations"]!)
        {
            var given = (JsonObject)one!;
            var made = new JsonObject { ["metricName"] = given["MetricName"]!.DeepClone(), ["metricNamespace"] = given["MetricNamespace"]!.DeepClone(), ["metricValue"] = given["MetricValue"]!.DeepClone() };
            if (given["DefaultValue"] is { } standard) made["defaultValue"] = standard.DeepClone();
            if (given["Unit"] is { } unit) made["unit"] = unit.DeepClone();
            if (given["Dimensions"] is JsonArray { Count: > 0 } dimensions) made["dimensions"] = new JsonObject(dimensions.Select(d => KeyValuePair.Create((string)d!["Key"]!, (JsonNode?)d["Value"]!.DeepClone())));
            transformations.Add(made);
        }
        await call.SendAsync("logs", "PutMetricFilter", new JsonObject { ["logGroupName"] = call.Text("LogGroupName"), ["filterName"] = name, ["filterPattern"] = call.Text("FilterPattern"), ["metricTransformations"] = transformations });
        return new ResourceModel(name);
    }
}

/// <summary><c>AWS::Logs::ResourcePolicy</c>; <c>Ref</c> is its name.</summary>
internal sealed class LogsResourcePolicyType() : ResourceType("AWS::Logs::ResourcePolicy")
{
    public override ValueTask<ResourceModel> CreateAsync(ResourceCall call) => PutAsync(call);

    public override ValueTask<ResourceModel> UpdateAsync(ResourceCall call, string id) => PutAsync(call);

    public override async ValueTask DeleteAsync(ResourceCall call, string id) =>
        await call.TrySendAsync("logs", "DeleteResourcePolicy", new JsonObject { ["policyName"] = id }, static e => e is ResourceNotFoundException);

    private static async ValueTask<ResourceModel> PutAsync(ResourceCall call)
    {
        var name = call.Text("PolicyName")!;
        var document = call.Properties["PolicyDocument"]!;
        // The document may be an object or its text.
        var text = document is JsonValue value && value.TryGetValue(out string? written) ? written : document.ToJsonString();
        await call.SendAsync("logs", "PutResourcePolicy", new JsonObject { ["policyName"] = name, ["policyDocument"] = text });
        return new ResourceModel(name);
    }
}

/// <summary><c>AWS::Logs::QueryDefinition</c>; <c>Ref</c> is its id.</summary>
internal sealed class QueryDefinitionType() : ResourceType("AWS::Logs::QueryDefinition")
{
    public override ValueTask<ResourceModel> CreateAsync(ResourceCall call) => PutAsync(call, null);

    public override ValueTask<ResourceModel> UpdateAsync(ResourceCall call, string id) => PutAsync(call, id);

    public override async ValueTask DeleteAsync(ResourceCall call, string id) =>
        await call.TrySendAsync("logs", "DeleteQueryDefinition", new JsonObject { ["queryDefinitionId"] = id }, static e => e is ResourceNotFoundException);

    private static async ValueTask<ResourceModel> PutAsync(ResourceCall call, string? id)
    {
        var input = new JsonObject { ["name"] = call.Text("Name"), ["queryString"] = call.Text("QueryString") };
        if (id is not null) input["queryDefinitionId"] = id;
        if (call.Text("QueryLanguage") is { } language) input["queryLanguage"] = language;
        if (call.Properties["LogGroupNames"] is { } groups) input["logGroupNames"] = groups.DeepClone();
        if (call.Properties["Parameters"] is JsonArray parameters)
        {
            input["parameters"] = new JsonArray([.. parameters.Select(p =>
            {
                var made = new JsonObject { ["name"] = p!["Name"]!.DeepClone() };
                if (p["DefaultValue"] is { } standard) made["defaultValue"] = standard.DeepClone();
                if (p["Description"] is { } description) made["description"] = description.DeepClone();
                return (JsonNode)made;
            })]);
        }
        var made = (string)(await call.SendAsync("logs", "PutQueryDefinition", input))["queryDefinitionId"]!;
        return new ResourceModel(made) { Attributes = new JsonObject { ["QueryDefinitionId"] = made } };
    }
}
