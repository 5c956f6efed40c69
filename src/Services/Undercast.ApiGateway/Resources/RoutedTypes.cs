using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Undercast.Cloud;
using Undercast.Kernel;

namespace Undercast.ApiGateway.Routed;

/// <summary>A part of an HTTP or WebSocket API: <c>AWS::ApiGatewayV2::{entity}</c>, made, changed and removed by the operations of that name.</summary>
/// <param name="entity">The entity.</param>
/// <param name="parents">The properties that say where it belongs.</param>
/// <param name="members">Its other properties.</param>
internal class RoutedType(string entity, string[] parents, string[] members) : ResourceType($"AWS::ApiGatewayV2::{entity}")
{
    protected const string Service = "apigatewayv2";
    protected static readonly TagOperations TagsOf = new(Service, "GetTags", "TagResource", "UntagResource", "resourceArn") { Tags = "tags", Keys = "tagKeys" };

    /// <summary>The member that identifies an entity, which is its attribute too.</summary>
    protected virtual string Id => entity + "Id";

    /// <inheritdoc/>
    public override async ValueTask<ResourceModel> CreateAsync(ResourceCall call) => Model(await call.SendAsync(Service, "Create" + entity, Input(call)));

    /// <inheritdoc/>
    public override async ValueTask<ResourceModel> UpdateAsync(ResourceCall call, string id)
    {
        var input = Input(call);
        foreach (var name in members)
        {
            // What the template no longer says is emptied, entry by entry where entries are changed one by one.
            if (call.Properties[name] is null && call.Previous![name] is { } gone) input[Wired.Lower(name)] = Emptied(gone);
            else if (input[Wired.Lower(name)] is JsonObject now && Wire(call.Previous![name], name) is JsonObject old)
            {
                foreach (var (key, value) in old.Where(e => !now.ContainsKey(e.Key)).ToList()) now[key] = value is JsonObject ? new JsonObject() : "";
            }
        }
        input[Wired.Lower(Id)] = id;
        return Model(await call.SendAsync(Service, "Update" + entity, input));
    }

    /// <inheritdoc/>
    public override async ValueTask DeleteAsync(ResourceCall call, string id)
    {
        var input = Of(call, parents);
        input[Wired.Lower(Id)] = id;
        await call.TrySendAsync(Service, "Delete" + entity, input, static e => e is NotFoundException);
    }

    /// <inheritdoc/>
    public override async ValueTask<ResourceModel?> ReadAsync(ResourceCall call, string id)
    {
        var input = Of(call, parents);
        // Outside of a stack the identifier says where the entity belongs.
        var places = id.Split('|');
        for (var i = 0; i < places.Length - 1 && i < parents.Length; i++) input[Wired.Lower(parents[i])] = places[i];
        input[Wired.Lower(Id)] = places[^1];
        if (await call.TrySendAsync(Service, "Get" + entity, input, static e => e is NotFoundException) is not { } found) return null;
        var properties = new JsonObject();
        for (var i = 0; i < parents.Length; i++) properties[parents[i]] = input[Wired.Lower(parents[i])]?.DeepClone();
        foreach (var name in members)
        {
            if (call.Seen(name, found[Wired.Lower(name)], Wire(call.Properties[name], name)) is { } seen) properties[name] = seen;
        }
        if (found["tags"] is JsonObject { Count: > 0 } tags) properties["Tags"] = tags.DeepClone();
        return Model(found) with { Properties = PropertyRules.Check(Schema, properties, out _) };
    }

    protected JsonObject Input(ResourceCall call) => Of(call, [.. parents, .. members]);

    protected virtual ResourceModel Model(JsonObject made) => new((string)made[Wired.Lower(Id)]!) { Attributes = new JsonObject { [Id] = made[Wired.Lower(Id)]!.DeepClone() } };

    private static JsonObject Of(ResourceCall call, string[] names)
    {
        var input = new JsonObject();
        foreach (var name in names)
        {
            if (Wire(call.Properties[name], name) is { } value) input[Wired.Lower(name)] = value;
        }
        return input;
    }

    private static JsonNode? Emptied(JsonNode gone) => gone switch
    {
        JsonArray => new JsonArray(),
        JsonObject map => new JsonObject(map.Select(static e => KeyValuePair.Create(e.Key, (JsonNode?)(e.Value is JsonObject ? new JsonObject() : "")))),
        JsonValue value when value.TryGetValue(out bool _) => false,
        JsonValue value when value.TryGetValue(out string? _) => "",
        _ => null,
    };

