using System.Text.Json.Nodes;
using Undercast.Cloud;

namespace Undercast.ApiGateway;

/// <summary><c>AWS::ApiGateway::Authorizer</c>.</summary>
internal sealed class AuthorizerType() : ResourceType("AWS::ApiGateway::Authorizer")
{
    /// <inheritdoc/>
    public override async ValueTask<ResourceModel> CreateAsync(ResourceCall call)
    {
        var made = await call.SendAsync("apigateway", "CreateAuthorizer", Wired.Of(
            call, "RestApiId", "Name", "Type", "ProviderARNs", "AuthType", "AuthorizerUri", "AuthorizerCredentials", "IdentitySource", "IdentityValidationExpression", "AuthorizerResultTtlInSeconds"));
        return Model((string)made["id"]!);
    }

    /// <inheritdoc/>
    public override async ValueTask<ResourceModel> UpdateAsync(ResourceCall call, string id)
    {
        await new Patches(call).Scalar("Name", "/name").Scalar("Type", "/type").Scalar("AuthType", "/authType").Scalar("AuthorizerUri", "/authorizerUri")
            .Scalar("AuthorizerCredentials", "/authorizerCredentials").Scalar("IdentitySource", "/identitySource").Scalar("IdentityValidationExpression", "/identityValidationExpression")
            .Scalar("AuthorizerResultTtlInSeconds", "/authorizerResultTtlInSeconds", "300").List(call.Previous!["ProviderARNs"], call.Properties["ProviderARNs"], "/providerARNs", false)
            .SendAsync("UpdateAuthorizer", new JsonObject { ["restApiId"] = call.Text("RestApiId"), ["authorizerId"] = id });
        return Model(id);
    }

    /// <inheritdoc/>
    public override ValueTask DeleteAsync(ResourceCall call, string id) => Wired.DeleteAsync(call, "DeleteAuthorizer", new JsonObject { ["restApiId"] = call.Text("RestApiId"), ["authorizerId"] = id });

    private static ResourceModel Model(string id) => new(id) { Attributes = new JsonObject { ["AuthorizerId"] = id } };
}

/// <summary><c>AWS::ApiGateway::Model</c>.</summary>
internal sealed class ModelType() : ResourceType("AWS::ApiGateway::Model")
{
    /// <inheritdoc/>
    public override async ValueTask<ResourceModel> CreateAsync(ResourceCall call)
    {
        var input = Wired.Of(call, "RestApiId", "Description");
        // AWS: names of models are alphanumeric.
        var name = call.Text("Name") ?? call.MakeName(60).Replace("-", "", StringComparison.Ordinal);
        input["name"] = name;
        input["contentType"] = call.Text("ContentType") ?? "application/json";
        input["schema"] = call.Document("Schema");
        await call.MakeAsync("apigateway", "CreateModel", input);
        return new ResourceModel(name);
    }

    /// <inheritdoc/>
    public override async ValueTask<ResourceModel> UpdateAsync(ResourceCall call, string id)
    {
        await new Patches(call).Scalar("Description", "/description").Scalar("Schema", "/schema").SendAsync("UpdateModel", new JsonObject { ["restApiId"] = call.Text("RestApiId"), ["modelName"] = id });
        return new ResourceModel(id);
    }

    /// <inheritdoc/>
    public override ValueTask DeleteAsync(ResourceCall call, string id) => Wired.DeleteAsync(call, "DeleteModel", new JsonObject { ["restApiId"] = call.Text("RestApiId"), ["modelName"] = id });
}

/// <summary><c>AWS::ApiGateway::RequestValidator</c>.</summary>
internal sealed class RequestValidatorType() : ResourceType("AWS::ApiGateway::RequestValidator")
{
    /// <inheritdoc/>
    public override async ValueTask<ResourceModel> CreateAsync(ResourceCall call) =>
        Model((string)(await call.SendAsync("apigateway", "CreateRequestValidator", Wired.Of(call, "RestApiId", "Name", "ValidateRequestBody", "ValidateRequestParameters")))["id"]!);

    /// <inheritdoc/>
    public override async ValueTask<ResourceModel> UpdateAsync(ResourceCall call, string id)
    {
        await new Patches(call).Scalar("ValidateRequestBody", "/validateRequestBody", "false").Scalar("ValidateRequestParameters", "/validateRequestParameters", "false")
            .SendAsync("UpdateRequestValidator", new JsonObject { ["restApiId"] = call.Text("RestApiId"), ["requestValidatorId"] = id });
        return Model(id);
    }

    /// <inheritdoc/>
    public override ValueTask DeleteAsync(ResourceCall call, string id) => Wired.DeleteAsync(call, "DeleteRequestValidator", new JsonObject { ["restApiId"] = call.Text("RestApiId"), ["requestValidatorId"] = id });

    private static ResourceModel Model(string id) => new(id) { Attributes = new JsonObject { ["RequestValidatorId"] = id } };
}

/// <summary><c>AWS::ApiGateway::GatewayResponse</c>.</summary>
internal sealed class GatewayResponseType() : ResourceType("AWS::ApiGateway::GatewayResponse")
{
    /// <inheritdoc/>
    public override async ValueTask<ResourceModel> CreateAsync(ResourceCall call)
    {
        await call.SendAsync("apigateway", "PutGatewayResponse", Wired.Of(call, "RestApiId", "ResponseType", "ResponseParameters", "ResponseTemplates", "StatusCode"));
        var id = $"{call.Text("RestApiId")}-{call.Text("ResponseType")}";
        return new ResourceModel(id) { Attributes = new JsonObject { ["Id"] = id } };
    }

    /// <inheritdoc/>
    public override ValueTask<ResourceModel> UpdateAsync(ResourceCall call, string id) => CreateAsync(call);

    /// <inheritdoc/>
    public override ValueTask DeleteAsync(ResourceCall call, string id) => Wired.DeleteAsync(call, "DeleteGatewayResponse", Wired.Of(call, "RestApiId", "ResponseType"));
}
