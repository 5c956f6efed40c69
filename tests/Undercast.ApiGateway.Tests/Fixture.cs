using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Undercast.ApiGateway.Routed;
using Undercast.Cloud;
using Undercast.Kernel;
using Undercast.Protocol;
using Undercast.Storage;

namespace Undercast.ApiGateway.Tests;

/// <summary>The service and its data plane over a store in memory, with a clock of the test's own and a function that the test writes. A new one for each test.</summary>
public abstract class Fixture : IAsyncLifetime
{
    private protected const string Account = "000000000000";
    private protected const string FunctionUri = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:f/invocations";
    private readonly ServiceProvider _services;

    private protected Fixture()
    {
        Store = new MemoryStore(Time);
        _services = Node(Store);
    }

    /// <summary>A gateway of its own on a store.</summary>
    private protected ServiceProvider Node(IStore store)
    {
        var services = new ServiceCollection().AddLogging().AddSingleton(store).AddSingleton<TimeProvider>(Time).AddSingleton<IFunctionInvoker>(Functions).AddSingleton<ILogWriter>(Logs)
            .AddSingleton<IObjectReader>(Objects).AddSingleton<IPrincipalPolicies, NoPolicies>().AddCloud(new CloudOptions(), [new ApiGatewayModule()]);
        return services.BuildServiceProvider();
    }

    private protected ManualTime Time { get; } = new();

    private protected MemoryStore Store { get; }

    private protected FakeFunctions Functions { get; } = new();

    private protected FakeLogs Logs { get; } = new();

    private protected FakeObjects Objects { get; } = new();

    private protected ApiGatewayService Service => _services.GetRequiredService<ApiGatewayService>();

    private protected RoutedService Routed => _services.GetRequiredService<RoutedService>();

    private protected T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    private protected ExecuteApiPlane Plane => (ExecuteApiPlane)_services.GetRequiredService<IDataPlane>();

    private protected CallContext Call => new() { RequestId = CallContext.NewRequestId(), Caller = Principal.Root(Account), Region = "us-east-1", Now = Time.GetUtcNow() };

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _services.DisposeAsync();
        await Store.DisposeAsync();
    }

    private protected async Task<RestApi> MakeAsync() => await Service.CreateRestApi(new CreateRestApiInput { Name = "api" }, Call);

    private protected async Task<string> MakeResourceAsync(RestApi api, string part, string? parent = null) =>
        (await Service.CreateResource(new CreateResourceInput { RestApiId = api.Id!, ParentId = parent ?? api.RootResourceId!, PathPart = part }, Call)).Id!;

    private protected async Task MockAsync(RestApi api, string resource, string method = "GET", string template = "{\"statusCode\": 200}", string? answer = null)
    {
        await Service.PutMethod(new PutMethodInput { RestApiId = api.Id!, ResourceId = resource, HttpMethod = method, AuthorizationType = "NONE" }, Call);
        await Service.PutIntegration(
            new PutIntegrationInput { RestApiId = api.Id!, ResourceId = resource, HttpMethod = method, Type = "MOCK", RequestTemplates = new Dictionary<string, string> { ["application/json"] = template } }, Call);
        await Service.PutMethodResponse(new PutMethodResponseInput { RestApiId = api.Id!, ResourceId = resource, HttpMethod = method, StatusCode = "200" }, Call);
        await Service.PutIntegrationResponse(
            new PutIntegrationResponseInput
            {
                RestApiId = api.Id!, ResourceId = resource, HttpMethod = method, StatusCode = "200", ResponseTemplates = answer is null ? null : new Dictionary<string, string> { ["application/json"] = answer },
            },
            Call);
    }

    private protected async Task<string> DeployAsync(RestApi api, string stage = "dev", IReadOnlyDictionary<string, string>? variables = null) =>
        (await Service.CreateDeployment(new CreateDeploymentInput { RestApiId = api.Id!, StageName = stage, Variables = variables }, Call)).Id!;

    private protected async Task<(int Status, string Body, IHeaderDictionary Headers)> RequestAsync(RestApi api, string path, string method = "GET", string? body = null, string stage = "dev", params (string Name, string Value)[] headers) =>
        await SendAsync($"/_aws/execute-api/{api.Id}/{stage}{path}", method, body, headers);

    /// <summary>The headers of a signed request to a deployed API.</summary>
    private protected (string Name, string Value)[] Sign(string path, string host, string key = "test", string secret = "test")
    {
        var headers = new HeaderDictionary { ["Host"] = host };
        new SigV4Signer(key, secret, "us-east-1", "execute-api").Sign(new WireRequest { Method = "GET", Path = path, Headers = headers }, Time.GetUtcNow(), SigV4Signer.HashOf([]));
        return [.. headers.Select(static h => (h.Key, h.Value.ToString()))];
    }

    private protected async Task<(int Status, string Body, IHeaderDictionary Headers)> SendAsync(string raw, string method = "GET", string? body = null, (string Name, string Value)[]? headers = null, string host = "localhost:4566", Action<HttpContext>? change = null, IDataPlane? plane = null)
    {
        var context = new DefaultHttpContext();
        var request = context.Request;
        request.Method = method;
        request.Host = new HostString(host);
        request.Scheme = "http";
        request.Protocol = "HTTP/1.1";
        context.Features.Get<IHttpRequestFeature>()!.RawTarget = raw;
        var question = raw.IndexOf('?', StringComparison.Ordinal);
        if (question >= 0) request.QueryString = new QueryString(raw[question..]);
        if (body is not null)
        {
            var bytes = Encoding.UTF8.GetBytes(body);
            request.Body = new MemoryStream(bytes);
            request.ContentLength = bytes.Length;
            request.ContentType = "application/json";
        }
        foreach (var (name, value) in headers ?? []) request.Headers[name] = value;
        var answer = new MemoryStream();
        context.Response.Body = answer;
        change?.Invoke(context);
        await (plane ?? Plane).ServeAsync(context);
        return (context.Response.StatusCode, Encoding.UTF8.GetString(answer.ToArray()), context.Response.Headers);
    }
}

