using Microsoft.AspNetCore.Http.Features;
using Undercast.ApiGateway.Routed;
using Undercast.Kernel;

namespace Undercast.ApiGateway.Tests;

/// <summary>Whatever an authorizer does, a route that has one is never open; and what signatures open. Source: the developer guide on Lambda authorizers and IAM.</summary>
public class OpenRouteTests : Fixture
{
    private const string Allow = "{\"principalId\":\"ann\",\"policyDocument\":{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"execute-api:Invoke\",\"Resource\":\"*\"}]}}";

    private static string Times(string text, int times) => string.Concat(Enumerable.Repeat(text, times));

    /// <summary>Answers of an authorizer that say nothing good, by name; an error stands before a bar.</summary>
    private static readonly Dictionary<string, Func<FunctionAnswer>> Answers = new()
    {
        ["crash"] = static () => FakeFunctions.Json("{\"errorType\":\"Runtime.ExitError\",\"errorMessage\":\"exited\"}", "Unhandled"),
        ["crash with a yes"] = static () => FakeFunctions.Json(Allow, "Unhandled"),
        ["time-out"] = static () => FakeFunctions.Json("{\"errorMessage\":\"Task timed out after 3.00 seconds\"}", "Unhandled"),
        ["gone"] = static () => throw new NotFoundException("Function not found"),
        ["throttled"] = static () => throw new TooManyRequestsException("Rate Exceeded."),
        ["broken"] = static () => throw new InvalidOperationException("broken"),
        ["empty"] = static () => FakeFunctions.Json(""),
        ["nonsense"] = static () => FakeFunctions.Json("nonsense"),
        ["null"] = static () => FakeFunctions.Json("null"),
        ["true"] = static () => FakeFunctions.Json("true"),
        ["text"] = static () => FakeFunctions.Json("\"Allow\""),
        ["list"] = static () => FakeFunctions.Json($"[{Allow}]"),
        ["no principal"] = static () => FakeFunctions.Json(Allow.Replace("principalId", "principal", StringComparison.Ordinal)),
        ["principal of another kind"] = static () => FakeFunctions.Json(Allow.Replace("\"ann\"", "{}", StringComparison.Ordinal)),
        ["no policy"] = static () => FakeFunctions.Json("{\"principalId\":\"ann\"}"),
        ["policy as text"] = static () => FakeFunctions.Json("{\"principalId\":\"ann\",\"policyDocument\":\"Allow\"}"),
        ["policy without an effect"] = static () => FakeFunctions.Json(Allow.Replace("\"Effect\":\"Allow\",", "", StringComparison.Ordinal)),
        ["another effect"] = static () => FakeFunctions.Json(Allow.Replace("\"Allow\"", "\"allow\"", StringComparison.Ordinal)),
        ["another resource"] = static () => FakeFunctions.Json(Allow.Replace("\"*\"", "\"arn:aws:execute-api:us-east-1:000000000000:other/*\"", StringComparison.Ordinal)),
        ["another action"] = static () => FakeFunctions.Json(Allow.Replace("execute-api:Invoke", "s3:GetObject", StringComparison.Ordinal)),
        ["denied"] = static () => FakeFunctions.Json(Allow.Replace("\"Allow\"", "\"Deny\"", StringComparison.Ordinal)),
        ["allowed and denied"] = static () => FakeFunctions.Json(Allow.Replace("[{", "[{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\"},{", StringComparison.Ordinal)),
        ["context of lists"] = static () => FakeFunctions.Json(Allow[..^1] + ",\"context\":[1]}"),
        ["huge"] = static () => FakeFunctions.Json($"{{\"principalId\":\"{Times("a", 7_000_000)}"),
        ["huge policy that ends early"] = static () => FakeFunctions.Json(Allow[..^3] + Times(",{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}", 100_000)),
        ["deep"] = static () => FakeFunctions.Json(Times("{\"policyDocument\":", 100_000)),
    };

    public static TheoryData<string> Names => [.. Answers.Keys];

    private int _asked;

    private void Answer(string name) => Functions.Answer = call =>
    {
        if (!call.SourceArn!.Contains("/authorizers/", StringComparison.Ordinal)) throw new InvalidOperationException("The route is open.");
        _asked++;
        return Answers[name]();
    };

