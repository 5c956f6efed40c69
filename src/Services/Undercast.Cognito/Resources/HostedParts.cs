using System.Text.Json.Nodes;
using Undercast.Cloud;

namespace Undercast.Cognito;

/// <summary><c>AWS::Cognito::UserPoolDomain</c>; <c>Ref</c> is the domain.</summary>
internal sealed class UserPoolDomainResource() : ResourceType("AWS::Cognito::UserPoolDomain")
{
    // What an attempt before this one has made is brought to the same settings.
    public override async ValueTask<ResourceModel> CreateAsync(ResourceCall call) =>
        await call.TrySendAsync(UserPoolResource.Api, "CreateUserPoolDomain", Input(call), e => call.IsRetry && e is InvalidParameterException) is { } made ? Model(call, made) : await UpdateAsync(call, call.Text("Domain")!);

    public override async ValueTask<ResourceModel> UpdateAsync(ResourceCall call, string id) => Model(call, await call.SendAsync(UserPoolResource.Api, "UpdateUserPoolDomain", Input(call)));

    public override async ValueTask DeleteAsync(ResourceCall call, string id) =>
        await call.TrySendAsync(UserPoolResource.Api, "DeleteUserPoolDomain", call.Pick("Domain", "UserPoolId"), static e => e is ResourceNotFoundException or InvalidParameterException);

    private static JsonObject Input(ResourceCall call) => call.Pick("Domain", "UserPoolId", "CustomDomainConfig", "ManagedLoginVersion");

    private static ResourceModel Model(ResourceCall call, JsonObject answer)
    {
        var attributes = new JsonObject();
        if (answer["CloudFrontDomain"] is { } distribution) attributes["CloudFrontDistribution"] = distribution.DeepClone();
        return new ResourceModel(call.Text("Domain")!) { Attributes = attributes };
    }
}

/// <summary><c>AWS::Cognito::UserPoolResourceServer</c>; <c>Ref</c> is its identifier.</summary>
internal sealed class ResourceServerResource() : ResourceType("AWS::Cognito::UserPoolResourceServer")
{
    public override async ValueTask<ResourceModel> CreateAsync(ResourceCall call) =>
        await call.TrySendAsync(UserPoolResource.Api, "CreateResourceServer", Input(call), e => call.IsRetry && e is InvalidParameterException) is null ? await UpdateAsync(call, call.Text("Identifier")!) : Model(call);

    public override async ValueTask<ResourceModel> UpdateAsync(ResourceCall call, string id)
    {
        await call.SendAsync(UserPoolResource.Api, "UpdateResourceServer", Input(call));
        return Model(call);
    }

    public override async ValueTask DeleteAsync(ResourceCall call, string id) =>
        await call.TrySendAsync(UserPoolResource.Api, "DeleteResourceServer", call.Pick("UserPoolId", "Identifier"), static e => e is ResourceNotFoundException);

    private static JsonObject Input(ResourceCall call) => call.Pick("UserPoolId", "Identifier", "Name", "Scopes");

    private static ResourceModel Model(ResourceCall call) => new(call.Text("Identifier")!);
}

/// <summary><c>AWS::Cognito::UserPoolIdentityProvider</c>; <c>Ref</c> is its name.</summary>
internal sealed class IdentityProviderResource() : ResourceType("AWS::Cognito::UserPoolIdentityProvider")
{
    private static readonly string[] Settings = ["UserPoolId", "ProviderName", "ProviderDetails", "AttributeMapping", "IdpIdentifiers"];

    public override async ValueTask<ResourceModel> CreateAsync(ResourceCall call)
    {
        await call.TrySendAsync(UserPoolResource.Api, "CreateIdentityProvider", call.Pick([.. Settings, "ProviderType"]), e => call.IsRetry && e is DuplicateProviderException);
        return new ResourceModel(call.Text("ProviderName")!);
    }

    public override async ValueTask<ResourceModel> UpdateAsync(ResourceCall call, string id)
    {
        await call.SendAsync(UserPoolResource.Api, "UpdateIdentityProvider", call.Pick(Settings));
        return new ResourceModel(id);
    }

    public override async ValueTask DeleteAsync(ResourceCall call, string id) =>
        await call.TrySendAsync(UserPoolResource.Api, "DeleteIdentityProvider", call.Pick("UserPoolId", "ProviderName"), static e => e is ResourceNotFoundException);
}

