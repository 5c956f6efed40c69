using System.Collections.Concurrent;
using Undercast.Storage;

namespace Undercast.ApiGateway.Routed;

/// <summary>Compiled HTTP and WebSocket APIs. A small row read per request tells whether one is still what its owner wants, on this node or another.</summary>
internal sealed class RoutedCache(IStore store)
{
    private const int MostStrangers = 100_000;
    private readonly ConcurrentDictionary<string, CompiledApi> _apis = new(StringComparer.Ordinal);
    // Ids are never used again, so what is of another kind stays so, and costs no read.
    private readonly ConcurrentDictionary<string, bool> _strangers = new(StringComparer.Ordinal);

    public async ValueTask<CompiledApi?> FindAsync(string api, CancellationToken ct)
    {
        if (_strangers.ContainsKey(api)) return null;
        var key = new RestApiKey(api);
        var version = await store.ReadAsync(tx => ApiGatewayTables.RoutedVersions.GetAsync(tx, key), ct);
        if (version is null)
        {
            _apis.TryRemove(api, out _);
            if (_strangers.Count < MostStrangers && await store.ReadAsync(tx => ApiGatewayTables.Apis.ExistsAsync(tx, key), ct)) _strangers[api] = true;
            return null;
        }
        return _apis.TryGetValue(api, out var known) && known.Version == version.Version ? known : await CompileAsync(key, ct);
    }

    private async ValueTask<CompiledApi?> CompileAsync(RestApiKey key, CancellationToken ct)
    {
        var compiled = await store.ReadAsync(
            async tx =>
            {
                var version = await ApiGatewayTables.RoutedVersions.GetAsync(tx, key);
                var api = await ApiGatewayTables.RoutedApis.GetAsync(tx, key);
                if (version is null || api is null) return null;
                var result = new CompiledApi(api, version.Version);
                foreach (var (_, record) in await ApiGatewayTables.RoutedStages.RangeAsync(tx, ApiGatewayTables.RoutedStages.Prefix(key.Id)))
                {
                    if (record.Stage.DeploymentId is not { } deployment) continue;
                    if (await ApiGatewayTables.RoutedDeployments.GetAsync(tx, new PartKey(key.Id, deployment)) is { } deployed) result.Stages[record.Stage.StageName!] = new RoutedStage(deployed.Snapshot, record.Stage);
                }
                return result;
            },
            ct);
        if (compiled is not null) _apis[key.Id] = compiled;
        return compiled;
    }
}

/// <summary>An API with its deployed stages.</summary>
/// <param name="Current">The API as it is now: what needs no deployment to change.</param>
/// <param name="Version">Which state it is.</param>
internal sealed record CompiledApi(RoutedApiRecord Current, long Version)
{
    public Dictionary<string, RoutedStage> Stages { get; } = new(StringComparer.Ordinal);

    /// <summary>The stage that a path names, else the one without a name; and the path after it.</summary>
    public (RoutedStage? Stage, ApiAddress Address) Locate(ApiAddress address)
    {
        if (address.Domain is not null) return (Stages.GetValueOrDefault(address.Stage), address);
        if (address.Stage.Length > 0 && Stages.TryGetValue(address.Stage, out var named)) return (named, named.IsDefault ? address with { WholePath = address.Path } : address);
        return Stages.TryGetValue(RoutedRules.DefaultRoute, out var standard) ? (standard, address with { Stage = RoutedRules.DefaultRoute, Path = address.WholePath }) : (null, address);
    }
}

/// <summary>A stage's deployment made ready to serve. Immutable but for its memories.</summary>
internal sealed class RoutedStage
{
    private readonly Dictionary<string, CompiledRoute> _byKey = new(StringComparer.Ordinal);

    public RoutedStage(RoutedApiRecord api, Stage stage)
    {
        Api = api;
        Stage = stage;
        Variables = stage.StageVariables ?? new Dictionary<string, string>();
        AccessLog = stage.AccessLogSettings is { DestinationArn: { } destination, Format: { } format } ? new LogFormat(destination, format) : null;
        var paths = new Dictionary<string, Dictionary<string, CompiledRoute>>(StringComparer.Ordinal);
        foreach (var route in api.Routes.Values)
        {
            var compiled = new CompiledRoute(this, route);
            _byKey[route.RouteKey!] = compiled;
            if (route.RouteKey == RoutedRules.DefaultRoute) Default = compiled;
            else if (!api.IsWebSocket)
            {
                if (!paths.TryGetValue(compiled.Path, out var methods)) paths[compiled.Path] = methods = new Dictionary<string, CompiledRoute>(StringComparer.Ordinal);
                methods[compiled.Method] = compiled;
            }
        }
        foreach (var (path, methods) in paths) Routes.Add(path, methods);
        Selection = new SelectionExpression(api.Api.RouteSelectionExpression ?? "");
    }

