using System.Text.Json.Nodes;
using Undercast.Cloud;

namespace Undercast.Cognito.Identity;

/// <summary><c>AWS::Cognito::IdentityPool</c>; <c>Ref</c> is its id.</summary>
internal sealed class IdentityPoolResource() : ResourceType("AWS::Cognito::IdentityPool")
{
    internal const string Api = "cognito-identity";

    public override async ValueTask<ResourceModel> CreateAsync(ResourceCall call) => Model(await call.SendAsync(Api, "CreateIdentityPool", Input(call)));

    public override async ValueTask<ResourceModel> UpdateAsync(ResourceCall call, string id)
    {
        var input = Input(call);
        input["IdentityPoolId"] = id;
        return Model(await call.SendAsync(Api, "UpdateIdentityPool", input));
    }

    public override async ValueTask DeleteAsync(ResourceCall call, string id) =>
        await call.TrySendAsync(Api, "DeleteIdentityPool", new JsonObject { ["IdentityPoolId"] = id }, static e => e is ResourceNotFoundException);

    private static JsonObject Input(ResourceCall call)
    {
        call.Refuse("CognitoEvents", "CognitoStreams", "PushSync");
        var input = call.Pick(
            "AllowClassicFlow", "AllowUnauthenticatedIdentities", "CognitoIdentityProviders", "DeveloperProviderName", "OpenIdConnectProviderARNs", "SamlProviderARNs", "SupportedLoginProviders");
        input["IdentityPoolName"] = call.Text("IdentityPoolName") ?? call.MakeName(128);
        input["IdentityPoolTags"] = call.TagMap("IdentityPoolTags");
        return input;
    }

    private static ResourceModel Model(JsonObject pool) =>
        new((string)pool["IdentityPoolId"]!) { Attributes = new JsonObject { ["Id"] = pool["IdentityPoolId"]!.DeepClone(), ["Name"] = pool["IdentityPoolName"]!.DeepClone() } };
}

/// <summary><c>AWS::Cognito::IdentityPoolRoleAttachment</c>: the roles of a pool's identities.</summary>
internal sealed class RoleAttachmentResource() : ResourceType("AWS::Cognito::IdentityPoolRoleAttachment")
{
    public override async ValueTask<ResourceModel> CreateAsync(ResourceCall call)
    {
        await SetAsync(call, call.Properties);
        return Model(call.MakeName(128));
    }

    public override async ValueTask<ResourceModel> UpdateAsync(ResourceCall call, string id)
    {
        await SetAsync(call, call.Properties);
        return Model(id);
    }

    public override async ValueTask DeleteAsync(ResourceCall call, string id) => await call.TrySendAsync(
        IdentityPoolResource.Api, "SetIdentityPoolRoles", new JsonObject { ["IdentityPoolId"] = call.Text("IdentityPoolId"), ["Roles"] = new JsonObject() }, static e => e is ResourceNotFoundException);

    private static async ValueTask SetAsync(ResourceCall call, JsonObject properties)
    {
        var mappings = new JsonObject();
        foreach (var (key, value) in properties["RoleMappings"] as JsonObject ?? [])
        {
            // AWS: a mapping's name is its provider, unless it names the provider itself, since keys of templates cannot be computed.
            var mapping = (JsonObject)value!.DeepClone();
            mapping.Remove("IdentityProvider", out var provider);
            mappings[(string?)provider ?? key] = mapping;
        }
        var input = new JsonObject { ["IdentityPoolId"] = call.Text("IdentityPoolId"), ["Roles"] = properties["Roles"]?.DeepClone() ?? new JsonObject() };
        if (mappings.Count > 0) input["RoleMappings"] = mappings;
        await call.SendAsync(IdentityPoolResource.Api, "SetIdentityPoolRoles", input);
    }

    private static ResourceModel Model(string id) => new(id) { Attributes = new JsonObject { ["Id"] = id } };
}
