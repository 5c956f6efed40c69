using System.Text;
using System.Text.Json.Nodes;
using Undercast.Kernel;

namespace Undercast.ApiGateway.Tests;

/// <summary>Deployed APIs. Sources: the developer guide, and answers recorded by public suites.</summary>
public class DataPlaneTests : Fixture
{
    private async Task<RestApi> ProxyAsync(string part = "{proxy+}", Func<PutMethodInput, PutMethodInput>? change = null)
    {
        var api = await MakeAsync();
        var resource = await MakeResourceAsync(api, part);
        var method = new PutMethodInput { RestApiId = api.Id!, ResourceId = resource, HttpMethod = "ANY", AuthorizationType = "NONE" };
        await Service.PutMethod(change is null ? method : change(method), Call);
        await Service.PutIntegration(new PutIntegrationInput { RestApiId = api.Id!, ResourceId = resource, HttpMethod = "ANY", Type = "AWS_PROXY", IntegrationHttpMethod = "POST", Uri = FunctionUri }, Call);
        await DeployAsync(api);
        return api;
    }

    [Fact]
    public async Task The_function_is_called_by_the_service_for_the_method()
    {
        var api = await ProxyAsync();
        await RequestAsync(api, "/a/b", "POST", "x");
        var call = Assert.Single(Functions.Calls);
        Assert.Equal((PrincipalKind.Service, "apigateway.amazonaws.com"), (call.Caller.Kind, call.Caller.Arn));
        Assert.Equal($"arn:aws:execute-api:us-east-1:{Account}:{api.Id}/dev/POST/{{proxy+}}", call.SourceArn);
        Assert.Equal("arn:aws:lambda:us-east-1:000000000000:function:f", call.FunctionArn);
    }

    [Fact]
    public async Task Absent_parts_of_the_event_are_null()
    {
        await RequestAsync(await ProxyAsync(), "/a");
        var sent = JsonNode.Parse(Functions.Calls.Single().Payload.Span)!;
        foreach (var name in (string[])["queryStringParameters", "multiValueQueryStringParameters", "stageVariables", "body"]) Assert.True(sent.AsObject().ContainsKey(name) && sent[name] is null, name);
        Assert.False((bool)sent["isBase64Encoded"]!);
    }

