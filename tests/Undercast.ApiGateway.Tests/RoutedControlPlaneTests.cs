using System.Text;
using Undercast.ApiGateway.Tests;
using Undercast.Kernel;

namespace Undercast.ApiGateway.Routed.Tests;

/// <summary>The operations of HTTP and WebSocket APIs. Sources: the API reference, and what clients such as Terraform rely on.</summary>
public class RoutedControlPlaneTests : Fixture
{
    private const string Function = "arn:aws:lambda:us-east-1:000000000000:function:f";

    private async Task<Api> HttpAsync() => await Routed.CreateApi(new CreateApiInput { Name = "h", ProtocolType = "HTTP" }, Call);

    private async Task<Integration> ProxyAsync(Api api) =>
        await Routed.CreateIntegration(new CreateIntegrationInput { ApiId = api.ApiId!, IntegrationType = "AWS_PROXY", IntegrationUri = Function, PayloadFormatVersion = "2.0" }, Call);

    private async Task<Route> RouteAsync(Api api, string key, Integration? integration = null) =>
        await Routed.CreateRoute(new CreateRouteInput { ApiId = api.ApiId!, RouteKey = key, Target = integration is null ? null : $"integrations/{integration.IntegrationId}" }, Call);

    private static async Task<string> RefusedAsync<T>(Func<Task> call)
        where T : AwsException => (await Assert.ThrowsAsync<T>(call)).Message;

    [Fact]
    public async Task An_api_is_made_read_changed_listed_and_removed()
    {
        var api = await HttpAsync();
        Assert.Equal(("$request.method $request.path", $"http://{api.ApiId}.execute-api.us-east-1.localhost:4566"), (api.RouteSelectionExpression, api.ApiEndpoint));
        var changed = await Routed.UpdateApi(new UpdateApiInput { ApiId = api.ApiId!, Description = "d", CorsConfiguration = new Cors { AllowOrigins = ["*"] } }, Call);
        Assert.Equal(("h", "d", "*"), (changed.Name, changed.Description, changed.CorsConfiguration!.AllowOrigins![0]));
        await Routed.DeleteCorsConfiguration(new DeleteCorsConfigurationInput { ApiId = api.ApiId! }, Call);
        Assert.Null((await Routed.GetApi(new GetApiInput { ApiId = api.ApiId! }, Call)).CorsConfiguration);
        await HttpAsync();
        var page = await Routed.GetApis(new GetApisInput { MaxResults = "1" }, Call);
        Assert.Single(page.Items!);
        Assert.Single((await Routed.GetApis(new GetApisInput { NextToken = page.NextToken }, Call)).Items!);
        await Routed.DeleteApi(new DeleteApiInput { ApiId = api.ApiId! }, Call);
        Assert.Equal($"Invalid API identifier specified {api.ApiId}", await RefusedAsync<NotFoundException>(async () => await Routed.GetApi(new GetApiInput { ApiId = api.ApiId! }, Call)));
    }

    [Fact]
    public async Task Quick_create_makes_a_route_an_integration_and_a_stage_that_deploys_itself()
    {
        var api = await Routed.CreateApi(new CreateApiInput { Name = "q", ProtocolType = "HTTP", Target = Function, RouteKey = "GET /x" }, Call);
        var route = Assert.Single((await Routed.GetRoutes(new GetRoutesInput { ApiId = api.ApiId! }, Call)).Items!);
        var integration = Assert.Single((await Routed.GetIntegrations(new GetIntegrationsInput { ApiId = api.ApiId! }, Call)).Items!);
        var stage = Assert.Single((await Routed.GetStages(new GetStagesInput { ApiId = api.ApiId! }, Call)).Items!);
        Assert.Equal(("GET /x", $"integrations/{integration.IntegrationId}", "2.0", "$default", true), (route.RouteKey, route.Target, integration.PayloadFormatVersion, stage.StageName, stage.AutoDeploy));
        Assert.Equal($"Successfully deployed stage with deployment ID '{stage.DeploymentId}'", stage.LastDeploymentStatusMessage);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("FETCH /x")]
    [InlineData("GET x")]
    [InlineData("get /x")]
    [InlineData("GET /{a+}/b")]
    public async Task A_malformed_route_key_is_refused(string key) => await Assert.ThrowsAsync<BadRequestException>(async () => await RouteAsync(await HttpAsync(), key));

