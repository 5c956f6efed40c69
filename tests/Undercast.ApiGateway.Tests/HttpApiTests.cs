using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Undercast.ApiGateway.Tests;

namespace Undercast.ApiGateway.Routed.Tests;

/// <summary>Deployed HTTP APIs. Sources: the developer guide on payload formats, CORS, authorizers and parameter mapping.</summary>
public class HttpApiTests : Fixture
{
    private const string Function = "arn:aws:lambda:us-east-1:000000000000:function:f";

    private async Task<Api> ApiAsync(string key = "$default", string version = "2.0", CreateApiInput? input = null, Func<CreateRouteInput, CreateRouteInput>? change = null, CreateIntegrationInput? integration = null)
    {
        var api = await Routed.CreateApi(input ?? new CreateApiInput { Name = "h", ProtocolType = "HTTP" }, Call);
        var made = await Routed.CreateIntegration((integration ?? new CreateIntegrationInput { ApiId = "", IntegrationType = "AWS_PROXY", IntegrationUri = Function, PayloadFormatVersion = version }) with { ApiId = api.ApiId! }, Call);
        var route = new CreateRouteInput { ApiId = api.ApiId!, RouteKey = key, Target = $"integrations/{made.IntegrationId}" };
        await Routed.CreateRoute(change is null ? route : change(route), Call);
        await Routed.CreateStage(new CreateStageInput { ApiId = api.ApiId!, StageName = "$default", AutoDeploy = true, StageVariables = new Dictionary<string, string> { ["v"] = "1" } }, Call);
        return api;
    }

    private Task<(int Status, string Body, Microsoft.AspNetCore.Http.IHeaderDictionary Headers)> GetAsync(Api api, string path, string method = "GET", string? body = null, params (string Name, string Value)[] headers) =>
        SendAsync(path, method, body, headers, $"{api.ApiId}.execute-api.us-east-1.localhost:4566");

    private JsonNode Sent => JsonNode.Parse(Functions.Calls[^1].Payload.Span)!;

    [Fact]
    public async Task A_function_gets_payload_two()
    {
        var api = await ApiAsync("POST /pets/{id}");
        Functions.Answer = _ => FakeFunctions.Json("{\"ok\":true}");
        var (status, body, headers) = await GetAsync(api, "/pets/7?a=1&a=2", "POST", "{\"x\":1}", ("Cookie", "c=1; d=2"), ("X-Y", "z"));
        Assert.Equal((200, "{\"ok\":true}", "application/json"), (status, body, headers.ContentType.ToString()));
        Assert.True(headers.ContainsKey("apigw-requestid"));
        var sent = Sent;
        Assert.Equal(("2.0", "POST /pets/{id}", "/pets/7", "a=1&a=2", "1,2"), ((string?)sent["version"], (string?)sent["routeKey"], (string?)sent["rawPath"], (string?)sent["rawQueryString"], (string?)sent["queryStringParameters"]!["a"]));
        Assert.Equal(("c=1", "d=2", "z", "7", "1", "{\"x\":1}"), ((string?)sent["cookies"]![0], (string?)sent["cookies"]![1], (string?)sent["headers"]!["x-y"], (string?)sent["pathParameters"]!["id"], (string?)sent["stageVariables"]!["v"], (string?)sent["body"]));
        Assert.Equal(("POST", "$default", api.ApiId), ((string?)sent["requestContext"]!["http"]!["method"], (string?)sent["requestContext"]!["stage"], (string?)sent["requestContext"]!["apiId"]));
        Assert.Equal($"arn:aws:execute-api:us-east-1:{Account}:{api.ApiId}/$default/POST/pets/{{id}}", Functions.Calls[^1].SourceArn);
    }

