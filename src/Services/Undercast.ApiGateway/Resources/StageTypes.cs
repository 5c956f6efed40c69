using System.Text.Json.Nodes;
using Undercast.Cloud;

namespace Undercast.ApiGateway;

/// <summary><c>AWS::ApiGateway::Deployment</c>, with a stage if it names one.</summary>
internal sealed class DeploymentType() : ResourceType("AWS::ApiGateway::Deployment")
{
    /// <inheritdoc/>
    public override async ValueTask<ResourceModel> CreateAsync(ResourceCall call)
    {
        var input = Wired.Of(call, "RestApiId", "Description", "StageName");
        input["canarySettings"] = Wired.Group(call.Properties["DeploymentCanarySettings"]);
        var stage = call.Properties["StageDescription"] as JsonObject;
        if (stage is not null)
        {
            input["stageDescription"] = stage["Description"]?.DeepClone();
            foreach (var name in (string[])["CacheClusterEnabled", "CacheClusterSize", "TracingEnabled", "Variables"])
            {
                if (stage[name] is { } value) input[Wired.Lower(name)] = value.DeepClone();
            }
        }
        var made = await call.SendAsync("apigateway", "CreateDeployment", input);
        if (stage is not null && call.Text("StageName") is { } stageName)
            await StageSettings.Add(new Patches(call), null, stage).SendAsync("UpdateStage", new JsonObject { ["restApiId"] = call.Text("RestApiId"), ["stageName"] = stageName });
        return Model((string)made["id"]!);
    }

    /// <inheritdoc/>
    public override async ValueTask<ResourceModel> UpdateAsync(ResourceCall call, string id)
    {
        await new Patches(call).Scalar("Description", "/description").SendAsync("UpdateDeployment", new JsonObject { ["restApiId"] = call.Text("RestApiId"), ["deploymentId"] = id });
        return Model(id);
    }

    /// <inheritdoc/>
    public override async ValueTask DeleteAsync(ResourceCall call, string id)
    {
        // The stage that came with a deployment goes with it; one that points elsewhere by now stays.
        if (call.Text("StageName") is { } name)
        {
            var place = new JsonObject { ["restApiId"] = call.Text("RestApiId"), ["stageName"] = name };
            var stage = await call.TrySendAsync("apigateway", "GetStage", (JsonObject)place.DeepClone(), static e => e is NotFoundException);
            if ((string?)stage?["deploymentId"] == id) await Wired.DeleteAsync(call, "DeleteStage", place);
        }
        await Wired.DeleteAsync(call, "DeleteDeployment", new JsonObject { ["restApiId"] = call.Text("RestApiId"), ["deploymentId"] = id });
    }

    private static ResourceModel Model(string id) => new(id) { Attributes = new JsonObject { ["DeploymentId"] = id } };
}

/// <summary><c>AWS::ApiGateway::Stage</c>.</summary>
internal sealed class StageType() : ResourceType("AWS::ApiGateway::Stage")
{
    /// <inheritdoc/>
    public override async ValueTask<ResourceModel> CreateAsync(ResourceCall call)
    {
        call.Refuse("ClientCertificateId");
        var input = Wired.Of(call, "RestApiId", "DeploymentId", "Description", "CacheClusterEnabled", "CacheClusterSize", "DocumentationVersion", "TracingEnabled", "Variables");
        var name = call.Text("StageName") ?? "default";
        input["stageName"] = name;
        input["canarySettings"] = Wired.Group(call.Properties["CanarySetting"]);
        input["tags"] = call.TagMap();
        await call.MakeAsync("apigateway", "CreateStage", input);
        await StageSettings.Add(new Patches(call), null, call.Properties).SendAsync("UpdateStage", Place(call, name));
        return new ResourceModel(name);
    }