    private void Admit() => Functions.Answer = static call => FakeFunctions.Json(call.SourceArn!.Contains("/authorizers/", StringComparison.Ordinal) ? Allow : "{\"statusCode\":200}");

    private async Task<RestApi> RestAsync(string type)
    {
        var api = await MakeAsync();
        var authorizer = await Service.CreateAuthorizer(new Undercast.ApiGateway.CreateAuthorizerInput { RestApiId = api.Id!, Name = "a", Type = type, AuthorizerUri = FunctionUri, IdentitySource = "method.request.header.T", AuthorizerResultTtlInSeconds = 0 }, Call);
        await Service.PutMethod(new PutMethodInput { RestApiId = api.Id!, ResourceId = api.RootResourceId!, HttpMethod = "GET", AuthorizationType = "CUSTOM", AuthorizerId = authorizer.Id }, Call);
        await Service.PutIntegration(new PutIntegrationInput { RestApiId = api.Id!, ResourceId = api.RootResourceId!, HttpMethod = "GET", Type = "AWS_PROXY", IntegrationHttpMethod = "POST", Uri = FunctionUri }, Call);
        await DeployAsync(api);
        return api;
    }

    private async Task<Api> RoutedAsync(string protocol, string key, string authorization = "CUSTOM", bool simple = false)
    {
        var api = await Routed.CreateApi(new CreateApiInput { Name = "r", ProtocolType = protocol, RouteSelectionExpression = protocol == "HTTP" ? null : "$request.body.action" }, Call);
        var authorizer = authorization != "CUSTOM" ? null : await Routed.CreateAuthorizer(
            new Routed.CreateAuthorizerInput
            {
                ApiId = api.ApiId!, Name = "a", AuthorizerType = "REQUEST", AuthorizerUri = FunctionUri, IdentitySource = [protocol == "HTTP" ? "$request.header.T" : "route.request.header.T"],
                AuthorizerPayloadFormatVersion = protocol == "HTTP" ? simple ? "2.0" : "1.0" : null, EnableSimpleResponses = simple ? true : null,
            },
            Call);
        var integration = await Routed.CreateIntegration(new Routed.CreateIntegrationInput { ApiId = api.ApiId!, IntegrationType = "AWS_PROXY", IntegrationUri = FunctionUri, PayloadFormatVersion = protocol == "HTTP" ? "2.0" : null }, Call);
        await Routed.CreateRoute(new CreateRouteInput { ApiId = api.ApiId!, RouteKey = key, Target = $"integrations/{integration.IntegrationId}", AuthorizationType = authorization, AuthorizerId = authorizer?.AuthorizerId }, Call);
        await Routed.CreateStage(new Routed.CreateStageInput { ApiId = api.ApiId!, StageName = protocol == "HTTP" ? "$default" : "dev", AutoDeploy = true }, Call);
        return api;
    }

    private static (string, string)[] Shown => [("T", "t")];

    private async Task<int> GetAsync(Api api, params (string, string)[] headers) => (await SendAsync("/a", headers: headers, host: $"{api.ApiId}.execute-api.us-east-1.localhost")).Status;

