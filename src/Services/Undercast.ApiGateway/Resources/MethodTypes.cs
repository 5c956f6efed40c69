using System.Text.Json.Nodes;
using Undercast.Cloud;

namespace Undercast.ApiGateway;

/// <summary><c>AWS::ApiGateway::Resource</c>.</summary>
internal sealed class ApiResourceType() : ResourceType("AWS::ApiGateway::Resource")
{
    /// <inheritdoc/>
    public override async ValueTask<ResourceModel> CreateAsync(ResourceCall call)
    {
        var made = await call.SendAsync("apigateway", "CreateResource", Wired.Of(call, "RestApiId", "ParentId", "PathPart"));
        return new ResourceModel((string)made["id"]!) { Attributes = new JsonObject { ["ResourceId"] = made["id"]!.DeepClone() } };
    }

    /// <inheritdoc/>
    public override ValueTask<ResourceModel> UpdateAsync(ResourceCall call, string id) => new(new ResourceModel(id) { Attributes = new JsonObject { ["ResourceId"] = id } });

    /// <inheritdoc/>
    public override ValueTask DeleteAsync(ResourceCall call, string id) => Wired.DeleteAsync(call, "DeleteResource", new JsonObject { ["restApiId"] = call.Text("RestApiId"), ["resourceId"] = id });
}

/// <summary><c>AWS::ApiGateway::Method</c> with its integration and responses.</summary>
internal sealed class MethodType() : ResourceType("AWS::ApiGateway::Method")
{
    /// <inheritdoc/>
    public override async ValueTask<ResourceModel> CreateAsync(ResourceCall call)
    {
        // A method that an attempt before this one has made is made anew.
        if (call.IsRetry) await Wired.DeleteAsync(call, "DeleteMethod", Place(call));
        var input = Wired.Of(call, "RestApiId", "ResourceId", "HttpMethod", "ApiKeyRequired", "AuthorizationScopes", "AuthorizerId", "OperationName", "RequestModels", "RequestValidatorId");
        input["authorizationType"] = call.Text("AuthorizationType") ?? "NONE";
        input["requestParameters"] = Truths(call.Properties["RequestParameters"]);
        await call.SendAsync("apigateway", "PutMethod", input);
        foreach (var response in (call.Properties["MethodResponses"] as JsonArray ?? []).OfType<JsonObject>())
        {
            var one = With(Place(call), Wired.Group(response)!);
            if (response["ResponseParameters"] is { } parameters) one["responseParameters"] = Truths(parameters);
            await call.SendAsync("apigateway", "PutMethodResponse", one);
        }
        if (call.Properties["Integration"] is JsonObject integration) await IntegrateAsync(call, integration);
        return new ResourceModel($"{call.Text("RestApiId")}|{call.Text("ResourceId")}|{call.Text("HttpMethod")}");
    }

    /// <inheritdoc/>
    public override async ValueTask<ResourceModel> UpdateAsync(ResourceCall call, string id)
    {
        // Stages serve copies, so nobody sees the method gone.
        await Wired.DeleteAsync(call, "DeleteMethod", Place(call));
        return await CreateAsync(call);
    }

    /// <inheritdoc/>
    public override ValueTask DeleteAsync(ResourceCall call, string id) => Wired.DeleteAsync(call, "DeleteMethod", Place(call));

    private static async ValueTask IntegrateAsync(ResourceCall call, JsonObject integration)
    {
        var input = With(new JsonObject { ["restApiId"] = call.Text("RestApiId"), ["resourceId"] = call.Text("ResourceId"), ["http_method"] = call.Text("HttpMethod") }, Wired.Group(integration)!);
        if (input.Remove("integrationHttpMethod", out var method)) input["httpMethod"] = method;
        input.Remove("integrationResponses");
        await call.SendAsync("apigateway", "PutIntegration", input);
        foreach (var response in (integration["IntegrationResponses"] as JsonArray ?? []).OfType<JsonObject>())
            await call.SendAsync("apigateway", "PutIntegrationResponse", With(Place(call), Wired.Group(response)!));
    }

    private static JsonObject Place(ResourceCall call) => Wired.Of(call, "RestApiId", "ResourceId", "HttpMethod");

    private static JsonObject With(JsonObject place, JsonObject more)
    {
        foreach (var (name, value) in more) place[name] = value?.DeepClone();
        return place;
    }

    // Templates may write truth values as texts.
    private static JsonObject? Truths(JsonNode? node)
    {
        if (node is not JsonObject map) return null;
        var result = new JsonObject();
        foreach (var (name, value) in map) result[name] = value is JsonValue text && PropertyRules.TextOf(text).Equals("true", StringComparison.OrdinalIgnoreCase);
        return result;
    }
}