    public RoutedApiRecord Api { get; }
    public Stage Stage { get; }
    public string Id => Api.Api.ApiId!;
    public string Name => Stage.StageName!;
    public bool IsDefault => Name == RoutedRules.DefaultRoute;
    public IReadOnlyDictionary<string, string> Variables { get; }
    public RouteTree<CompiledRoute> Routes { get; } = new();
    public CompiledRoute? Default { get; }
    public LogFormat? AccessLog { get; }
    /// <summary>How WebSocket messages choose their route.</summary>
    public SelectionExpression Selection { get; }
    /// <summary>What authorizers answered, by authorizer and identity.</summary>
    public BoundedMemory<RoutedVerdict> AuthorizerResults { get; } = new(10_000);

    /// <summary>The route of a key that is its own name, as those of WebSocket APIs are.</summary>
    public CompiledRoute? Named(string key) => _byKey.GetValueOrDefault(key);

    /// <summary>AWS: a full match before a greedy one before the default route.</summary>
    public (CompiledRoute? Route, IReadOnlyList<KeyValuePair<string, string>> Variables) Find(string method, string path) =>
        Routes.FindExact(method, path) is { } match ? (match.Method, match.Variables) : (Default, []);

    /// <summary>Where <c>execute-api:Invoke</c> applies.</summary>
    public string ArnOf(string rest) => $"arn:{Kernel.Arn.PartitionOf(Api.Region)}:execute-api:{Api.Region}:{Api.Account}:{Id}/{Name}/{rest}";
}

/// <summary>A route with everything that it names looked up.</summary>
internal sealed class CompiledRoute
{
    public CompiledRoute(RoutedStage stage, Route route)
    {
        Stage = stage;
        Route = route;
        var space = route.RouteKey!.IndexOf(' ', StringComparison.Ordinal);
        (Method, Path) = space < 0 || stage.Api.IsWebSocket ? ("", route.RouteKey) : (route.RouteKey[..space], route.RouteKey[(space + 1)..]);
        Integration = route.Target is { Length: > 0 } target ? stage.Api.Integrations.GetValueOrDefault(target["integrations/".Length..]) : null;
        Authorizer = route.AuthorizerId is { } id ? stage.Api.Authorizers.GetValueOrDefault(id) : null;
        FunctionArn = Integration?.IntegrationType == "AWS_PROXY" && Integration.IntegrationSubtype is null || Integration?.IntegrationType == "AWS"
            ? RoutedRules.FunctionOf(Expressions.WithStageVariables(Integration.IntegrationUri, stage.Variables))
            : null;
        if (stage.Api.IsWebSocket)
        {
            Templates = Template.All(Integration?.RequestTemplates);
            Answers = Integration is null ? [] : [.. (stage.Api.IntegrationResponses.GetValueOrDefault(Integration.IntegrationId!)?.Values ?? Enumerable.Empty<IntegrationResponse>()).Select(static r => new SocketAnswer(r))];
            HasResponse = stage.Api.RouteResponses.GetValueOrDefault(route.RouteId!)?.Values.Any(static r => r.RouteResponseKey == RoutedRules.DefaultRoute) == true;
        }
        var (own, all) = (stage.Stage.RouteSettings?.GetValueOrDefault(route.RouteKey), stage.Stage.DefaultRouteSettings);
        Rate = own?.ThrottlingRateLimit ?? all?.ThrottlingRateLimit;
        Burst = own?.ThrottlingBurstLimit ?? all?.ThrottlingBurstLimit;
        Logging = own?.LoggingLevel ?? all?.LoggingLevel ?? "OFF";
        TracesData = own?.DataTraceEnabled ?? all?.DataTraceEnabled ?? false;
        ThrottleName = $"{stage.Name}/{route.RouteKey}";
        Timeout = TimeSpan.FromMilliseconds(Integration?.TimeoutInMillis ?? RoutedRules.MostTimeout);
    }

    public RoutedStage Stage { get; }
    public Route Route { get; }
    public string Key => Route.RouteKey!;
    public string Method { get; }
    public string Path { get; }
    public Integration? Integration { get; }
    public Authorizer? Authorizer { get; }
    public string? FunctionArn { get; }
    public TimeSpan Timeout { get; }
    public double? Rate { get; }
    public int? Burst { get; }
    public string Logging { get; }
    public bool TracesData { get; }
    public string ThrottleName { get; }
    /// <summary>For WebSocket APIs: the request's templates by their key.</summary>
    public IReadOnlyDictionary<string, Template> Templates { get; } = new Dictionary<string, Template>();
    public SocketAnswer[] Answers { get; } = [];
    /// <summary>For WebSocket APIs: whether what the integration answers goes back over the socket.</summary>
    public bool HasResponse { get; }

    internal sealed class SocketAnswer(IntegrationResponse response)
    {
        public IntegrationResponse Response { get; } = response;
        public IReadOnlyDictionary<string, Template> Templates { get; } = Template.All(response.ResponseTemplates);
    }
}