    [Fact]
    public async Task A_route_key_is_there_once()
    {
        var api = await HttpAsync();
        var route = await RouteAsync(api, "GET /pets/{id}");
        Assert.Equal("NONE", (await Routed.GetRoute(new GetRouteInput { ApiId = api.ApiId!, RouteId = route.RouteId! }, Call)).AuthorizationType);
        Assert.Equal("Route with key GET /pets/{id} already exists for this API", await RefusedAsync<ConflictException>(() => RouteAsync(api, "GET /pets/{id}")));
    }

    [Fact]
    public async Task Entries_of_maps_change_one_by_one_and_an_empty_value_removes_one()
    {
        var api = await HttpAsync();
        var integration = await Routed.CreateIntegration(
            new CreateIntegrationInput
            {
                ApiId = api.ApiId!, IntegrationType = "HTTP_PROXY", IntegrationUri = "http://localhost:1/", IntegrationMethod = "GET",
                RequestParameters = new Dictionary<string, string> { ["append:header.a"] = "1", ["append:header.b"] = "2" },
            },
            Call);
        var changed = await Routed.UpdateIntegration(
            new UpdateIntegrationInput { ApiId = api.ApiId!, IntegrationId = integration.IntegrationId!, RequestParameters = new Dictionary<string, string> { ["append:header.a"] = "", ["append:header.c"] = "3" } }, Call);
        Assert.Equal(["append:header.b", "append:header.c"], changed.RequestParameters!.Keys.Order());
        Assert.Equal(changed.RequestParameters, (await Routed.GetIntegration(new GetIntegrationInput { ApiId = api.ApiId!, IntegrationId = integration.IntegrationId! }, Call)).RequestParameters);
    }

    [Fact]
    public async Task What_routes_refer_to_stays()
    {
        var api = await HttpAsync();
        var integration = await ProxyAsync(api);
        var route = await RouteAsync(api, "GET /", integration);
        Assert.Equal(
            $"Cannot delete Integration '{integration.IntegrationId}'. It is referenced by Route '{route.RouteId}'.",
            await RefusedAsync<ConflictException>(async () => await Routed.DeleteIntegration(new DeleteIntegrationInput { ApiId = api.ApiId!, IntegrationId = integration.IntegrationId! }, Call)));
        await Routed.UpdateRoute(new UpdateRouteInput { ApiId = api.ApiId!, RouteId = route.RouteId!, RouteKey = "PUT /" }, Call);
        await Routed.DeleteRoute(new DeleteRouteInput { ApiId = api.ApiId!, RouteId = route.RouteId! }, Call);
        await Routed.DeleteIntegration(new DeleteIntegrationInput { ApiId = api.ApiId!, IntegrationId = integration.IntegrationId! }, Call);
    }

    [Fact]
    public async Task Authorizers_and_models_are_kept_with_the_api()
    {
        var api = await HttpAsync();
        var authorizer = await Routed.CreateAuthorizer(
            new CreateAuthorizerInput { ApiId = api.ApiId!, Name = "a", AuthorizerType = "JWT", IdentitySource = ["$request.header.Authorization"], JwtConfiguration = new JWTConfiguration { Issuer = "https://i.example", Audience = ["x"] } }, Call);
        var id = authorizer.AuthorizerId!;
        await Routed.UpdateAuthorizer(new UpdateAuthorizerInput { ApiId = api.ApiId!, AuthorizerId = id, Name = "b" }, Call);
        Assert.Equal(("b", "x"), await Routed.GetAuthorizer(new GetAuthorizerInput { ApiId = api.ApiId!, AuthorizerId = id }, Call) is var read ? (read.Name, read.JwtConfiguration!.Audience![0]) : default);
        Assert.Single((await Routed.GetAuthorizers(new GetAuthorizersInput { ApiId = api.ApiId! }, Call)).Items!);
        await Routed.DeleteAuthorizer(new DeleteAuthorizerInput { ApiId = api.ApiId!, AuthorizerId = id }, Call);
        Assert.Equal($"Invalid Authorizer identifier specified {id}", await RefusedAsync<NotFoundException>(async () => await Routed.GetAuthorizer(new GetAuthorizerInput { ApiId = api.ApiId!, AuthorizerId = id }, Call)));

        var model = await Routed.CreateModel(new CreateModelInput { ApiId = api.ApiId!, Name = "Pet", Schema = """{"type":"object","properties":{"name":{"type":"string"}}}""" }, Call);
        await Routed.UpdateModel(new UpdateModelInput { ApiId = api.ApiId!, ModelId = model.ModelId!, Description = "d" }, Call);
        Assert.Equal("d", (await Routed.GetModel(new GetModelInput { ApiId = api.ApiId!, ModelId = model.ModelId! }, Call)).Description);
        Assert.Equal("""{"name":"foo"}""", (await Routed.GetModelTemplate(new GetModelTemplateInput { ApiId = api.ApiId!, ModelId = model.ModelId! }, Call)).Value);
        Assert.Single((await Routed.GetModels(new GetModelsInput { ApiId = api.ApiId! }, Call)).Items!);
        await Routed.DeleteModel(new DeleteModelInput { ApiId = api.ApiId!, ModelId = model.ModelId! }, Call);
    }