    /// <summary>Opens a socket as far as the gateway lets it: 101, or what it was refused with.</summary>
    private async Task<int> OpenAsync(Api api, params (string, string)[] headers)
    {
        var upgrade = new Upgrade();
        var (status, _, _) = await SendAsync(
            "/dev", headers: [.. headers, ("Upgrade", "websocket"), ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="), ("Sec-WebSocket-Version", "13")], host: $"{api.ApiId}.execute-api.us-east-1.localhost", change: c => c.Features.Set<IHttpUpgradeFeature>(upgrade));
        return upgrade.Opened ? 101 : status;
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_rest_method_stays_shut(string answer)
    {
        foreach (var type in (string[])["TOKEN", "REQUEST"])
        {
            var api = await RestAsync(type);
            Answer(answer);
            Assert.Contains((await RequestAsync(api, "", headers: ("T", "t"))).Status, (int[])[403, 500]);
        }
        Assert.Equal(2, _asked);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task An_http_route_stays_shut(string answer)
    {
        foreach (var simple in (bool[])[false, true])
        {
            var api = await RoutedAsync("HTTP", "GET /a", simple: simple);
            Answer(answer);
            Assert.Contains(await GetAsync(api, Shown), (int[])[403, 500]);
        }
        Assert.Equal(2, _asked);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_socket_stays_shut(string answer)
    {
        var api = await RoutedAsync("WEBSOCKET", "$connect");
        Answer(answer);
        Assert.Contains(await OpenAsync(api, Shown), (int[])[403, 500]);
        Assert.Equal(1, _asked);
    }

    [Fact]
    public async Task Without_what_identifies_the_caller_nobody_is_asked()
    {
        Answer("nonsense");
        Assert.Equal(401, (await RequestAsync(await RestAsync("TOKEN"), "")).Status);
        Assert.Equal(401, await GetAsync(await RoutedAsync("HTTP", "GET /a")));
        Assert.Equal(401, await OpenAsync(await RoutedAsync("WEBSOCKET", "$connect")));
        Assert.Equal(0, _asked);
    }

    [Fact]
    public async Task A_yes_opens()
    {
        var (rest, http, simple, socket) = (await RestAsync("REQUEST"), await RoutedAsync("HTTP", "GET /a"), await RoutedAsync("HTTP", "GET /a", simple: true), await RoutedAsync("WEBSOCKET", "$connect"));
        Admit();
        Assert.Equal((200, 200, 101), ((await RequestAsync(rest, "", headers: ("T", "t"))).Status, await GetAsync(http, Shown), await OpenAsync(socket, Shown)));
        var asked = Functions.Calls.Last(c => c.SourceArn!.Contains(socket.ApiId!, StringComparison.Ordinal) && c.SourceArn.Contains("/authorizers/", StringComparison.Ordinal));
        Assert.Contains("\"type\":\"REQUEST\"", System.Text.Encoding.UTF8.GetString(asked.Payload.Span), StringComparison.Ordinal);
        Functions.Answer = static call => FakeFunctions.Json(call.SourceArn!.Contains("/authorizers/", StringComparison.Ordinal) ? "{\"isAuthorized\":true}" : "{\"statusCode\":200}");
        Assert.Equal(200, await GetAsync(simple, Shown));
    }

    [Theory]
    [InlineData("HTTP")]
    [InlineData("WEBSOCKET")]
    public async Task Signatures_open_what_wants_them(string protocol)
    {
        var api = await RoutedAsync(protocol, protocol == "HTTP" ? "GET /a" : "$connect", "AWS_IAM");
        var (path, host) = (protocol == "HTTP" ? "/a" : "/dev", $"{api.ApiId}.execute-api.us-east-1.localhost");
        Task<int> TryAsync(params (string, string)[] headers) => protocol == "HTTP" ? GetAsync(api, headers) : OpenAsync(api, headers);
        Admit();
        Assert.Equal(protocol == "HTTP" ? 200 : 101, await TryAsync(Sign(path, host)));
        Assert.Equal(403, await TryAsync());
        Assert.Equal(403, await TryAsync(Sign(path, host, secret: "other")));
        Assert.Equal(403, await TryAsync(Sign(path, host, key: "AKIANOBODY")));
        Assert.Equal(403, await TryAsync(Sign("/other", host)));
        // Another account's root has no say here.
        Assert.Equal(403, await TryAsync(Sign(path, host, key: "111111111111")));
        var signed = Sign(path, host);
        Time.Advance(TimeSpan.FromMinutes(20));
        Assert.Equal(403, await TryAsync(signed));
        if (protocol == "HTTP") Assert.Contains("\"userArn\":\"arn:aws:iam::000000000000:root\"", System.Text.Encoding.UTF8.GetString(Functions.Calls[0].Payload.Span), StringComparison.Ordinal);
    }

    private sealed class Upgrade : IHttpUpgradeFeature
    {
        public bool Opened { get; private set; }

        public bool IsUpgradableRequest => true;

        public Task<Stream> UpgradeAsync()
        {
            Opened = true;
            return Task.FromResult<Stream>(new MemoryStream());
        }
    }
}
