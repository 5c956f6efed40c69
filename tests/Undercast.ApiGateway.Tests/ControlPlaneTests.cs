using System.Text;

namespace Undercast.ApiGateway.Tests;

/// <summary>The control plane. Sources of texts: the service's model, and answers recorded by public suites.</summary>
public class ControlPlaneTests : Fixture
{
    private static IReadOnlyList<PatchOperation> Patch(string op, string path, string? value = null) => [new PatchOperation { Op = op, Path = path, Value = value }];

    [Fact]
    public async Task An_api_lives_and_dies()
    {
        var api = await MakeAsync();
        Assert.Equal("api", (await Service.GetRestApi(new GetRestApiInput { RestApiId = api.Id! }, Call)).Name);
        var changed = await Service.UpdateRestApi(
            new UpdateRestApiInput { RestApiId = api.Id!, PatchOperations = [.. Patch("replace", "/name", "b"), .. Patch("add", "/binaryMediaTypes/image~1png")] }, Call);
        Assert.Equal(("b", "image/png"), (changed.Name, changed.BinaryMediaTypes!.Single()));
        Assert.Single((await Service.GetRestApis(new GetRestApisInput(), Call)).Items!);
        await Service.DeleteRestApi(new DeleteRestApiInput { RestApiId = api.Id! }, Call);
        var gone = await Assert.ThrowsAsync<NotFoundException>(async () => await Service.GetRestApi(new GetRestApiInput { RestApiId = api.Id! }, Call));
        Assert.Equal($"Invalid API identifier specified {Account}:{api.Id}", gone.Message);
    }

    [Fact]
    public async Task Apis_are_listed_in_pages()
    {
        for (var i = 0; i < 3; i++) await MakeAsync();
        var first = await Service.GetRestApis(new GetRestApisInput { Limit = 2 }, Call);
        var second = await Service.GetRestApis(new GetRestApisInput { Limit = 2, Position = first.Position }, Call);
        Assert.Equal((2, 1, null), (first.Items!.Count, second.Items!.Count, second.Position));
    }