    [Fact]
    public async Task A_lambda_authorizer_needs_a_payload_format() => Assert.Equal(
        "AuthorizerPayloadFormatVersion is a required parameter for REQUEST authorizer",
        await RefusedAsync<BadRequestException>(async () => await Routed.CreateAuthorizer(new CreateAuthorizerInput { ApiId = (await HttpAsync()).ApiId!, Name = "a", AuthorizerType = "REQUEST", AuthorizerUri = FunctionUri, IdentitySource = [] }, Call)));

    [Fact]
    public async Task Stages_and_deployments_belong_together()
    {
        var api = await HttpAsync();
        Assert.Equal("At least one route is required before deploying the Api.", await RefusedAsync<BadRequestException>(async () => await Routed.CreateDeployment(new CreateDeploymentInput { ApiId = api.ApiId! }, Call)));
        await RouteAsync(api, "GET /", await ProxyAsync(api));
        var deployment = (await Routed.CreateDeployment(new CreateDeploymentInput { ApiId = api.ApiId!, Description = "one" }, Call)).DeploymentId!;
        await Routed.CreateStage(new CreateStageInput { ApiId = api.ApiId!, StageName = "dev", DeploymentId = deployment, StageVariables = new Dictionary<string, string> { ["a"] = "1" } }, Call);
        Assert.Equal("Active stages pointing to this deployment must be moved or deleted", await RefusedAsync<BadRequestException>(async () => await Routed.DeleteDeployment(new DeleteDeploymentInput { ApiId = api.ApiId!, DeploymentId = deployment }, Call)));
        var stage = await Routed.UpdateStage(
            new UpdateStageInput
            {
                ApiId = api.ApiId!, StageName = "dev", RouteSettings = new Dictionary<string, RouteSettings> { ["GET /"] = new() { ThrottlingRateLimit = 1, ThrottlingBurstLimit = 1 } },
                AccessLogSettings = new AccessLogSettings { DestinationArn = "arn:aws:logs:us-east-1:000000000000:log-group:g", Format = "$context.requestId" }, StageVariables = new Dictionary<string, string> { ["a"] = "", ["b"] = "2" },
            },
            Call);
        Assert.Equal(("b", 1), (Assert.Single(stage.StageVariables!).Key, stage.RouteSettings!["GET /"].ThrottlingBurstLimit));
        await Routed.DeleteRouteSettings(new DeleteRouteSettingsInput { ApiId = api.ApiId!, StageName = "dev", RouteKey = "GET /" }, Call);
        await Routed.DeleteAccessLogSettings(new DeleteAccessLogSettingsInput { ApiId = api.ApiId!, StageName = "dev" }, Call);
        await Routed.ResetAuthorizersCache(new ResetAuthorizersCacheInput { ApiId = api.ApiId!, StageName = "dev" }, Call);
        stage = await Routed.GetStage(new GetStageInput { ApiId = api.ApiId!, StageName = "dev" }, Call);
        Assert.Equal((null, 0), (stage.AccessLogSettings, stage.RouteSettings!.Count));
        await Routed.UpdateDeployment(new UpdateDeploymentInput { ApiId = api.ApiId!, DeploymentId = deployment, Description = "two" }, Call);
        Assert.Equal("two", (await Routed.GetDeployment(new GetDeploymentInput { ApiId = api.ApiId!, DeploymentId = deployment }, Call)).Description);
        Assert.Single((await Routed.GetDeployments(new GetDeploymentsInput { ApiId = api.ApiId! }, Call)).Items!);
        await Routed.DeleteStage(new DeleteStageInput { ApiId = api.ApiId!, StageName = "dev" }, Call);
        await Routed.DeleteDeployment(new DeleteDeploymentInput { ApiId = api.ApiId!, DeploymentId = deployment }, Call);
    }