    [Theory]
    [InlineData("text")]
    [InlineData("\"text\"")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"statusCode\":200,\"body\":{}}")]
    [InlineData("{\"statusCode\":\"abc\"}")]
    [InlineData("{\"statusCode\":99}")]
    [InlineData("{\"statusCode\":200,\"other\":1}")]
    [InlineData("{\"statusCode\":200,\"headers\":[]}")]
    public async Task A_malformed_answer_is_a_bad_gateway(string answer)
    {
        Functions.Answer = _ => FakeFunctions.Json(answer);
        var (status, body, headers) = await RequestAsync(await ProxyAsync(), "/a");
        Assert.Equal((502, "{\"message\":\"Internal server error\"}", "InternalServerErrorException"), (status, body, headers["x-amzn-ErrorType"].ToString()));
    }

    [Fact]
    public async Task A_header_cannot_begin_another()
    {
        Functions.Answer = _ => FakeFunctions.Json("{\"statusCode\":200,\"headers\":{\"X\":\"a\\r\\nY: b\",\"Z\":\"c\",\"Date\":\"d\"}}");
        var (_, _, headers) = await RequestAsync(await ProxyAsync(), "/a");
        Assert.Equal((false, false, "c", "d"), (headers.ContainsKey("X"), headers.ContainsKey("Y"), headers["Z"].ToString(), headers["x-amzn-Remapped-Date"].ToString()));
    }

    [Fact]
    public async Task A_function_that_cannot_be_called_is_an_internal_error()
    {
        Functions.Answer = _ => throw new NotFoundException("no");
        Assert.Equal((500, "{\"message\":\"Internal server error\"}"), await RequestAsync(await ProxyAsync(), "/a") is var r ? (r.Status, r.Body) : default);
    }

    [Fact]
    public async Task Fixed_paths_go_before_variables_before_greedy_ones()
    {
        var api = await MakeAsync();
        var pets = await MakeResourceAsync(api, "pets");
        await MockAsync(api, await MakeResourceAsync(api, "mine", pets), answer: "fixed");
        await MockAsync(api, await MakeResourceAsync(api, "{id}", pets), answer: "variable $input.params('id')");
        await MockAsync(api, await MakeResourceAsync(api, "{all+}", pets), answer: "greedy $input.params('all')");
        await DeployAsync(api);
        Assert.Equal("fixed", (await RequestAsync(api, "/pets/mine")).Body);
        Assert.Equal("variable a b", (await RequestAsync(api, "/pets/a%20b")).Body);
        Assert.Equal("greedy a/b", (await RequestAsync(api, "/pets/a/b")).Body);
        Assert.Equal("fixed", (await RequestAsync(api, "/pets/mine/")).Body);
        Assert.Equal((403, "{\"message\":\"Missing Authentication Token\"}"), await RequestAsync(api, "/pets") is var r ? (r.Status, r.Body) : default);
    }

    [Fact]
    public async Task A_stage_serves_its_deployment_until_another_is_made()
    {
        var api = await MakeAsync();
        await MockAsync(api, api.RootResourceId!, answer: "one");
        await DeployAsync(api);
        await Service.UpdateIntegrationResponse(
            new UpdateIntegrationResponseInput { RestApiId = api.Id!, ResourceId = api.RootResourceId!, HttpMethod = "GET", StatusCode = "200", PatchOperations = [new PatchOperation { Op = "replace", Path = "/responseTemplates/application~1json", Value = "two" }] }, Call);
        Assert.Equal("one", (await RequestAsync(api, "")).Body);
        await DeployAsync(api);
        Assert.Equal("two", (await RequestAsync(api, "")).Body);
        await Service.DeleteStage(new DeleteStageInput { RestApiId = api.Id!, StageName = "dev" }, Call);
        Assert.Equal((403, "{\"message\":\"Forbidden\"}"), await RequestAsync(api, "") is var r ? (r.Status, r.Body) : default);
    }

    [Fact]
    public async Task A_template_sets_status_and_headers()
    {
        var api = await MakeAsync();
        await MockAsync(api, api.RootResourceId!, answer: "#set($context.responseOverride.status = 418)#set($context.responseOverride.header.X = \"y\")tea");
        await DeployAsync(api);
        var (status, body, headers) = await RequestAsync(api, "");
        Assert.Equal((418, "tea", "y"), (status, body, headers["X"].ToString()));
    }

    [Theory]
    [InlineData("#if(")]
    [InlineData("#foreach($i in [1..100000000])x#end")]
    public async Task A_broken_template_is_an_internal_error(string template)
    {
        var api = await MakeAsync();
        await MockAsync(api, api.RootResourceId!, template: template);
        await DeployAsync(api);
        Assert.Equal(500, (await RequestAsync(api, "")).Status);
    }

    [Fact]
    public async Task Parameters_and_bodies_are_validated()
    {
        var api = await MakeAsync();
        var validator = await Service.CreateRequestValidator(new CreateRequestValidatorInput { RestApiId = api.Id!, ValidateRequestBody = true, ValidateRequestParameters = true }, Call);
        await Service.CreateModel(new CreateModelInput { RestApiId = api.Id!, Name = "Pet", ContentType = "application/json", Schema = """{"type":"object","required":["name"],"properties":{"name":{"type":"string","minLength":2}}}""" }, Call);
        await Service.PutMethod(
            new PutMethodInput
            {
                RestApiId = api.Id!, ResourceId = api.RootResourceId!, HttpMethod = "POST", AuthorizationType = "NONE", RequestValidatorId = validator.Id,
                RequestParameters = new Dictionary<string, bool> { ["method.request.querystring.q"] = true }, RequestModels = new Dictionary<string, string> { ["application/json"] = "Pet" },
            },
            Call);
        await Service.PutIntegration(new PutIntegrationInput { RestApiId = api.Id!, ResourceId = api.RootResourceId!, HttpMethod = "POST", Type = "AWS_PROXY", IntegrationHttpMethod = "POST", Uri = FunctionUri }, Call);
        await DeployAsync(api);
        Assert.Equal((400, "{\"message\":\"Missing required request parameters: [q]\"}"), await RequestAsync(api, "", "POST", "{}") is var r ? (r.Status, r.Body) : default);
        foreach (var bad in (string[])["{}", "{\"name\":\"a\"}", "{\"name\":1}", "[", "[]"])
            Assert.Equal((400, "{\"message\":\"Invalid request body\"}"), await RequestAsync(api, "?q=1", "POST", bad) is var b ? (b.Status, b.Body) : default);
        Assert.Equal(200, (await RequestAsync(api, "?q=1", "POST", "{\"name\":\"ann\"}")).Status);
    }

    [Theory]
    [InlineData("{}", null)]
    [InlineData("nonsense", null)]
    [InlineData("{\"principalId\":\"a\"}", null)]
    [InlineData("{\"principalId\":\"a\",\"policyDocument\":{}}", null)]
    [InlineData("{\"errorMessage\":\"x\"}", "Unhandled")]
    public async Task A_method_with_an_authorizer_is_never_open(string answer, string? error)
    {
        Functions.Answer = _ => FakeFunctions.Json(answer, error);
        var api = await MakeAsync();
        var authorizer = await Service.CreateAuthorizer(new CreateAuthorizerInput { RestApiId = api.Id!, Name = "a", Type = "TOKEN", AuthorizerUri = FunctionUri, IdentitySource = "method.request.header.Authorization" }, Call);
        await Service.PutMethod(new PutMethodInput { RestApiId = api.Id!, ResourceId = api.RootResourceId!, HttpMethod = "GET", AuthorizationType = "CUSTOM", AuthorizerId = authorizer.Id }, Call);
        await Service.PutIntegration(new PutIntegrationInput { RestApiId = api.Id!, ResourceId = api.RootResourceId!, HttpMethod = "GET", Type = "AWS_PROXY", IntegrationHttpMethod = "POST", Uri = FunctionUri }, Call);
        await DeployAsync(api);
        Assert.Equal(401, (await RequestAsync(api, "")).Status);
        Assert.Equal((500, "{\"message\":null}"), await RequestAsync(api, "", headers: ("Authorization", "t")) is var r ? (r.Status, r.Body) : default);
        Assert.All(Functions.Calls, c => Assert.Contains("\"type\":\"TOKEN\"", Encoding.UTF8.GetString(c.Payload.Span), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Throttles_follow_the_clock()
    {
        var api = await ProxyAsync("x");
        await Service.UpdateStage(
            new UpdateStageInput
            {
                RestApiId = api.Id!, StageName = "dev",
                PatchOperations = [new PatchOperation { Op = "replace", Path = "/*/*/throttling/rateLimit", Value = "2" }, new PatchOperation { Op = "replace", Path = "/*/*/throttling/burstLimit", Value = "1" }],
            },
            Call);
        Assert.Equal(200, (await RequestAsync(api, "/x")).Status);
        Assert.Equal((429, "{\"message\":\"Too Many Requests\"}"), await RequestAsync(api, "/x") is var r ? (r.Status, r.Body) : default);
        Time.Advance(TimeSpan.FromMilliseconds(500));
        Assert.Equal(200, (await RequestAsync(api, "/x")).Status);
    }

    [Fact]
    public async Task Responses_are_cached_for_their_time()
    {
        var api = await ProxyAsync("x");
        await Service.UpdateStage(
            new UpdateStageInput
            {
                RestApiId = api.Id!, StageName = "dev",
                PatchOperations =
                [
                    new PatchOperation { Op = "replace", Path = "/cacheClusterEnabled", Value = "true" }, new PatchOperation { Op = "replace", Path = "/*/*/caching/enabled", Value = "true" },
                    new PatchOperation { Op = "replace", Path = "/*/*/caching/ttlInSeconds", Value = "10" },
                ],
            },
            Call);
        await RequestAsync(api, "/x");
        await RequestAsync(api, "/x");
        Assert.Single(Functions.Calls);
        Time.Advance(TimeSpan.FromSeconds(11));
        await RequestAsync(api, "/x");
        Assert.Equal(2, Functions.Calls.Count);
        await Service.FlushStageCache(new FlushStageCacheInput { RestApiId = api.Id!, StageName = "dev" }, Call);
        await RequestAsync(api, "/x");
        Assert.Equal(3, Functions.Calls.Count);
    }
}