    /// <inheritdoc/>
    public override async ValueTask<ResourceModel> UpdateAsync(ResourceCall call, string id)
    {
        call.Refuse("ClientCertificateId");
        var patches = new Patches(call).Scalar("DeploymentId", "/deploymentId").Scalar("Description", "/description").Scalar("DocumentationVersion", "/documentationVersion")
            .Scalar("CacheClusterEnabled", "/cacheClusterEnabled", "false").Scalar("CacheClusterSize", "/cacheClusterSize", "0.5").Scalar("TracingEnabled", "/tracingEnabled", "false")
            .Map(call.Previous!["Variables"], call.Properties["Variables"], "/variables");
        if (!JsonNode.DeepEquals(call.Previous["CanarySetting"], call.Properties["CanarySetting"])) Canary(patches, call.Previous["CanarySetting"] is not null, call.Properties["CanarySetting"] as JsonObject);
        await StageSettings.Add(patches, call.Previous, call.Properties).SendAsync("UpdateStage", Place(call, id));
        await call.RetagAsync(Wired.Tags, Wired.ArnOf(call, $"restapis/{call.Text("RestApiId")}/stages/{id}"));
        return new ResourceModel(id);
    }

    /// <inheritdoc/>
    public override ValueTask DeleteAsync(ResourceCall call, string id) => Wired.DeleteAsync(call, "DeleteStage", Place(call, id));

    private static void Canary(Patches patches, bool had, JsonObject? canary)
    {
        if (had) patches.Add("remove", "/canarySettings", null);
        foreach (var (name, value) in canary ?? [])
        {
            if (value is JsonObject overrides) patches.Map(null, overrides, "/canarySettings/stageVariableOverrides");
            else patches.Add("replace", $"/canarySettings/{Wired.Lower(name)}", ResourceCall.DocumentOf(value));
        }
    }

    private static JsonObject Place(ResourceCall call, string name) => new() { ["restApiId"] = call.Text("RestApiId"), ["stageName"] = name };
}

/// <summary>Settings of a stage that only PATCH can make.</summary>
internal static class StageSettings
{
    // Property names, and what follows resource and method in the path.
    private static readonly (string Property, string Path)[] Members =
    [
        ("CacheDataEncrypted", "caching/dataEncrypted"), ("CacheTtlInSeconds", "caching/ttlInSeconds"), ("CachingEnabled", "caching/enabled"), ("DataTraceEnabled", "logging/dataTrace"),
        ("LoggingLevel", "logging/loglevel"), ("MetricsEnabled", "metrics/enabled"), ("ThrottlingBurstLimit", "throttling/burstLimit"), ("ThrottlingRateLimit", "throttling/rateLimit"),
    ];

    public static Patches Add(Patches patches, JsonObject? old, JsonObject next)
    {
        var (before, after) = (old?["MethodSettings"] as JsonArray ?? [], next["MethodSettings"] as JsonArray ?? []);
        // A setting that differs goes first: what it no longer names is then what it is without being named.
        foreach (var gone in before.Where(b => !after.Any(a => JsonNode.DeepEquals(a, b)))) patches.Add("remove", PlaceOf(gone), null);
        foreach (var setting in after.OfType<JsonObject>()) Each(setting, PlaceOf(setting));
        // A deployment's stage has the settings of all methods beside the rest.
        Each(next, "/*/*");
        patches.Map(Wired.Group(old?["AccessLogSetting"]), Wired.Group(next["AccessLogSetting"]), "/accessLogSettings");
        return patches;

        void Each(JsonObject setting, string place)
        {
            foreach (var (property, path) in Members)
            {
                if (setting[property] is JsonValue value) patches.Add("replace", $"{place}/{path}", PropertyRules.TextOf(value));
            }
        }
    }

    private static string PlaceOf(JsonNode? setting)
    {
        var path = (string?)setting?["ResourcePath"] ?? "/*";
        return $"/{(path == "/*" ? "*" : Patches.Escape(path))}/{(string?)setting?["HttpMethod"] ?? "*"}";
    }
}