    [Fact]
    public async Task Responses_belong_to_routes_and_integrations()
    {
        var api = await Routed.CreateApi(new CreateApiInput { Name = "w", ProtocolType = "WEBSOCKET", RouteSelectionExpression = "$request.body.action" }, Call);
        var integration = await Routed.CreateIntegration(new CreateIntegrationInput { ApiId = api.ApiId!, IntegrationType = "MOCK" }, Call);
        var route = await Routed.CreateRoute(
            new CreateRouteInput { ApiId = api.ApiId!, RouteKey = "say", Target = $"integrations/{integration.IntegrationId}", RequestParameters = new Dictionary<string, ParameterConstraints> { ["route.request.header.a"] = new() { Required = true } } }, Call);
        await Routed.DeleteRouteRequestParameter(new DeleteRouteRequestParameterInput { ApiId = api.ApiId!, RouteId = route.RouteId!, RequestParameterKey = "route.request.header.a" }, Call);
        var response = await Routed.CreateRouteResponse(new CreateRouteResponseInput { ApiId = api.ApiId!, RouteId = route.RouteId!, RouteResponseKey = "$default" }, Call);
        await Routed.UpdateRouteResponse(new UpdateRouteResponseInput { ApiId = api.ApiId!, RouteId = route.RouteId!, RouteResponseId = response.RouteResponseId!, ModelSelectionExpression = "m" }, Call);
        Assert.Equal("m", (await Routed.GetRouteResponse(new GetRouteResponseInput { ApiId = api.ApiId!, RouteId = route.RouteId!, RouteResponseId = response.RouteResponseId! }, Call)).ModelSelectionExpression);
        Assert.Single((await Routed.GetRouteResponses(new GetRouteResponsesInput { ApiId = api.ApiId!, RouteId = route.RouteId! }, Call)).Items!);
        await Routed.DeleteRouteResponse(new DeleteRouteResponseInput { ApiId = api.ApiId!, RouteId = route.RouteId!, RouteResponseId = response.RouteResponseId! }, Call);

        var answer = await Routed.CreateIntegrationResponse(new CreateIntegrationResponseInput { ApiId = api.ApiId!, IntegrationId = integration.IntegrationId!, IntegrationResponseKey = "$default" }, Call);
        await Routed.UpdateIntegrationResponse(
            new UpdateIntegrationResponseInput { ApiId = api.ApiId!, IntegrationId = integration.IntegrationId!, IntegrationResponseId = answer.IntegrationResponseId!, ResponseTemplates = new Dictionary<string, string> { ["$default"] = "x" } }, Call);
        Assert.Equal("x", (await Routed.GetIntegrationResponse(new GetIntegrationResponseInput { ApiId = api.ApiId!, IntegrationId = integration.IntegrationId!, IntegrationResponseId = answer.IntegrationResponseId! }, Call)).ResponseTemplates!["$default"]);
        Assert.Single((await Routed.GetIntegrationResponses(new GetIntegrationResponsesInput { ApiId = api.ApiId!, IntegrationId = integration.IntegrationId! }, Call)).Items!);
        await Routed.DeleteIntegrationResponse(new DeleteIntegrationResponseInput { ApiId = api.ApiId!, IntegrationId = integration.IntegrationId!, IntegrationResponseId = answer.IntegrationResponseId! }, Call);
    }