    [Fact]
    public async Task A_function_gets_payload_one()
    {
        var api = await ApiAsync("ANY /{proxy+}", "1.0");
        await GetAsync(api, "/a/b");
        Assert.Equal(("1.0", "/{proxy+}", "/a/b", "GET", "a/b"), ((string?)Sent["version"], (string?)Sent["resource"], (string?)Sent["path"], (string?)Sent["httpMethod"], (string?)Sent["pathParameters"]!["proxy"]));
        Assert.True(Sent.AsObject().ContainsKey("body") && Sent["body"] is null);
    }

    [Theory]
    [InlineData("\"hi\"", 200, "hi")]
    [InlineData("[1]", 200, "[1]")]
    [InlineData("{\"a\":1}", 200, "{\"a\":1}")]
    [InlineData("{\"statusCode\":201,\"body\":\"b\"}", 201, "b")]
    [InlineData("{\"statusCode\":\"404\"}", 404, "")]
    [InlineData("{\"statusCode\":200,\"isBase64Encoded\":true,\"body\":\"aGk=\"}", 200, "hi")]
    [InlineData("{\"statusCode\":200,\"isBase64Encoded\":true,\"body\":\"?\"}", 500, "{\"message\":\"Internal Server Error\"}")]
    [InlineData("{\"statusCode\":\"x\"}", 500, "{\"message\":\"Internal Server Error\"}")]
    [InlineData("{\"statusCode\":200,\"body\":{}}", 500, "{\"message\":\"Internal Server Error\"}")]
    [InlineData("nonsense", 500, "{\"message\":\"Internal Server Error\"}")]
    public async Task Answers_of_payload_two(string answer, int status, string body)
    {
        Functions.Answer = _ => FakeFunctions.Json(answer);
        Assert.Equal((status, body), await GetAsync(await ApiAsync(), "/") is var r ? (r.Status, r.Body) : default);
    }

    [Fact]
    public async Task Cookies_and_headers_reach_the_client_and_none_begins_another()
    {
        Functions.Answer = _ => FakeFunctions.Json("{\"statusCode\":200,\"headers\":{\"A\":\"b\",\"C\":\"d\\r\\nE: f\"},\"cookies\":[\"x=1\",\"y=2\"]}");
        var (_, _, headers) = await GetAsync(await ApiAsync(), "/");
        Assert.Equal(("b", 2, false, false), (headers["A"].ToString(), headers["Set-Cookie"].Count, headers.ContainsKey("C"), headers.ContainsKey("E")));
    }

    [Fact]
    public async Task Routes_are_chosen_full_before_greedy_before_default()
    {
        var api = await ApiAsync("$default");
        var integration = (await Routed.GetIntegrations(new GetIntegrationsInput { ApiId = api.ApiId! }, Call)).Items![0].IntegrationId;
        foreach (var key in (string[])["GET /pets/dog/1", "GET /pets/dog/{id}", "GET /pets/{proxy+}", "ANY /{proxy+}", "ANY /only"]) await Routed.CreateRoute(new CreateRouteInput { ApiId = api.ApiId!, RouteKey = key, Target = $"integrations/{integration}" }, Call);
        foreach (var (method, path, key) in ((string, string, string)[])[
            ("GET", "/pets/dog/1", "GET /pets/dog/1"), ("GET", "/pets/dog/2", "GET /pets/dog/{id}"), ("GET", "/pets/cat/1", "GET /pets/{proxy+}"), ("POST", "/pets/dog/1", "ANY /{proxy+}"), ("PUT", "/only", "ANY /only"),
            ("GET", "/only/", "ANY /{proxy+}"), ("GET", "/", "$default")])
        {
            await GetAsync(api, path, method);
            Assert.Equal(key, (string?)Sent["routeKey"]);
        }
    }

    [Fact]
    public async Task What_no_route_has_is_not_found() => Assert.Equal((404, "{\"message\":\"Not Found\"}"), await GetAsync(await ApiAsync("GET /a"), "/b") is var r ? (r.Status, r.Body) : default);

