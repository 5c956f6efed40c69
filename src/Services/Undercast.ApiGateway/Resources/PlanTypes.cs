using System.Text.Json.Nodes;
using Undercast.Cloud;

namespace Undercast.ApiGateway;

/// <summary><c>AWS::ApiGateway::Account</c>: the role for logs.</summary>
internal sealed class AccountType() : ResourceType("AWS::ApiGateway::Account")
{
    /// <inheritdoc/>
    public override async ValueTask<ResourceModel> CreateAsync(ResourceCall call)
    {
        await new Patches(call).Add("replace", "/cloudwatchRoleArn", call.Text("CloudWatchRoleArn") ?? "").SendAsync("UpdateAccount", []);
        var id = call.MakeName(60);
        return new ResourceModel(id) { Attributes = new JsonObject { ["Id"] = id } };
    }

    /// <inheritdoc/>
    public override async ValueTask<ResourceModel> UpdateAsync(ResourceCall call, string id)
    {
        await new Patches(call).Scalar("CloudWatchRoleArn", "/cloudwatchRoleArn").SendAsync("UpdateAccount", []);
        return new ResourceModel(id) { Attributes = new JsonObject { ["Id"] = id } };
    }

    // AWS: the account's settings stay.
    /// <inheritdoc/>
    public override ValueTask DeleteAsync(ResourceCall call, string id) => default;
}

/// <summary><c>AWS::ApiGateway::ApiKey</c>.</summary>
internal sealed class ApiKeyType() : ResourceType("AWS::ApiGateway::ApiKey")
{
    /// <inheritdoc/>
    public override async ValueTask<ResourceModel> CreateAsync(ResourceCall call)
    {
        call.Refuse("GenerateDistinctId", "StageKeys");
        var input = Wired.Of(call, "CustomerId", "Description", "Enabled", "Value");
        input["name"] = call.Text("Name") ?? call.MakeName(100);
        input["tags"] = call.TagMap();
        return Model((string)(await call.SendAsync("apigateway", "CreateApiKey", input))["id"]!);
    }

    /// <inheritdoc/>
    public override async ValueTask<ResourceModel> UpdateAsync(ResourceCall call, string id)
    {
        call.Refuse("GenerateDistinctId", "StageKeys");
        await new Patches(call).Scalar("CustomerId", "/customerId").Scalar("Description", "/description").Scalar("Enabled", "/enabled", "false").SendAsync("UpdateApiKey", new JsonObject { ["apiKey"] = id });
        await call.RetagAsync(Wired.Tags, Wired.ArnOf(call, $"apikeys/{id}"));
        return Model(id);
    }

    /// <inheritdoc/>
    public override ValueTask DeleteAsync(ResourceCall call, string id) => Wired.DeleteAsync(call, "DeleteApiKey", new JsonObject { ["apiKey"] = id });

    private static ResourceModel Model(string id) => new(id) { Attributes = new JsonObject { ["APIKeyId"] = id } };
}

/// <summary><c>AWS::ApiGateway::UsagePlan</c>.</summary>
internal sealed class UsagePlanType() : ResourceType("AWS::ApiGateway::UsagePlan")
{
    /// <inheritdoc/>
    public override async ValueTask<ResourceModel> CreateAsync(ResourceCall call)
    {
        var input = Wired.Of(call, "Description");
        input["name"] = call.Text("UsagePlanName") ?? call.MakeName(100);
        input["quota"] = Wired.Group(call.Properties["Quota"]);
        input["throttle"] = Wired.Group(call.Properties["Throttle"]);
        input["tags"] = call.TagMap();
        input["apiStages"] = new JsonArray([.. (call.Properties["ApiStages"] as JsonArray ?? []).Select(Stage)]);
        return Model((string)(await call.SendAsync("apigateway", "CreateUsagePlan", input))["id"]!);
    }

    /// <inheritdoc/>
    public override async ValueTask<ResourceModel> UpdateAsync(ResourceCall call, string id)
    {
        var patches = new Patches(call).Scalar("UsagePlanName", "/name").Scalar("Description", "/description");
        foreach (var name in (string[])["Quota", "Throttle"])
        {
            var path = "/" + Wired.Lower(name);
            if (call.Properties[name] is null && call.Previous![name] is not null) patches.Add("remove", path, null);
            else patches.Map(Wired.Group(call.Previous![name]), Wired.Group(call.Properties[name]), path);
        }
        foreach (var gone in Names(call.Previous!).Except(Names(call.Properties))) patches.Add("remove", "/apiStages", gone);
        foreach (var come in Names(call.Properties).Except(Names(call.Previous!))) patches.Add("add", "/apiStages", come);
        await patches.SendAsync("UpdateUsagePlan", new JsonObject { ["usagePlanId"] = id });
        await call.RetagAsync(Wired.Tags, Wired.ArnOf(call, $"usageplans/{id}"));
        return Model(id);
    }

    /// <inheritdoc/>
    public override async ValueTask DeleteAsync(ResourceCall call, string id)
    {
        // AWS: a plan lets go of its stages first.
        var plan = await call.TrySendAsync("apigateway", "GetUsagePlan", new JsonObject { ["usagePlanId"] = id }, static e => e is NotFoundException);
        if (plan is null) return;
        var patches = new Patches(call);
        foreach (var stage in plan["apiStages"] as JsonArray ?? []) patches.Add("remove", "/apiStages", $"{(string?)stage!["apiId"]}:{(string?)stage["stage"]}");
        await patches.SendAsync("UpdateUsagePlan", new JsonObject { ["usagePlanId"] = id });
        await Wired.DeleteAsync(call, "DeleteUsagePlan", new JsonObject { ["usagePlanId"] = id });
    }

    private static JsonNode Stage(JsonNode? stage)
    {
        var group = Wired.Group(stage)!;
        if (group["throttle"] is JsonObject throttle) group["throttle"] = new JsonObject(throttle.Select(t => new KeyValuePair<string, JsonNode?>(t.Key, Wired.Group(t.Value))));
        return group;
    }

    private static IEnumerable<string> Names(JsonObject properties) => (properties["ApiStages"] as JsonArray ?? []).Select(s => $"{(string?)s!["ApiId"]}:{(string?)s["Stage"]}");

    private static ResourceModel Model(string id) => new(id) { Attributes = new JsonObject { ["Id"] = id } };
}

/// <summary><c>AWS::ApiGateway::UsagePlanKey</c>.</summary>
internal sealed class UsagePlanKeyType() : ResourceType("AWS::ApiGateway::UsagePlanKey")
{
    /// <inheritdoc/>
    public override async ValueTask<ResourceModel> CreateAsync(ResourceCall call)
    {
        await call.TrySendAsync("apigateway", "CreateUsagePlanKey", Wired.Of(call, "UsagePlanId", "KeyId", "KeyType"), e => call.IsRetry && e is ConflictException);
        return Model(call);
    }

    /// <inheritdoc/>
    public override ValueTask<ResourceModel> UpdateAsync(ResourceCall call, string id) => new(Model(call));

    /// <inheritdoc/>
    public override ValueTask DeleteAsync(ResourceCall call, string id) => Wired.DeleteAsync(call, "DeleteUsagePlanKey", Wired.Of(call, "UsagePlanId", "KeyId"));

    private static ResourceModel Model(ResourceCall call)
    {
        var id = $"{call.Text("KeyId")}:{call.Text("UsagePlanId")}";
        return new ResourceModel(id) { Attributes = new JsonObject { ["Id"] = id } };
    }
}