    [Fact]
    public async Task Domain_names_and_their_mappings_are_kept()
    {
        var api = await Routed.CreateApi(new CreateApiInput { Name = "q", ProtocolType = "HTTP", Target = Function }, Call);
        var made = await Routed.CreateDomainName(new CreateDomainNameInput { DomainName = "API.example.com", DomainNameConfigurations = [new DomainNameConfiguration { CertificateArn = "arn:aws:acm:us-east-1:000000000000:certificate/c", EndpointType = "REGIONAL" }] }, Call);
        Assert.Equal(("api.example.com", "AVAILABLE"), (made.Name, made.DomainNameConfigurations![0].DomainNameStatus));
        await Routed.UpdateDomainName(new UpdateDomainNameInput { DomainName = "api.example.com", DomainNameConfigurations = [new DomainNameConfiguration { SecurityPolicy = "TLS_1_2" }] }, Call);
        Assert.Equal("arn:aws:acm:us-east-1:000000000000:certificate/c", (await Routed.GetDomainName(new GetDomainNameInput { DomainName = "api.example.com" }, Call)).DomainNameConfigurations![0].CertificateArn);
        Assert.Single((await Routed.GetDomainNames(new GetDomainNamesInput(), Call)).Items!);
        var mapping = await Routed.CreateApiMapping(new CreateApiMappingInput { DomainName = "api.example.com", ApiId = api.ApiId!, Stage = "$default", ApiMappingKey = "v1/x" }, Call);
        await Assert.ThrowsAsync<ConflictException>(async () => await Routed.CreateApiMapping(new CreateApiMappingInput { DomainName = "api.example.com", ApiId = api.ApiId!, Stage = "$default", ApiMappingKey = "v1/x" }, Call));
        await Routed.UpdateApiMapping(new UpdateApiMappingInput { DomainName = "api.example.com", ApiId = api.ApiId!, ApiMappingId = mapping.ApiMappingId!, ApiMappingKey = "v2" }, Call);
        Assert.Equal("v2", (await Routed.GetApiMapping(new GetApiMappingInput { DomainName = "api.example.com", ApiMappingId = mapping.ApiMappingId! }, Call)).ApiMappingKey);
        Assert.Single((await Routed.GetApiMappings(new GetApiMappingsInput { DomainName = "api.example.com" }, Call)).Items!);
        Assert.Equal(200, (await SendAsync("/v2/any", host: "api.example.com")).Status);
        await Routed.DeleteApiMapping(new DeleteApiMappingInput { DomainName = "api.example.com", ApiMappingId = mapping.ApiMappingId! }, Call);
        Assert.Equal(403, (await SendAsync("/v2/none", host: "api.example.com")).Status);
        await Routed.DeleteDomainName(new DeleteDomainNameInput { DomainName = "api.example.com" }, Call);
        Assert.False(await Plane.ClaimsAsync("api.example.com", "/", default));
    }

    [Fact]
    public async Task Vpc_links_are_stored_and_their_use_is_refused()
    {
        var link = await Routed.CreateVpcLink(new CreateVpcLinkInput { Name = "l", SubnetIds = ["s"] }, Call);
        await Routed.UpdateVpcLink(new UpdateVpcLinkInput { VpcLinkId = link.VpcLinkId!, Name = "m" }, Call);
        Assert.Equal(("m", "AVAILABLE"), await Routed.GetVpcLink(new GetVpcLinkInput { VpcLinkId = link.VpcLinkId! }, Call) is var read ? (read.Name, read.VpcLinkStatus) : default);
        Assert.Single((await Routed.GetVpcLinks(new GetVpcLinksInput(), Call)).Items!);
        var api = await HttpAsync();
        await Assert.ThrowsAsync<CommonException>(async () => await Routed.CreateIntegration(new CreateIntegrationInput { ApiId = api.ApiId!, IntegrationType = "HTTP_PROXY", ConnectionType = "VPC_LINK", ConnectionId = link.VpcLinkId, IntegrationMethod = "GET", IntegrationUri = "arn:x" }, Call));
        await Routed.DeleteVpcLink(new DeleteVpcLinkInput { VpcLinkId = link.VpcLinkId! }, Call);
    }

    [Fact]
    public async Task Tags_are_kept_on_apis()
    {
        var api = await HttpAsync();
        var arn = $"arn:aws:apigateway:us-east-1::/apis/{api.ApiId}";
        await Routed.TagResource(new TagResourceInput { ResourceArn = arn, Tags = new Dictionary<string, string> { ["a"] = "1", ["b"] = "2" } }, Call);
        await Routed.UntagResource(new UntagResourceInput { ResourceArn = arn, TagKeys = ["a"] }, Call);
        Assert.Equal("b", Assert.Single((await Routed.GetTags(new GetTagsInput { ResourceArn = arn }, Call)).Tags!).Key);
    }