    [Fact]
    public async Task A_named_stage_stands_in_the_path_and_waits_for_deployments()
    {
        var api = await ApiAsync("GET /a");
        var deployment = (await Routed.CreateDeployment(new CreateDeploymentInput { ApiId = api.ApiId! }, Call)).DeploymentId;
        await Routed.CreateStage(new CreateStageInput { ApiId = api.ApiId!, StageName = "dev", DeploymentId = deployment }, Call);
        await Routed.CreateRoute(new CreateRouteInput { ApiId = api.ApiId!, RouteKey = "GET /new", Target = $"integrations/{(await Routed.GetIntegrations(new GetIntegrationsInput { ApiId = api.ApiId! }, Call)).Items![0].IntegrationId}" }, Call);
        Assert.Equal((200, 404, 200), ((await GetAsync(api, "/dev/a")).Status, (await GetAsync(api, "/dev/new")).Status, (await GetAsync(api, "/new")).Status));
        await GetAsync(api, "/dev/a");
        Assert.Equal(("/dev/a", "dev"), ((string?)Sent["rawPath"], (string?)Sent["requestContext"]!["stage"]));
        Assert.Equal(200, (await SendAsync($"/_aws/execute-api/{api.ApiId}/$default/a")).Status);
    }

    [Fact]
    public async Task A_page_of_another_origin_asks_first()
    {
        var api = await ApiAsync(input: new CreateApiInput { Name = "c", ProtocolType = "HTTP", CorsConfiguration = new Cors { AllowOrigins = ["https://a.example", "https://*.b.example"], AllowMethods = ["GET"], AllowHeaders = ["x-a"], ExposeHeaders = ["e"], AllowCredentials = true, MaxAge = 9 } });
        var (status, _, headers) = await GetAsync(api, "/", "OPTIONS", null, ("Origin", "https://a.example"), ("Access-Control-Request-Method", "GET"), ("Access-Control-Request-Headers", "X-A"));
        Assert.Equal((204, "https://a.example", "GET", "x-a", "9", "true"), (status, headers["access-control-allow-origin"].ToString(), headers["access-control-allow-methods"].ToString(), headers["access-control-allow-headers"].ToString(), headers["access-control-max-age"].ToString(), headers["access-control-allow-credentials"].ToString()));
        (status, _, headers) = await GetAsync(api, "/", "OPTIONS", null, ("Origin", "https://evil.example"), ("Access-Control-Request-Method", "GET"));
        Assert.Equal((204, false), (status, headers.ContainsKey("access-control-allow-origin")));
        Functions.Answer = _ => FakeFunctions.Json("{\"statusCode\":200,\"headers\":{\"Access-Control-Allow-Origin\":\"*\"}}");
        (_, _, headers) = await GetAsync(api, "/", "GET", null, ("Origin", "https://x.b.example"));
        Assert.Equal(("https://x.b.example", "e"), (headers["access-control-allow-origin"].ToString(), headers["access-control-expose-headers"].ToString()));
        (_, _, headers) = await GetAsync(api, "/");
        Assert.False(headers.ContainsKey("access-control-allow-origin"));
    }

    [Fact]
    public async Task Parameters_are_mapped_both_ways()
    {
        var api = await ApiAsync(integration: new CreateIntegrationInput
        {
            ApiId = "", IntegrationType = "AWS_PROXY", IntegrationUri = Function, PayloadFormatVersion = "2.0",
            RequestParameters = new Dictionary<string, string>
            {
                ["append:header.x"] = "$request.querystring.q", ["overwrite:header.y"] = "a-${request.body.n.m}-b", ["remove:header.z"] = "''", ["overwrite:querystring.s"] = "$stageVariables.v", ["append:header.none"] = "$request.header.absent",
            },
            ResponseParameters = new Dictionary<string, IReadOnlyDictionary<string, string>> { ["200"] = new Dictionary<string, string> { ["overwrite:statuscode"] = "202", ["append:header.r"] = "$response.body.k", ["remove:header.gone"] = "''" } },
        });
        Functions.Answer = _ => FakeFunctions.Json("{\"statusCode\":200,\"headers\":{\"gone\":\"1\"},\"body\":\"{\\\"k\\\":\\\"v\\\"}\"}");
        var (status, _, headers) = await GetAsync(api, "/?q=5", "POST", "{\"n\":{\"m\":3}}", ("x", "1"), ("z", "2"));
        Assert.Equal(("1,5", "a-3-b", null, "1", false), ((string?)Sent["headers"]!["x"], (string?)Sent["headers"]!["y"], (string?)Sent["headers"]!["z"], (string?)Sent["queryStringParameters"]!["s"], Sent["headers"]!.AsObject().ContainsKey("none")));
        Assert.Equal((202, "v", false), (status, headers["r"].ToString(), headers.ContainsKey("gone")));
    }