/// <summary>The functions of another service: what was asked, and the answer that the test wants.</summary>
internal sealed class FakeFunctions : IFunctionInvoker
{
    public List<FunctionCall> Calls { get; } = [];

    public Func<FunctionCall, FunctionAnswer> Answer { get; set; } = static _ => Json("{\"statusCode\":200}");

    public ValueTask<FunctionAnswer> InvokeAsync(FunctionCall call, CancellationToken ct)
    {
        Calls.Add(call);
        return new ValueTask<FunctionAnswer>(Answer(call));
    }

    public static FunctionAnswer Json(string json, string? error = null) => new(Encoding.UTF8.GetBytes(json), error, "$LATEST", "r");
}

/// <summary>The objects of another service, all under one bucket.</summary>
internal sealed class FakeObjects : IObjectReader
{
    public Dictionary<string, string> Texts { get; } = new(StringComparer.Ordinal);

    public ValueTask<StoredObject> OpenAsync(Principal caller, string bucket, string key, string? version, CancellationToken ct)
    {
        if (!Texts.TryGetValue($"{bucket}/{key}", out var text)) throw new NotFoundException("The specified key does not exist.");
        var bytes = Encoding.UTF8.GetBytes(text);
        return new ValueTask<StoredObject>(new StoredObject(new MemoryStream(bytes), bytes.Length, "\"e\"", version));
    }
}

/// <summary>Nobody has policies of their own: root and what authorizers say decide.</summary>
internal sealed class NoPolicies : IPrincipalPolicies
{
    public ValueTask<PrincipalPolicies> OfAsync(Principal principal, CancellationToken ct) => new(PrincipalPolicies.None);
}

/// <summary>The logs of another service.
internal sealed class FakeLogs : ILogWriter
{
    public List<(LogTarget Target, string Message)> Lines { get; } = [];

    public ValueTask WriteAsync(LogTarget target, IReadOnlyList<LogEntry> entries, CancellationToken ct)
    {
        foreach (var entry in entries) Lines.Add((target, entry.Message));
        return default;
    }

    public ValueTask FlushAsync(CancellationToken ct) => default;
}