    [Fact]
    public async Task What_is_exported_can_be_imported_again()
    {
        var api = await HttpAsync();
        await Routed.UpdateApi(new UpdateApiInput { ApiId = api.ApiId!, CorsConfiguration = new Cors { AllowOrigins = ["https://a.example"], MaxAge = 5 } }, Call);
        var authorizer = await Routed.CreateAuthorizer(
            new CreateAuthorizerInput { ApiId = api.ApiId!, Name = "jwt", AuthorizerType = "JWT", IdentitySource = ["$request.header.Authorization"], JwtConfiguration = new JWTConfiguration { Issuer = "https://i.example", Audience = ["x"] } }, Call);
        var integration = await ProxyAsync(api);
        await RouteAsync(api, "$default", integration);
        var route = await RouteAsync(api, "GET /pets/{id}", integration);
        await Routed.UpdateRoute(new UpdateRouteInput { ApiId = api.ApiId!, RouteId = route.RouteId!, AuthorizationType = "JWT", AuthorizerId = authorizer.AuthorizerId, AuthorizationScopes = ["s"] }, Call);
        foreach (var type in (string[])["JSON", "YAML"])
        {
            var body = Encoding.UTF8.GetString((await Routed.ExportApi(new ExportApiInput { ApiId = api.ApiId!, Specification = "OAS30", OutputType = type }, Call)).Body!);
            var again = await Routed.ImportApi(new ImportApiInput { Body = body }, Call);
            Assert.Equal(("h", "https://a.example", 5), (again.Name, again.CorsConfiguration!.AllowOrigins![0], again.CorsConfiguration.MaxAge));
            var routes = (await Routed.GetRoutes(new GetRoutesInput { ApiId = again.ApiId! }, Call)).Items!;
            Assert.Equal(["$default", "GET /pets/{id}"], routes.Select(r => r.RouteKey).Order(StringComparer.Ordinal));
            Assert.Equal(("JWT", "s"), routes.Single(r => r.RouteKey != "$default") is var secured ? (secured.AuthorizationType, secured.AuthorizationScopes![0]) : default);
            Assert.Single((await Routed.GetIntegrations(new GetIntegrationsInput { ApiId = again.ApiId! }, Call)).Items!);
            var replaced = await Routed.ReimportApi(new ReimportApiInput { ApiId = again.ApiId!, Body = """{"openapi":"3.0.1","info":{"title":"t","version":"1"},"paths":{}}""" }, Call);
            Assert.Equal((again.ApiId, "t"), (replaced.ApiId, replaced.Name));
        }
    }

    [Theory]
    [InlineData("[1]")]
    [InlineData("{\"swagger\":\"2.0\"}")]
    [InlineData("{\"openapi\":\"3.0.1\"}")]
    [InlineData("{\"openapi\":\"3.0.1\",\"info\":{\"title\":\"t\"},\"paths\":{\"/\":{\"get\":{\"x-amazon-apigateway-integration\":{\"type\":\"mock\"}}}}}")]
    [InlineData("{\"openapi\":\"3.0.1\",\"info\":{\"title\":\"t\"},\"paths\":{\"/\":{\"get\":{\"security\":[{\"none\":[]}],\"x-amazon-apigateway-integration\":{\"type\":\"http_proxy\",\"httpMethod\":\"GET\",\"uri\":\"http://x/\"}}}}}")]
    [InlineData("a: [")]
    public async Task A_malformed_document_is_refused(string body) => await Assert.ThrowsAsync<BadRequestException>(async () => await Routed.ImportApi(new ImportApiInput { Body = body }, Call));

    [Theory]
    [InlineData("StepFunctions-StartExecution")]
    [InlineData("EventBridge-PutEvents")]
    public async Task Services_that_are_not_here_are_refused_by_name(string subtype)
    {
        var api = await HttpAsync();
        var refused = await Assert.ThrowsAsync<CommonException>(async () => await Routed.CreateIntegration(new CreateIntegrationInput { ApiId = api.ApiId!, IntegrationType = "AWS_PROXY", IntegrationSubtype = subtype, CredentialsArn = "arn:aws:iam::000000000000:role/r" }, Call));
        Assert.Contains(subtype, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_integration_knows_its_parameters()
    {
        var api = await HttpAsync();
        Assert.Equal(
            "Parameter: MessageBody is required for Operation: SQS-SendMessage.",
            await RefusedAsync<BadRequestException>(async () => await Routed.CreateIntegration(
                new CreateIntegrationInput { ApiId = api.ApiId!, IntegrationType = "AWS_PROXY", IntegrationSubtype = "SQS-SendMessage", CredentialsArn = "arn:aws:iam::000000000000:role/r", RequestParameters = new Dictionary<string, string> { ["QueueUrl"] = "u" } }, Call)));
    }
}
