using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Undercast.Cloud;
using Undercast.Kernel;

namespace Undercast.ApiGateway;

/// <summary><c>AWS::ApiGateway::RestApi</c>, whose body may be an OpenAPI document.</summary>
internal sealed class RestApiType(IServiceProvider services) : ResourceType("AWS::ApiGateway::RestApi")
{
    /// <inheritdoc/>
    public override async ValueTask<ResourceModel> CreateAsync(ResourceCall call)
    {
        call.Refuse("CloneFrom", "EndpointAccessMode");
        var body = await BodyAsync(call);
        var input = Wired.Of(call, "Description", "BinaryMediaTypes", "MinimumCompressionSize", "DisableExecuteApiEndpoint", "SecurityPolicy");
        // AWS: a name is needed unless the document has a title.
        input["name"] = call.Text("Name") ?? (body is null ? throw Faults.Bad("API name must not be empty") : call.LogicalId);
        input["apiKeySource"] = call.Text("ApiKeySourceType") ?? "HEADER";
        input["policy"] = call.Document("Policy");
        input["endpointConfiguration"] = Wired.Group(call.Properties["EndpointConfiguration"]);
        input["tags"] = call.TagMap();
        var api = await call.SendAsync("apigateway", "CreateRestApi", input);
        var id = (string)api["id"]!;
        if (body is not null) await PutAsync(call, id, body);
        return Model(api);
    }

    /// <inheritdoc/>
    public override async ValueTask<ResourceModel> UpdateAsync(ResourceCall call, string id)
    {
        call.Refuse("CloneFrom", "EndpointAccessMode");
        if (await BodyAsync(call) is { } body) await PutAsync(call, id, body);
        var patches = new Patches(call).Scalar("Name", "/name").Scalar("Description", "/description").Scalar("ApiKeySourceType", "/apiKeySource", "HEADER").Scalar("Policy", "/policy")
            .Scalar("MinimumCompressionSize", "/minimumCompressionSize").Scalar("DisableExecuteApiEndpoint", "/disableExecuteApiEndpoint", "false")
            .List(call.Previous!["BinaryMediaTypes"], call.Properties["BinaryMediaTypes"], "/binaryMediaTypes", true);
        if (call.Properties["EndpointConfiguration"]?["Types"]?[0] is { } type && (string?)call.Previous["EndpointConfiguration"]?["Types"]?[0] is { } old && old != (string?)type)
            patches.Add("replace", $"/endpointConfiguration/types/{old}", (string?)type);
        await patches.SendAsync("UpdateRestApi", new JsonObject { ["restApiId"] = id });
        await call.RetagAsync(Wired.Tags, Wired.ArnOf(call, $"restapis/{id}"));
        return Model(await call.SendAsync("apigateway", "GetRestApi", new JsonObject { ["restApiId"] = id }));
    }

    /// <inheritdoc/>
    public override ValueTask DeleteAsync(ResourceCall call, string id) => Wired.DeleteAsync(call, "DeleteRestApi", new JsonObject { ["restApiId"] = id });

    /// <inheritdoc/>
    public override async ValueTask<ResourceModel?> ReadAsync(ResourceCall call, string id)
    {
        if (await call.TrySendAsync("apigateway", "GetRestApi", new JsonObject { ["restApiId"] = id }, static e => e is NotFoundException) is not { } api) return null;
        var properties = new JsonObject();
        foreach (var (name, member) in ((string, string)[])
            [("Name", "name"), ("Description", "description"), ("BinaryMediaTypes", "binaryMediaTypes"), ("MinimumCompressionSize", "minimumCompressionSize"), ("ApiKeySourceType", "apiKeySource"), ("DisableExecuteApiEndpoint", "disableExecuteApiEndpoint"), ("SecurityPolicy", "securityPolicy")])
        {
            if (api[member] is { } value) properties[name] = value.DeepClone();
        }
        if (api["endpointConfiguration"] is { } endpoint && call.Seen("EndpointConfiguration", new JsonObject { ["Types"] = endpoint["types"]?.DeepClone(), ["VpcEndpointIds"] = endpoint["vpcEndpointIds"]?.DeepClone() }) is { } seen)
            properties["EndpointConfiguration"] = seen;
        // The service writes a policy in its own way: that there is one is seen, not what it says.
        if (api["policy"] is { } policy) properties["Policy"] = call.Properties["Policy"]?.DeepClone() ?? policy.DeepClone();
        if (api["tags"] is JsonObject { Count: > 0 } tags) properties["Tags"] = new JsonArray([.. tags.Select(t => (JsonNode)new JsonObject { ["Key"] = t.Key, ["Value"] = t.Value?.DeepClone() })]);
        return Model(api) with { Properties = PropertyRules.Check(Schema, properties, out _) };
    }

    /// <inheritdoc/>
    public override ValueTask<IReadOnlyList<string>> ListAsync(ResourceCall call) => call.ListAsync("apigateway", "GetRestApis", "items", "id", "position", "position");

    private static async ValueTask PutAsync(ResourceCall call, string id, byte[] body)
    {
        var input = new JsonObject { ["restApiId"] = id, ["mode"] = call.Text("Mode") ?? "overwrite", ["body"] = Convert.ToBase64String(body), ["failOnWarnings"] = call.Properties["FailOnWarnings"]?.DeepClone() };
        if (call.Properties["Parameters"] is JsonObject parameters) input["parameters"] = parameters.DeepClone();
        await call.SendAsync("apigateway", "PutRestApi", input);
        // AWS: what the template itself says stands above the document.
        var patches = new Patches(call);
        if (call.Text("Name") is { } name) patches.Add("replace", "/name", name);
        if (call.Text("Description") is { } description) patches.Add("replace", "/description", description);
        patches.List(null, call.Properties["BinaryMediaTypes"], "/binaryMediaTypes", true);
        await patches.SendAsync("UpdateRestApi", new JsonObject { ["restApiId"] = id });
    }

    private async ValueTask<byte[]?> BodyAsync(ResourceCall call)
    {
        if (call.Document("Body") is { } inline) return Encoding.UTF8.GetBytes(inline);
        if (call.Properties["BodyS3Location"] is not JsonObject place) return null;
        var objects = services.GetService<IObjectReader>() ?? throw CommonException.NotSupported("The property BodyS3Location");
        await using var stored = await objects.OpenAsync(call.Caller, (string)place["Bucket"]!, (string)place["Key"]!, (string?)place["Version"], call.Cancelled);
        if (stored.Length > RequestBodies.Most) throw Faults.Bad("The API definition is too large");
        var body = new byte[stored.Length];
        await stored.Content.ReadExactlyAsync(body, call.Cancelled);
        return body;
    }

    private static ResourceModel Model(JsonObject api) =>
        new((string)api["id"]!) { Attributes = new JsonObject { ["RestApiId"] = api["id"]!.DeepClone(), ["RootResourceId"] = api["rootResourceId"]!.DeepClone() } };
}