/// <summary><c>AWS::Cognito::UserPoolUICustomizationAttachment</c>: the CSS of a client's pages.</summary>
internal sealed class CustomizationResource() : ResourceType("AWS::Cognito::UserPoolUICustomizationAttachment")
{
    public override async ValueTask<ResourceModel> CreateAsync(ResourceCall call)
    {
        await call.SendAsync(UserPoolResource.Api, "SetUICustomization", call.Pick("UserPoolId", "ClientId", "CSS"));
        return new ResourceModel(call.MakeName(128));
    }

    public override async ValueTask<ResourceModel> UpdateAsync(ResourceCall call, string id)
    {
        await call.SendAsync(UserPoolResource.Api, "SetUICustomization", call.Pick("UserPoolId", "ClientId", "CSS"));
        return new ResourceModel(id);
    }

    // What is not set any more looks like ours again. Pool, client or domain may have gone before.
    public override async ValueTask DeleteAsync(ResourceCall call, string id) =>
        await call.TrySendAsync(UserPoolResource.Api, "SetUICustomization", call.Pick("UserPoolId", "ClientId"), static e => e is ResourceNotFoundException or InvalidParameterException);
}

/// <summary><c>AWS::Cognito::UserPoolUser</c>; <c>Ref</c> is the username.</summary>
internal sealed class UserPoolUserResource() : ResourceType("AWS::Cognito::UserPoolUser")
{
    public override async ValueTask<ResourceModel> CreateAsync(ResourceCall call)
    {
        var input = call.Pick("UserPoolId", "ClientMetadata", "DesiredDeliveryMediums", "ForceAliasCreation", "MessageAction", "UserAttributes", "ValidationData");
        input["Username"] = call.Text("Username") ?? call.MakeName(128);
        var named = new JsonObject { ["UserPoolId"] = call.Text("UserPoolId"), ["Username"] = (string)input["Username"]! };
        var user = (await call.MakeAsync(UserPoolResource.Api, "AdminCreateUser", input))?["User"] ?? await call.SendAsync(UserPoolResource.Api, "AdminGetUser", named);
        return new ResourceModel((string)user["Username"]!);
    }

    // All its properties are create-only.
    public override ValueTask<ResourceModel> UpdateAsync(ResourceCall call, string id) => new(new ResourceModel(id));

    public override async ValueTask DeleteAsync(ResourceCall call, string id) => await call.TrySendAsync(
        UserPoolResource.Api, "AdminDeleteUser", new JsonObject { ["UserPoolId"] = call.Text("UserPoolId"), ["Username"] = id }, static e => e is ResourceNotFoundException or UserNotFoundException);
}

/// <summary><c>AWS::Cognito::ManagedLoginBranding</c>; <c>Ref</c> is its id.</summary>
internal sealed class ManagedLoginBrandingResource() : ResourceType("AWS::Cognito::ManagedLoginBranding")
{
    public override async ValueTask<ResourceModel> CreateAsync(ResourceCall call)
    {
        var input = call.Pick("UserPoolId", "ClientId", "UseCognitoProvidedValues", "Settings", "Assets");
        return Model((string)(await call.SendAsync(UserPoolResource.Api, "CreateManagedLoginBranding", input))["ManagedLoginBranding"]!["ManagedLoginBrandingId"]!);
    }

    public override async ValueTask<ResourceModel> UpdateAsync(ResourceCall call, string id)
    {
        var input = call.Pick("UserPoolId", "UseCognitoProvidedValues", "Settings", "Assets");
        input["ManagedLoginBrandingId"] = id;
        await call.SendAsync(UserPoolResource.Api, "UpdateManagedLoginBranding", input);
        return Model(id);
    }

    public override async ValueTask DeleteAsync(ResourceCall call, string id) => await call.TrySendAsync(
        UserPoolResource.Api, "DeleteManagedLoginBranding", new JsonObject { ["UserPoolId"] = call.Text("UserPoolId"), ["ManagedLoginBrandingId"] = id }, static e => e is ResourceNotFoundException);

    private static ResourceModel Model(string id) => new(id) { Attributes = new JsonObject { ["ManagedLoginBrandingId"] = id } };
}