    /// <summary>A property in the wire's form: small first letters in groups, but not in maps whose keys are the user's.</summary>
    private static JsonNode? Wire(JsonNode? node, string name)
    {
        switch (node, name)
        {
            case (null, _):
                return null;
            case (_, "Schema"):
                return ResourceCall.DocumentOf(node);
            case (JsonObject map, "ResponseParameters") when map.Any(static r => r.Value is JsonObject group && group.ContainsKey("ResponseParameters")):
                return new JsonObject(map.Select(static r => KeyValuePair.Create(r.Key, (JsonNode?)new JsonObject((r.Value!["ResponseParameters"] as JsonArray ?? []).Select(static p => KeyValuePair.Create((string)p!["Destination"]!, p["Source"]?.DeepClone()))))));
            case (JsonObject map, "RequestParameters" or "ResponseParameters" or "RouteSettings"):
                return new JsonObject(map.Select(static e => KeyValuePair.Create(e.Key, e.Value is JsonObject group ? Wired.Group(group) : e.Value?.DeepClone())));
            case (JsonObject map, "RequestModels" or "ResponseModels" or "RequestTemplates" or "ResponseTemplates" or "StageVariables" or "Tags"):
                return map.DeepClone();
            case (JsonObject group, _):
                return Wired.Group(group);
            case (JsonArray list, _):
                return new JsonArray([.. list.Select(i => i is JsonObject group ? Wired.Group(group) : i?.DeepClone())]);
            default:
                return node.DeepClone();
        }
    }
}

/// <summary><c>AWS::ApiGatewayV2::Api</c>, whose body may be an OpenAPI document.</summary>
internal sealed class RoutedApiType(IServiceProvider services) : RoutedType(
    "Api",
    [],
    ["ApiKeySelectionExpression", "CorsConfiguration", "CredentialsArn", "Description", "DisableExecuteApiEndpoint", "DisableSchemaValidation", "IpAddressType", "Name", "ProtocolType", "RouteKey", "RouteSelectionExpression", "Target", "Version"])
{
    private static readonly string[] OfDocument = ["CorsConfiguration", "Description", "DisableExecuteApiEndpoint", "Name", "Version"];

    /// <inheritdoc/>
    public override async ValueTask<ResourceModel> CreateAsync(ResourceCall call)
    {
        var body = await BodyAsync(call);
        JsonObject made;
        if (body is null)
        {
            var input = Input(call);
            input["tags"] = call.TagMap();
            made = await call.SendAsync(Service, "CreateApi", input);
        }
        else
        {
            made = await call.SendAsync(Service, "ImportApi", new JsonObject { ["body"] = body, ["basepath"] = call.Text("BasePath")?.ToLowerInvariant(), ["failOnWarnings"] = call.Properties["FailOnWarnings"]?.DeepClone() });
            made = await OverAsync(call, (string)made["apiId"]!) ?? made;
            if (call.TagMap() is { Count: > 0 } tags) await call.SendAsync(Service, "TagResource", new JsonObject { ["resourceArn"] = Wired.ArnOf(call, $"apis/{(string)made["apiId"]!}"), ["tags"] = tags });
        }
        return Model(made);
    }

    /// <inheritdoc/>
    public override async ValueTask<ResourceModel> UpdateAsync(ResourceCall call, string id)
    {
        ResourceModel model;
        if (await BodyAsync(call) is { } body)
        {
            var made = await call.SendAsync(Service, "ReimportApi", new JsonObject { ["apiId"] = id, ["body"] = body, ["basepath"] = call.Text("BasePath")?.ToLowerInvariant(), ["failOnWarnings"] = call.Properties["FailOnWarnings"]?.DeepClone() });
            model = Model(await OverAsync(call, id) ?? made);
        }
        else
        {
            if (call.Properties["CorsConfiguration"] is null && call.Previous!["CorsConfiguration"] is not null)
            {
                await call.SendAsync(Service, "DeleteCorsConfiguration", new JsonObject { ["apiId"] = id });
                call.Previous.Remove("CorsConfiguration");
            }
            model = await base.UpdateAsync(call, id);
        }
        await call.RetagAsync(TagsOf, Wired.ArnOf(call, $"apis/{id}"));
        return model;
    }

    protected override ResourceModel Model(JsonObject made) =>
        new((string)made["apiId"]!) { Attributes = new JsonObject { ["ApiId"] = made["apiId"]!.DeepClone(), ["ApiEndpoint"] = made["apiEndpoint"]!.DeepClone() } };

    // AWS: what the template itself says stands above the document.
    private static async ValueTask<JsonObject?> OverAsync(ResourceCall call, string id)
    {
        var input = new JsonObject();
        foreach (var name in OfDocument)
        {
            if (call.Properties[name] is { } value) input[Wired.Lower(name)] = value is JsonObject group ? Wired.Group(group) : value.DeepClone();
        }
        if (input.Count == 0) return null;
        input["apiId"] = id;
        return await call.SendAsync(Service, "UpdateApi", input);
    }

    private async ValueTask<string?> BodyAsync(ResourceCall call)
    {
        if (call.Document("Body") is { } inline) return inline;
        if (call.Properties["BodyS3Location"] is not JsonObject place) return null;
        var objects = services.GetService<IObjectReader>() ?? throw CommonException.NotSupported("The property BodyS3Location");
        await using var stored = await objects.OpenAsync(call.Caller, (string)place["Bucket"]!, (string)place["Key"]!, (string?)place["Version"], call.Cancelled);
        if (stored.Length > RequestBodies.Most) throw Faults.Bad("The API definition is too large");
        var body = new byte[stored.Length];
        await stored.Content.ReadExactlyAsync(body, call.Cancelled);
        return Encoding.UTF8.GetString(body);
    }
}