    [Fact]
    public async Task A_throttled_route_lets_its_burst_through()
    {
        var api = await ApiAsync();
        await Routed.UpdateStage(new UpdateStageInput { ApiId = api.ApiId!, StageName = "$default", DefaultRouteSettings = new RouteSettings { ThrottlingRateLimit = 1, ThrottlingBurstLimit = 2 } }, Call);
        var statuses = new List<int>();
        for (var i = 0; i < 3; i++) statuses.Add((await GetAsync(api, "/")).Status);
        Assert.Equal([200, 200, 429], statuses);
        Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(200, (await GetAsync(api, "/")).Status);
    }

    [Fact]
    public async Task Access_logs_say_what_the_format_names()
    {
        var api = await ApiAsync();
        await Routed.UpdateStage(new UpdateStageInput { ApiId = api.ApiId!, StageName = "$default", AccessLogSettings = new AccessLogSettings { DestinationArn = "arn:aws:logs:us-east-1:000000000000:log-group:/g:*", Format = "$context.requestId $context.httpMethod $context.routeKey $context.status $context.authorizer.claims.sub" } }, Call);
        var (_, _, headers) = await GetAsync(api, "/");
        var (target, line) = Assert.Single(Logs.Lines);
        Assert.Equal(("/g", $"{headers["apigw-requestid"]} GET $default 200 -"), (target.Group, line));
    }

