using System.Text.Json.Nodes;
using Undercast.Cloud;

namespace Undercast.Cognito;

/// <summary><c>AWS::Cognito::UserPoolClient</c>; <c>Ref</c> is its id.</summary>
internal sealed class UserPoolClientResource() : ResourceType("AWS::Cognito::UserPoolClient")
{
    private static readonly string[] Settings =
    [
        "UserPoolId", "AccessTokenValidity", "AllowedOAuthFlows", "AllowedOAuthFlowsUserPoolClient", "AllowedOAuthScopes", "AnalyticsConfiguration", "AuthSessionValidity", "CallbackURLs",
        "DefaultRedirectURI", "EnablePropagateAdditionalUserContextData", "EnableTokenRevocation", "ExplicitAuthFlows", "IdTokenValidity", "LogoutURLs", "PreventUserExistenceErrors",
        "ReadAttributes", "RefreshTokenRotation", "RefreshTokenValidity", "SupportedIdentityProviders", "TokenValidityUnits", "WriteAttributes",
    ];

    public override async ValueTask<ResourceModel> CreateAsync(ResourceCall call)
    {
        var input = call.Pick(Settings);
        input["ClientName"] = call.Text("ClientName") ?? call.MakeName(128);
        if (call.Properties["GenerateSecret"] is { } secret) input["GenerateSecret"] = secret.DeepClone();
        return Model((JsonObject)(await call.SendAsync(UserPoolResource.Api, "CreateUserPoolClient", input))["UserPoolClient"]!);
    }

    public override async ValueTask<ResourceModel> UpdateAsync(ResourceCall call, string id)
    {
        var input = call.Pick([.. Settings, "ClientName"]);
        input["ClientId"] = id;
        return Model((JsonObject)(await call.SendAsync(UserPoolResource.Api, "UpdateUserPoolClient", input))["UserPoolClient"]!);
    }

    public override async ValueTask DeleteAsync(ResourceCall call, string id) => await call.TrySendAsync(
        UserPoolResource.Api, "DeleteUserPoolClient", new JsonObject { ["UserPoolId"] = call.Text("UserPoolId"), ["ClientId"] = id }, static e => e is ResourceNotFoundException);

    public override async ValueTask<ResourceModel?> ReadAsync(ResourceCall call, string id)
    {
        if (await FindAsync(call, id) is not { } client) return null;
        var properties = new JsonObject();
        foreach (var name in (string[])[.. Settings, "ClientName"])
        {
            if (call.Seen(name, client[name]) is { } seen) properties[name] = seen;
        }
        return Model(client) with { Properties = PropertyRules.Check(Schema, properties, out _) };
    }

    /// <summary>A client by its id, or by its pool's id and its own.</summary>
    private static async ValueTask<JsonObject?> FindAsync(ResourceCall call, string id)
    {
        var (pool, client) = id.Split('|') is [var p, var c] ? (p, c) : (call.Text("UserPoolId"), id);
        return (await call.TrySendAsync(UserPoolResource.Api, "DescribeUserPoolClient", new JsonObject { ["UserPoolId"] = pool, ["ClientId"] = client }, static e => e is ResourceNotFoundException))?["UserPoolClient"] as JsonObject;
    }

    private static ResourceModel Model(JsonObject client)
    {
        var attributes = new JsonObject { ["ClientId"] = client["ClientId"]!.DeepClone(), ["Name"] = client["ClientName"]!.DeepClone() };
        if (client["ClientSecret"] is { } secret) attributes["ClientSecret"] = secret.DeepClone();
        return new ResourceModel((string)client["ClientId"]!) { Attributes = attributes };
    }
}

/// <summary><c>AWS::Cognito::UserPoolGroup</c>; <c>Ref</c> is its name.</summary>
internal sealed class UserPoolGroupResource() : ResourceType("AWS::Cognito::UserPoolGroup")
{
    public override async ValueTask<ResourceModel> CreateAsync(ResourceCall call)
    {
        var name = call.Text("GroupName") ?? call.MakeName(128);
        await call.MakeAsync(UserPoolResource.Api, "CreateGroup", Input(call, name));
        return new ResourceModel(name);
    }

    public override async ValueTask<ResourceModel> UpdateAsync(ResourceCall call, string id)
    {
        await call.SendAsync(UserPoolResource.Api, "UpdateGroup", Input(call, id));
        return new ResourceModel(id);
    }

    public override async ValueTask DeleteAsync(ResourceCall call, string id) => await call.TrySendAsync(
        UserPoolResource.Api, "DeleteGroup", new JsonObject { ["UserPoolId"] = call.Text("UserPoolId"), ["GroupName"] = id }, static e => e is ResourceNotFoundException);

    private static JsonObject Input(ResourceCall call, string name)
    {
        var input = call.Pick("UserPoolId", "Description", "Precedence", "RoleArn");
        input["GroupName"] = name;
        return input;
    }
}

/// <summary><c>AWS::Cognito::UserPoolUserToGroupAttachment</c>: a user's place in a group.</summary>
internal sealed class UserToGroupResource() : ResourceType("AWS::Cognito::UserPoolUserToGroupAttachment")
{
    public override async ValueTask<ResourceModel> CreateAsync(ResourceCall call)
    {
        await call.SendAsync(UserPoolResource.Api, "AdminAddUserToGroup", call.Pick("UserPoolId", "GroupName", "Username"));
        return new ResourceModel(call.MakeName(128));
    }

    // All its properties are create-only.
    public override ValueTask<ResourceModel> UpdateAsync(ResourceCall call, string id) => new(new ResourceModel(id));

    public override async ValueTask DeleteAsync(ResourceCall call, string id) => await call.TrySendAsync(
        UserPoolResource.Api, "AdminRemoveUserFromGroup", call.Pick("UserPoolId", "GroupName", "Username"), static e => e is ResourceNotFoundException or UserNotFoundException);
}