    [Fact]
    public async Task An_unknown_patch_path_names_those_that_there_are()
    {
        var api = await MakeAsync();
        var refused = await Assert.ThrowsAsync<BadRequestException>(async () => await Service.UpdateRestApi(new UpdateRestApiInput { RestApiId = api.Id!, PatchOperations = Patch("replace", "/x", "b") }, Call));
        Assert.StartsWith("Invalid patch path  '/x' specified for op 'replace'. Must be one of: [/name, ", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resources_form_a_tree()
    {
        var api = await MakeAsync();
        var pets = await MakeResourceAsync(api, "pets");
        var pet = await MakeResourceAsync(api, "{id}", pets);
        Assert.Equal("/pets/{id}", (await Service.GetResource(new GetResourceInput { RestApiId = api.Id!, ResourceId = pet }, Call)).Path);
        Assert.Equal("Another resource with the same parent already has this name: pets", (await Assert.ThrowsAsync<ConflictException>(async () => await MakeResourceAsync(api, "pets"))).Message);
        await Assert.ThrowsAsync<BadRequestException>(async () => await MakeResourceAsync(api, "{other}", pets));
        await Assert.ThrowsAsync<BadRequestException>(async () => await MakeResourceAsync(api, "a b"));
        await Service.UpdateResource(new UpdateResourceInput { RestApiId = api.Id!, ResourceId = pets, PatchOperations = Patch("replace", "/pathPart", "cats") }, Call);
        Assert.Equal(["/", "/cats", "/cats/{id}"], (await Service.GetResources(new GetResourcesInput { RestApiId = api.Id! }, Call)).Items!.Select(r => r.Path).Order());
        await Service.DeleteResource(new DeleteResourceInput { RestApiId = api.Id!, ResourceId = pets }, Call);
        Assert.Single((await Service.GetResources(new GetResourcesInput { RestApiId = api.Id! }, Call)).Items!);
    }

    [Fact]
    public async Task A_method_has_an_integration_and_responses()
    {
        var api = await MakeAsync();
        var (id, root) = (api.Id!, api.RootResourceId!);
        await MockAsync(api, root);
        Assert.Equal("NONE", (await Service.GetMethod(new GetMethodInput { RestApiId = id, ResourceId = root, HttpMethod = "GET" }, Call)).AuthorizationType);
        Assert.True((await Service.UpdateMethod(new UpdateMethodInput { RestApiId = id, ResourceId = root, HttpMethod = "GET", PatchOperations = Patch("replace", "/apiKeyRequired", "true") }, Call)).ApiKeyRequired);
        Assert.Equal("200", (await Service.GetMethodResponse(new GetMethodResponseInput { RestApiId = id, ResourceId = root, HttpMethod = "GET", StatusCode = "200" }, Call)).StatusCode);
        var response = await Service.UpdateMethodResponse(
            new UpdateMethodResponseInput { RestApiId = id, ResourceId = root, HttpMethod = "GET", StatusCode = "200", PatchOperations = Patch("add", "/responseParameters/method.response.header.X", "false") }, Call);
        Assert.True(response.ResponseParameters!.ContainsKey("method.response.header.X"));
        Assert.Equal("MOCK", (await Service.GetIntegration(new GetIntegrationInput { RestApiId = id, ResourceId = root, HttpMethod = "GET" }, Call)).Type);
        Assert.Equal(1000, (await Service.UpdateIntegration(new UpdateIntegrationInput { RestApiId = id, ResourceId = root, HttpMethod = "GET", PatchOperations = Patch("replace", "/timeoutInMillis", "1000") }, Call)).TimeoutInMillis);
        Assert.Equal("200", (await Service.GetIntegrationResponse(new GetIntegrationResponseInput { RestApiId = id, ResourceId = root, HttpMethod = "GET", StatusCode = "200" }, Call)).StatusCode);
        var mapped = await Service.UpdateIntegrationResponse(
            new UpdateIntegrationResponseInput { RestApiId = id, ResourceId = root, HttpMethod = "GET", StatusCode = "200", PatchOperations = Patch("add", "/responseTemplates/application~1json", "x") }, Call);
        Assert.Equal("x", mapped.ResponseTemplates!["application/json"]);
        await Service.DeleteIntegrationResponse(new DeleteIntegrationResponseInput { RestApiId = id, ResourceId = root, HttpMethod = "GET", StatusCode = "200" }, Call);
        await Service.DeleteIntegration(new DeleteIntegrationInput { RestApiId = id, ResourceId = root, HttpMethod = "GET" }, Call);
        await Service.DeleteMethodResponse(new DeleteMethodResponseInput { RestApiId = id, ResourceId = root, HttpMethod = "GET", StatusCode = "200" }, Call);
        await Service.DeleteMethod(new DeleteMethodInput { RestApiId = id, ResourceId = root, HttpMethod = "GET" }, Call);
        Assert.Equal("Invalid Method identifier specified", (await Assert.ThrowsAsync<NotFoundException>(async () => await Service.GetMethod(new GetMethodInput { RestApiId = id, ResourceId = root, HttpMethod = "GET" }, Call))).Message);
    }

    [Theory]
    [InlineData("AWS_PROXY", null, FunctionUri, "Enumeration value for HttpMethod must be non-empty")]
    [InlineData("AWS_PROXY", "POST", "nonsense", "Invalid ARN specified in the request")]
    [InlineData("AWS", "POST", "arn:aws:apigateway:us-east-1:sqs:other/x", "AWS ARN for integration must contain path or action")]
    [InlineData("HTTP", "GET", "ftp://x", "Invalid HTTP endpoint specified for URI")]
    public async Task An_integration_that_cannot_work_is_refused(string type, string? method, string uri, string message)
    {
        var api = await MakeAsync();
        await Service.PutMethod(new PutMethodInput { RestApiId = api.Id!, ResourceId = api.RootResourceId!, HttpMethod = "GET", AuthorizationType = "NONE" }, Call);
        var input = new PutIntegrationInput { RestApiId = api.Id!, ResourceId = api.RootResourceId!, HttpMethod = "GET", Type = type, IntegrationHttpMethod = method, Uri = uri };
        Assert.Equal(message, (await Assert.ThrowsAsync<BadRequestException>(async () => await Service.PutIntegration(input, Call))).Message);
    }

    [Fact]
    public async Task Authorizers_live_as_long_as_methods_need_them()
    {
        var api = await MakeAsync();
        var made = await Service.CreateAuthorizer(new CreateAuthorizerInput { RestApiId = api.Id!, Name = "a", Type = "TOKEN", AuthorizerUri = FunctionUri, IdentitySource = "method.request.header.Authorization" }, Call);
        Assert.Equal(300, (await Service.GetAuthorizer(new GetAuthorizerInput { RestApiId = api.Id!, AuthorizerId = made.Id! }, Call)).AuthorizerResultTtlInSeconds);
        Assert.Equal(0, (await Service.UpdateAuthorizer(new UpdateAuthorizerInput { RestApiId = api.Id!, AuthorizerId = made.Id!, PatchOperations = Patch("replace", "/authorizerResultTtlInSeconds", "0") }, Call)).AuthorizerResultTtlInSeconds);
        await Service.PutMethod(new PutMethodInput { RestApiId = api.Id!, ResourceId = api.RootResourceId!, HttpMethod = "GET", AuthorizationType = "CUSTOM", AuthorizerId = made.Id }, Call);
        await Assert.ThrowsAsync<ConflictException>(async () => await Service.DeleteAuthorizer(new DeleteAuthorizerInput { RestApiId = api.Id!, AuthorizerId = made.Id! }, Call));
        await Service.DeleteMethod(new DeleteMethodInput { RestApiId = api.Id!, ResourceId = api.RootResourceId!, HttpMethod = "GET" }, Call);
        await Service.DeleteAuthorizer(new DeleteAuthorizerInput { RestApiId = api.Id!, AuthorizerId = made.Id! }, Call);
        Assert.Empty((await Service.GetAuthorizers(new GetAuthorizersInput { RestApiId = api.Id! }, Call)).Items!);
        await Assert.ThrowsAsync<BadRequestException>(async () =>
            await Service.PutMethod(new PutMethodInput { RestApiId = api.Id!, ResourceId = api.RootResourceId!, HttpMethod = "GET", AuthorizationType = "CUSTOM" }, Call));
    }

    [Fact]
    public async Task Models_and_validators()
    {
        var id = (await MakeAsync()).Id!;
        await Service.CreateModel(new CreateModelInput { RestApiId = id, Name = "Pet", ContentType = "application/json", Schema = "{}" }, Call);
        Assert.Equal("{}", (await Service.GetModel(new GetModelInput { RestApiId = id, ModelName = "Pet" }, Call)).Schema);
        Assert.Equal("d", (await Service.UpdateModel(new UpdateModelInput { RestApiId = id, ModelName = "Pet", PatchOperations = Patch("replace", "/description", "d") }, Call)).Description);
        Assert.Equal(["Empty", "Error", "Pet"], (await Service.GetModels(new GetModelsInput { RestApiId = id }, Call)).Items!.Select(m => m.Name).Order());
        await Service.DeleteModel(new DeleteModelInput { RestApiId = id, ModelName = "Pet" }, Call);
        await Assert.ThrowsAsync<BadRequestException>(async () => await Service.CreateModel(new CreateModelInput { RestApiId = id, Name = "Bad", ContentType = "application/json", Schema = "{" }, Call));

        var validator = await Service.CreateRequestValidator(new CreateRequestValidatorInput { RestApiId = id, Name = "v" }, Call);
        Assert.False((await Service.GetRequestValidator(new GetRequestValidatorInput { RestApiId = id, RequestValidatorId = validator.Id! }, Call)).ValidateRequestBody);
        Assert.True((await Service.UpdateRequestValidator(new UpdateRequestValidatorInput { RestApiId = id, RequestValidatorId = validator.Id!, PatchOperations = Patch("replace", "/validateRequestBody", "true") }, Call)).ValidateRequestBody);
        await Service.DeleteRequestValidator(new DeleteRequestValidatorInput { RestApiId = id, RequestValidatorId = validator.Id! }, Call);
        Assert.Empty((await Service.GetRequestValidators(new GetRequestValidatorsInput { RestApiId = id }, Call)).Items!);
    }

    [Fact]
    public async Task Gateway_responses_fall_back_to_defaults()
    {
        var id = (await MakeAsync()).Id!;
        await Service.PutGatewayResponse(new PutGatewayResponseInput { RestApiId = id, ResponseType = "DEFAULT_4XX", StatusCode = "418" }, Call);
        Assert.Equal(("418", true), (await Service.GetGatewayResponse(new GetGatewayResponseInput { RestApiId = id, ResponseType = "THROTTLED" }, Call)) is var r ? (r.StatusCode, r.DefaultResponse) : default);
        var own = await Service.UpdateGatewayResponse(new UpdateGatewayResponseInput { RestApiId = id, ResponseType = "THROTTLED", PatchOperations = Patch("replace", "/statusCode", "420") }, Call);
        Assert.Equal(("420", false), (own.StatusCode, own.DefaultResponse));
        Assert.Equal(21, (await Service.GetGatewayResponses(new GetGatewayResponsesInput { RestApiId = id }, Call)).Items!.Count);
        await Service.DeleteGatewayResponse(new DeleteGatewayResponseInput { RestApiId = id, ResponseType = "THROTTLED" }, Call);
        await Assert.ThrowsAsync<NotFoundException>(async () => await Service.DeleteGatewayResponse(new DeleteGatewayResponseInput { RestApiId = id, ResponseType = "THROTTLED" }, Call));
    }

    [Fact]
    public async Task Deployments_and_stages()
    {
        var api = await MakeAsync();
        var id = api.Id!;
        Assert.Equal("The REST API doesn't contain any methods", (await Assert.ThrowsAsync<BadRequestException>(async () => await DeployAsync(api))).Message);
        await MockAsync(api, api.RootResourceId!);
        var deployment = await DeployAsync(api);
        var summary = await Service.GetDeployment(new GetDeploymentInput { RestApiId = id, DeploymentId = deployment, Embed = ["apisummary"] }, Call);
        Assert.Equal("NONE", summary.ApiSummary!["/"]["GET"].AuthorizationType);
        Assert.Equal("d", (await Service.UpdateDeployment(new UpdateDeploymentInput { RestApiId = id, DeploymentId = deployment, PatchOperations = Patch("replace", "/description", "d") }, Call)).Description);
        Assert.Single((await Service.GetDeployments(new GetDeploymentsInput { RestApiId = id }, Call)).Items!);
        await Service.CreateStage(new CreateStageInput { RestApiId = id, StageName = "prod", DeploymentId = deployment }, Call);
        await Assert.ThrowsAsync<ConflictException>(async () => await Service.CreateStage(new CreateStageInput { RestApiId = id, StageName = "prod", DeploymentId = deployment }, Call));
        Assert.Equal(2, (await Service.GetStages(new GetStagesInput { RestApiId = id }, Call)).Item!.Count);
        var stage = await Service.UpdateStage(new UpdateStageInput { RestApiId = id, StageName = "prod", PatchOperations = Patch("replace", "/~1pets/GET/logging/loglevel", "INFO") }, Call);
        Assert.Equal("INFO", stage.MethodSettings!["~1pets/GET"].LoggingLevel);
        Assert.Equal("prod", (await Service.GetStage(new GetStageInput { RestApiId = id, StageName = "prod" }, Call)).StageName);
        await Service.FlushStageCache(new FlushStageCacheInput { RestApiId = id, StageName = "prod" }, Call);
        await Service.FlushStageAuthorizersCache(new FlushStageAuthorizersCacheInput { RestApiId = id, StageName = "prod" }, Call);
        var refused = await Assert.ThrowsAsync<BadRequestException>(async () => await Service.DeleteDeployment(new DeleteDeploymentInput { RestApiId = id, DeploymentId = deployment }, Call));
        Assert.Equal("Active stages pointing to this deployment must be moved or deleted", refused.Message);
        await Service.DeleteStage(new DeleteStageInput { RestApiId = id, StageName = "prod" }, Call);
        await Service.DeleteStage(new DeleteStageInput { RestApiId = id, StageName = "dev" }, Call);
        await Service.DeleteDeployment(new DeleteDeploymentInput { RestApiId = id, DeploymentId = deployment }, Call);
    }

    [Fact]
    public async Task Keys_and_plans()
    {
        var key = await Service.CreateApiKey(new CreateApiKeyInput { Name = "k" }, Call);
        Assert.Null((await Service.GetApiKey(new GetApiKeyInput { ApiKey = key.Id! }, Call)).Value);
        Assert.Equal(key.Value, (await Service.GetApiKeys(new GetApiKeysInput { IncludeValues = true }, Call)).Items!.Single().Value);
        Assert.True((await Service.UpdateApiKey(new UpdateApiKeyInput { ApiKey = key.Id!, PatchOperations = Patch("replace", "/enabled", "true") }, Call)).Enabled);
        var plan = await Service.CreateUsagePlan(new CreateUsagePlanInput { Name = "p" }, Call);
        Assert.Equal(5, (await Service.UpdateUsagePlan(new UpdateUsagePlanInput { UsagePlanId = plan.Id!, PatchOperations = Patch("replace", "/throttle/burstLimit", "5") }, Call)).Throttle!.BurstLimit);
        await Service.CreateUsagePlanKey(new CreateUsagePlanKeyInput { UsagePlanId = plan.Id!, KeyId = key.Id!, KeyType = "API_KEY" }, Call);
        await Assert.ThrowsAsync<ConflictException>(async () => await Service.CreateUsagePlanKey(new CreateUsagePlanKeyInput { UsagePlanId = plan.Id!, KeyId = key.Id!, KeyType = "API_KEY" }, Call));
        Assert.Equal("k", (await Service.GetUsagePlanKey(new GetUsagePlanKeyInput { UsagePlanId = plan.Id!, KeyId = key.Id! }, Call)).Name);
        Assert.Single((await Service.GetUsagePlanKeys(new GetUsagePlanKeysInput { UsagePlanId = plan.Id! }, Call)).Items!);
        Assert.Equal(plan.Id, (await Service.GetUsagePlans(new GetUsagePlansInput { KeyId = key.Id }, Call)).Items!.Single().Id);
        await Service.DeleteUsagePlanKey(new DeleteUsagePlanKeyInput { UsagePlanId = plan.Id!, KeyId = key.Id! }, Call);
        await Service.DeleteApiKey(new DeleteApiKeyInput { ApiKey = key.Id! }, Call);
        await Service.DeleteUsagePlan(new DeleteUsagePlanInput { UsagePlanId = plan.Id! }, Call);
        Assert.Equal("Invalid Usage Plan ID specified", (await Assert.ThrowsAsync<NotFoundException>(async () => await Service.GetUsagePlan(new GetUsagePlanInput { UsagePlanId = plan.Id! }, Call))).Message);
    }

    [Fact]
    public async Task The_account_and_tags()
    {
        Assert.Equal(10000, (await Service.GetAccount(new GetAccountInput(), Call)).ThrottleSettings!.RateLimit);
        await Service.UpdateAccount(new UpdateAccountInput { PatchOperations = Patch("replace", "/cloudwatchRoleArn", "arn:aws:iam::000000000000:role/r") }, Call);
        Assert.Equal("arn:aws:iam::000000000000:role/r", (await Service.GetAccount(new GetAccountInput(), Call)).CloudwatchRoleArn);
        var arn = $"arn:aws:apigateway:us-east-1::/restapis/{(await MakeAsync()).Id}";
        await Service.TagResource(new TagResourceInput { ResourceArn = arn, Tags = new Dictionary<string, string> { ["a"] = "1", ["b"] = "2" } }, Call);
        await Service.UntagResource(new UntagResourceInput { ResourceArn = arn, TagKeys = ["a"] }, Call);
        Assert.Equal(["b"], (await Service.GetTags(new GetTagsInput { ResourceArn = arn }, Call)).Tags!.Keys);
    }

    [Fact]
    public async Task A_document_in_yaml_is_imported_and_another_put_over_it()
    {
        const string yaml = """
            swagger: "2.0"
            info: { title: pets, version: "1" }
            securityDefinitions:
              auth: { type: apiKey, name: Authorization, in: header, x-amazon-apigateway-authorizer: { type: token, authorizerUri: "URI" } }
            paths:
              /pets/{id}:
                get:
                  security: [{ auth: [] }]
                  x-amazon-apigateway-integration: { type: mock, requestTemplates: { application/json: '{"statusCode":200}' }, responses: { default: { statusCode: "200" } } }
                x-amazon-apigateway-any-method:
                  x-amazon-apigateway-integration: { type: aws_proxy, httpMethod: POST, uri: "URI" }
            """;
        var api = await Service.ImportRestApi(new ImportRestApiInput { Body = Encoding.UTF8.GetBytes(yaml.Replace("URI", FunctionUri, StringComparison.Ordinal)) }, Call);
        var resources = (await Service.GetResources(new GetResourcesInput { RestApiId = api.Id!, Embed = ["methods"] }, Call)).Items!;
        var pet = resources.Single(r => r.Path == "/pets/{id}");
        Assert.Equal(("CUSTOM", "AWS_PROXY"), (pet.ResourceMethods!["GET"].AuthorizationType, pet.ResourceMethods["ANY"].MethodIntegration!.Type));
        const string other = """{"openapi":"3.0.1","info":{"title":"cats"},"paths":{"/pets/{id}":{"get":{"x-amazon-apigateway-integration":{"type":"mock"}}}}}""";
        var put = await Service.PutRestApi(new PutRestApiInput { RestApiId = api.Id!, Mode = "overwrite", Body = Encoding.UTF8.GetBytes(other) }, Call);
        Assert.Equal(("cats", api.RootResourceId), (put.Name, put.RootResourceId));
        var now = (await Service.GetResources(new GetResourcesInput { RestApiId = api.Id!, Embed = ["methods"] }, Call)).Items!.Single(r => r.Path == "/pets/{id}");
        Assert.Equal((pet.Id, 1), (now.Id, now.ResourceMethods!.Count));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("a: [")]
    [InlineData("{}")]
    [InlineData("""{"openapi":"3.0.1","paths":{}}""")]
    [InlineData("""{"openapi":"3.0.1","info":{"title":{}},"paths":{}}""")]
    [InlineData("""{"openapi":"3.0.1","info":{"title":"a"},"paths":{"x":{}}}""")]
    [InlineData("""{"openapi":"3.0.1","info":{"title":"a"},"paths":{"/a b":{}}}""")]
    [InlineData("""{"openapi":"3.0.1","info":{"title":"a"},"paths":{"/a":{"get":{"security":[{"none":[]}]}}}}""")]
    [InlineData("a: &a [1,1,1,1,1,1,1,1,1,1]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: [*e,*e,*e,*e,*e,*e,*e,*e,*e,*e]")]
    public async Task A_malformed_document_is_refused(string document) =>
        await Assert.ThrowsAsync<BadRequestException>(async () => await Service.ImportRestApi(new ImportRestApiInput { Body = Encoding.UTF8.GetBytes(document) }, Call));
}