    [Theory]
    [InlineData("{\"isAuthorized\":true,\"context\":{\"a\":{\"b\":1}}}", 200)]
    [InlineData("{\"isAuthorized\":false}", 403)]
    [InlineData("{\"isAuthorized\":\"true\"}", 500)]
    [InlineData("{}", 500)]
    [InlineData("nonsense", 500)]
    public async Task A_simple_answer_admits_or_not(string answer, int status)
    {
        var api = await ApiAsync("GET /a");
        var authorizer = await Routed.CreateAuthorizer(
            new CreateAuthorizerInput { ApiId = api.ApiId!, Name = "l", AuthorizerType = "REQUEST", AuthorizerUri = FunctionUri, AuthorizerPayloadFormatVersion = "2.0", EnableSimpleResponses = true, IdentitySource = ["$request.header.t"], AuthorizerResultTtlInSeconds = 60 }, Call);
        var route = (await Routed.GetRoutes(new GetRoutesInput { ApiId = api.ApiId! }, Call)).Items![0];
        await Routed.UpdateRoute(new UpdateRouteInput { ApiId = api.ApiId!, RouteId = route.RouteId!, AuthorizationType = "CUSTOM", AuthorizerId = authorizer.AuthorizerId }, Call);
        Functions.Answer = call => FakeFunctions.Json(call.SourceArn!.Contains("/authorizers/", StringComparison.Ordinal) ? answer : "{\"statusCode\":200}");
        Assert.Equal(401, (await GetAsync(api, "/a")).Status);
        Assert.Empty(Functions.Calls);
        Assert.Equal(status, (await GetAsync(api, "/a", "GET", null, ("t", "x"))).Status);
        Assert.Equal(("x", "2.0"), JsonNode.Parse(Functions.Calls[0].Payload.Span) is { } asked ? ((string?)asked["identitySource"]![0], (string?)asked["version"]) : default);
        if (status == 200) Assert.Equal(1, (int)Sent["requestContext"]!["authorizer"]!["lambda"]!["a"]!["b"]!);
        var asks = Functions.Calls.Count(c => c.SourceArn!.Contains("/authorizers/", StringComparison.Ordinal));
        await GetAsync(api, "/a", "GET", null, ("t", "x"));
        // What was answered is remembered, what was nonsense is not.
        Assert.Equal(status == 500 ? asks + 1 : asks, Functions.Calls.Count(c => c.SourceArn!.Contains("/authorizers/", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_function_that_fails_as_unauthorized_is_unauthorized()
    {
        var api = await ApiAsync("GET /a");
        var authorizer = await Routed.CreateAuthorizer(new CreateAuthorizerInput { ApiId = api.ApiId!, Name = "l", AuthorizerType = "REQUEST", AuthorizerUri = FunctionUri, AuthorizerPayloadFormatVersion = "1.0", IdentitySource = [] }, Call);
        var route = (await Routed.GetRoutes(new GetRoutesInput { ApiId = api.ApiId! }, Call)).Items![0];
        await Routed.UpdateRoute(new UpdateRouteInput { ApiId = api.ApiId!, RouteId = route.RouteId!, AuthorizationType = "CUSTOM", AuthorizerId = authorizer.AuthorizerId }, Call);
        Functions.Answer = _ => FakeFunctions.Json("{\"errorMessage\":\"Unauthorized\"}", "Unhandled");
        Assert.Equal(401, (await GetAsync(api, "/a")).Status);
        Functions.Answer = _ => FakeFunctions.Json("{\"errorMessage\":\"else\"}", "Unhandled");
        Assert.Equal(500, (await GetAsync(api, "/a")).Status);
        Assert.Equal($"arn:aws:execute-api:us-east-1:{Account}:{api.ApiId}/$default/GET/a", (string?)Sent["methodArn"]);
    }

    [Fact]
    public async Task Tokens_of_an_issuer_are_verified_by_its_keys()
    {
        using var rsa = RSA.Create(2048);
        using var other = RSA.Create(2048);
        var now = Time.GetUtcNow();
        var parameters = rsa.ExportParameters(false);
        using var keys = new TokenKeys(new Published($"{{\"keys\":[{{\"kty\":\"RSA\",\"kid\":\"k\",\"n\":\"{Encode(parameters.Modulus!)}\",\"e\":\"{Encode(parameters.Exponent!)}\"}}]}}"));
        var claims = $"{{\"iss\":\"https://i.example\",\"exp\":{now.ToUnixTimeSeconds() + 60}}}";
        Assert.NotNull(await keys.VerifyAsync("https://i.example", Token(rsa, claims), now, default));
        Assert.Null(await keys.VerifyAsync("https://i.example", Token(other, claims), now, default));
        Assert.Null(await keys.VerifyAsync("https://i.example", Token(rsa, claims, "none"), now, default));
        Assert.Null(await keys.VerifyAsync("https://i.example", Token(rsa, claims, "HS256"), now, default));
        Assert.Null(await keys.VerifyAsync("https://i.example", "a.b", now, default));
        Assert.Null(await keys.VerifyAsync("https://down.example", Token(rsa, claims), now, default));
    }

    private static string Encode(ReadOnlySpan<byte> bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);

    private static string Token(RSA rsa, string claims, string algorithm = "RS256")
    {
        var signed = $"{Encode(Encoding.UTF8.GetBytes($"{{\"alg\":\"{algorithm}\",\"kid\":\"k\"}}"))}.{Encode(Encoding.UTF8.GetBytes(claims))}";
        return $"{signed}.{Encode(rsa.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    private sealed class Published(string keys) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => request.RequestUri!.Host == "i.example"
            ? Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(request.RequestUri.AbsolutePath == "/jwks" ? keys : JsonSerializer.Serialize(new Dictionary<string, string> { ["jwks_uri"] = "https://i.example/jwks" })) })
            : throw new HttpRequestException("down");
    }
}
