using System.Text.Json.Nodes;
using Undercast.Cloud;

namespace Undercast.ApiGateway;

/// <summary><c>AWS::ApiGateway::DomainName</c>.</summary>
internal sealed class DomainNameType() : ResourceType("AWS::ApiGateway::DomainName")
{
    /// <inheritdoc/>
    public override async ValueTask<ResourceModel> CreateAsync(ResourceCall call)
    {
        call.Refuse("EndpointAccessMode");
        var input = Wired.Of(call, "DomainName", "CertificateArn", "RegionalCertificateArn", "OwnershipVerificationCertificateArn", "SecurityPolicy", "RoutingMode");
        input["endpointConfiguration"] = Wired.Group(call.Properties["EndpointConfiguration"]);
        input["mutualTlsAuthentication"] = Wired.Group(call.Properties["MutualTlsAuthentication"]);
        input["tags"] = call.TagMap();
        return Model(await call.MakeAsync("apigateway", "CreateDomainName", input) ?? await call.SendAsync("apigateway", "GetDomainName", Wired.Of(call, "DomainName")));
    }

    /// <inheritdoc/>
    public override async ValueTask<ResourceModel> UpdateAsync(ResourceCall call, string id)
    {
        call.Refuse("EndpointAccessMode");
        var (old, next) = (call.Previous?["MutualTlsAuthentication"], call.Properties["MutualTlsAuthentication"]);
        await new Patches(call).Member(old, next, "TruststoreUri", "/mutualTlsAuthentication/truststoreUri").Member(old, next, "TruststoreVersion", "/mutualTlsAuthentication/truststoreVersion").Scalar("CertificateArn", "/certificateArn").Scalar("RegionalCertificateArn", "/regionalCertificateArn").Scalar("SecurityPolicy", "/securityPolicy", "TLS_1_2")
            .Scalar("OwnershipVerificationCertificateArn", "/ownershipVerificationCertificateArn").SendAsync("UpdateDomainName", new JsonObject { ["domainName"] = id });
        await call.RetagAsync(Wired.Tags, Wired.ArnOf(call, $"domainnames/{id}"));
        return Model(await call.SendAsync("apigateway", "GetDomainName", new JsonObject { ["domainName"] = id }));
    }

    /// <inheritdoc/>
    public override ValueTask DeleteAsync(ResourceCall call, string id) => Wired.DeleteAsync(call, "DeleteDomainName", new JsonObject { ["domainName"] = id });

    private static ResourceModel Model(JsonObject made)
    {
        var attributes = new JsonObject();
        foreach (var name in (string[])["DistributionDomainName", "DistributionHostedZoneId", "DomainNameArn", "RegionalDomainName", "RegionalHostedZoneId"])
        {
            if (made[Wired.Lower(name)] is { } value) attributes[name] = value.DeepClone();
        }
        return new ResourceModel((string)made["domainName"]!) { Attributes = attributes };
    }
}

/// <summary><c>AWS::ApiGateway::BasePathMapping</c>.</summary>
internal sealed class BasePathMappingType() : ResourceType("AWS::ApiGateway::BasePathMapping")
{
    /// <inheritdoc/>
    public override async ValueTask<ResourceModel> CreateAsync(ResourceCall call)
    {
        await call.MakeAsync("apigateway", "CreateBasePathMapping", Wired.Of(call, "DomainName", "BasePath", "RestApiId", "Stage"));
        return new ResourceModel($"{call.Text("DomainName")}|{call.Text("BasePath") ?? "(none)"}");
    }

    /// <inheritdoc/>
    public override async ValueTask<ResourceModel> UpdateAsync(ResourceCall call, string id)
    {
        await new Patches(call).Scalar("RestApiId", "/restapiId").Scalar("Stage", "/stage").SendAsync("UpdateBasePathMapping", Place(call));
        return new ResourceModel(id);
    }

    /// <inheritdoc/>
    public override ValueTask DeleteAsync(ResourceCall call, string id) => Wired.DeleteAsync(call, "DeleteBasePathMapping", Place(call));

    private static JsonObject Place(ResourceCall call) => new() { ["domainName"] = call.Text("DomainName"), ["basePath"] = call.Text("BasePath") is { Length: > 0 } path ? path : "(none)" };
}

/// <summary><c>AWS::ApiGateway::ClientCertificate</c>.</summary>
internal sealed class ClientCertificateType() : ResourceType("AWS::ApiGateway::ClientCertificate")
{
    /// <inheritdoc/>
    public override async ValueTask<ResourceModel> CreateAsync(ResourceCall call)
    {
        var input = Wired.Of(call, "Description");
        input["tags"] = call.TagMap();
        return Model((string)(await call.SendAsync("apigateway", "GenerateClientCertificate", input))["clientCertificateId"]!);
    }