/// <summary><c>AWS::ApiGatewayV2::Stage</c>.</summary>
internal sealed class RoutedStageType() : RoutedType(
    "Stage", ["ApiId"], ["StageName", "AccessLogSettings", "AutoDeploy", "ClientCertificateId", "DefaultRouteSettings", "DeploymentId", "Description", "RouteSettings", "StageVariables"])
{
    protected override string Id => "StageName";

    /// <inheritdoc/>
    public override async ValueTask<ResourceModel> CreateAsync(ResourceCall call)
    {
        var input = Input(call);
        input["tags"] = call.TagMap();
        return Model(await call.MakeAsync(Service, "CreateStage", input) ?? await call.SendAsync(Service, "GetStage", Wired.Of(call, "ApiId", "StageName")));
    }

    /// <inheritdoc/>
    public override async ValueTask<ResourceModel> UpdateAsync(ResourceCall call, string id)
    {
        if (call.Properties["AccessLogSettings"] is null && call.Previous!["AccessLogSettings"] is not null)
        {
            await call.SendAsync(Service, "DeleteAccessLogSettings", new JsonObject { ["apiId"] = call.Text("ApiId"), ["stageName"] = id });
            call.Previous.Remove("AccessLogSettings");
        }
        var model = await base.UpdateAsync(call, id);
        await call.RetagAsync(TagsOf, Wired.ArnOf(call, $"apis/{call.Text("ApiId")}/stages/{id}"));
        return model;
    }

    protected override ResourceModel Model(JsonObject made) => new((string)made["stageName"]!) { Attributes = new JsonObject { ["Id"] = made["stageName"]!.DeepClone() } };
}

/// <summary><c>AWS::ApiGatewayV2::DomainName</c>.</summary>
internal sealed class RoutedDomainType() : RoutedType("DomainName", [], ["DomainName", "DomainNameConfigurations", "MutualTlsAuthentication", "RoutingMode"])
{
    protected override string Id => "DomainName";

    /// <inheritdoc/>
    public override async ValueTask<ResourceModel> CreateAsync(ResourceCall call)
    {
        var input = Input(call);
        input["tags"] = call.TagMap();
        return Model(await call.MakeAsync(Service, "CreateDomainName", input) ?? await call.SendAsync(Service, "GetDomainName", Wired.Of(call, "DomainName")));
    }

    /// <inheritdoc/>
    public override async ValueTask<ResourceModel> UpdateAsync(ResourceCall call, string id)
    {
        var model = await base.UpdateAsync(call, id);
        await call.RetagAsync(TagsOf, Wired.ArnOf(call, $"domainnames/{id}"));
        return model;
    }

    protected override ResourceModel Model(JsonObject made) => new((string)made["domainName"]!)
    {
        Attributes = new JsonObject
        {
            ["DomainNameArn"] = made["domainNameArn"]!.DeepClone(), ["RegionalDomainName"] = made["domainNameConfigurations"]![0]!["apiGatewayDomainName"]!.DeepClone(),
            ["RegionalHostedZoneId"] = made["domainNameConfigurations"]![0]!["hostedZoneId"]!.DeepClone(),
        },
    };
}

/// <summary><c>AWS::ApiGatewayV2::Deployment</c>, which a stage may follow at once.</summary>
internal sealed class RoutedDeploymentType() : RoutedType("Deployment", ["ApiId"], ["Description", "StageName"]);

/// <summary><c>AWS::ApiGatewayV2::VpcLink</c>: stored, and refused where it would be used.</summary>
internal sealed class RoutedVpcLinkType() : RoutedType("VpcLink", [], ["Name", "SecurityGroupIds", "SubnetIds"])
{
    /// <inheritdoc/>
    public override async ValueTask<ResourceModel> CreateAsync(ResourceCall call)
    {
        var input = Input(call);
        input["tags"] = call.TagMap();
        return Model(await call.SendAsync(Service, "CreateVpcLink", input));
    }

    /// <inheritdoc/>
    public override async ValueTask<ResourceModel> UpdateAsync(ResourceCall call, string id)
    {
        var model = Model(await call.SendAsync(Service, "UpdateVpcLink", new JsonObject { ["vpcLinkId"] = id, ["name"] = call.Text("Name") }));
        await call.RetagAsync(TagsOf, Wired.ArnOf(call, $"vpclinks/{id}"));
        return model;
    }
}