    /// <inheritdoc/>
    public override async ValueTask<ResourceModel> UpdateAsync(ResourceCall call, string id)
    {
        await new Patches(call).Scalar("Description", "/description").SendAsync("UpdateClientCertificate", new JsonObject { ["clientCertificateId"] = id });
        await call.RetagAsync(Wired.Tags, Wired.ArnOf(call, $"clientcertificates/{id}"));
        return Model(id);
    }

    /// <inheritdoc/>
    public override ValueTask DeleteAsync(ResourceCall call, string id) => Wired.DeleteAsync(call, "DeleteClientCertificate", new JsonObject { ["clientCertificateId"] = id });

    private static ResourceModel Model(string id) => new(id) { Attributes = new JsonObject { ["ClientCertificateId"] = id } };
}

/// <summary><c>AWS::ApiGateway::VpcLink</c>: stored, and refused where it would be used.</summary>
internal sealed class VpcLinkType() : ResourceType("AWS::ApiGateway::VpcLink")
{
    /// <inheritdoc/>
    public override async ValueTask<ResourceModel> CreateAsync(ResourceCall call)
    {
        var input = Wired.Of(call, "Name", "Description", "TargetArns");
        input["tags"] = call.TagMap();
        return Model((string)(await call.SendAsync("apigateway", "CreateVpcLink", input))["id"]!);
    }

    /// <inheritdoc/>
    public override async ValueTask<ResourceModel> UpdateAsync(ResourceCall call, string id)
    {
        await new Patches(call).Scalar("Name", "/name").Scalar("Description", "/description").SendAsync("UpdateVpcLink", new JsonObject { ["vpcLinkId"] = id });
        await call.RetagAsync(Wired.Tags, Wired.ArnOf(call, $"vpclinks/{id}"));
        return Model(id);
    }

    /// <inheritdoc/>
    public override ValueTask DeleteAsync(ResourceCall call, string id) => Wired.DeleteAsync(call, "DeleteVpcLink", new JsonObject { ["vpcLinkId"] = id });

    private static ResourceModel Model(string id) => new(id) { Attributes = new JsonObject { ["VpcLinkId"] = id } };
}

/// <summary><c>AWS::ApiGateway::DocumentationPart</c>.</summary>
internal sealed class DocumentationPartType() : ResourceType("AWS::ApiGateway::DocumentationPart")
{
    /// <inheritdoc/>
    public override async ValueTask<ResourceModel> CreateAsync(ResourceCall call)
    {
        var input = Wired.Of(call, "RestApiId");
        input["location"] = Wired.Group(call.Properties["Location"]);
        input["properties"] = call.Document("Properties");
        return Model((string)(await call.SendAsync("apigateway", "CreateDocumentationPart", input))["id"]!);
    }

    /// <inheritdoc/>
    public override async ValueTask<ResourceModel> UpdateAsync(ResourceCall call, string id)
    {
        await new Patches(call).Scalar("Properties", "/properties").SendAsync("UpdateDocumentationPart", Place(call, id));
        return Model(id);
    }

    /// <inheritdoc/>
    public override ValueTask DeleteAsync(ResourceCall call, string id) => Wired.DeleteAsync(call, "DeleteDocumentationPart", Place(call, id));

    private static JsonObject Place(ResourceCall call, string id) => new() { ["restApiId"] = call.Text("RestApiId"), ["documentationPartId"] = id };

    private static ResourceModel Model(string id) => new(id) { Attributes = new JsonObject { ["DocumentationPartId"] = id } };
}

/// <summary><c>AWS::ApiGateway::DocumentationVersion</c>.</summary>
internal sealed class DocumentationVersionType() : ResourceType("AWS::ApiGateway::DocumentationVersion")
{
    /// <inheritdoc/>
    public override async ValueTask<ResourceModel> CreateAsync(ResourceCall call)
    {
        await call.MakeAsync("apigateway", "CreateDocumentationVersion", Wired.Of(call, "RestApiId", "DocumentationVersion", "Description"));
        return new ResourceModel(call.Text("DocumentationVersion")!);
    }

    /// <inheritdoc/>
    public override async ValueTask<ResourceModel> UpdateAsync(ResourceCall call, string id)
    {
        await new Patches(call).Scalar("Description", "/description").SendAsync("UpdateDocumentationVersion", Place(call, id));
        return new ResourceModel(id);
    }

    /// <inheritdoc/>
    public override ValueTask DeleteAsync(ResourceCall call, string id) => Wired.DeleteAsync(call, "DeleteDocumentationVersion", Place(call, id));

    private static JsonObject Place(ResourceCall call, string id) => new() { ["restApiId"] = call.Text("RestApiId"), ["documentationVersion"] = id };
}
