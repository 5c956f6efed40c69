namespace Undercast.ApiGateway;

/// <summary>A stage's deployment made ready to serve: routes, templates, schemas, settings. Immutable but for its memories.</summary>
internal sealed class CompiledStage
{
    public CompiledStage(RestApiRecord api, RestApi current, Stage stage, StageVersionRecord version)
    {
        Api = api;
        Current = current;
        Stage = stage;
        Version = version;
        Variables = stage.Variables ?? new Dictionary<string, string>();
        var schemas = new SchemaSet(api.Models);
        foreach (var resource in api.Resources.Values)
        {
            if (resource.ResourceMethods is { Count: > 0 } methods) Routes.Add(resource.Path!, methods.ToDictionary(static m => m.Key, m => new CompiledMethod(this, resource, m.Value, schemas)));
        }
        foreach (var type in GatewayResponses.Types.Keys)
        {
            var response = GatewayResponses.Of(api, type)!;
            Responses[type] = new CompiledResponse(response);
        }
    }

    public RestApiRecord Api { get; }
    /// <summary>What serves a part of the requests instead; null without one.</summary>
    public CompiledStage? Canary { get; init; }
    /// <summary>Whether this is a canary with a cache of its own.</summary>
    public bool HasOwnCache { get; init; }
    /// <summary>The API as it is now: what needs no deployment to change.</summary>
    public RestApi Current { get; }
    public Stage Stage { get; }
    public StageVersionRecord Version { get; }
    public string Id => Api.Api.Id!;
    public string Name => Stage.StageName!;
    public IReadOnlyDictionary<string, string> Variables { get; }
    public LogFormat? AccessLog => field ??= Stage.AccessLogSettings is { DestinationArn: { Length: > 0 } destination, Format: { Length: > 0 } format } ? new LogFormat(destination, format) : null;
    public RouteTree<CompiledMethod> Routes { get; } = new();
    public Dictionary<string, CompiledResponse> Responses { get; } = new(StringComparer.Ordinal);
    /// <summary>What authorizers answered, by authorizer and identity.</summary>
    public BoundedMemory<AuthorizerResult> AuthorizerResults { get; } = new(10_000);

    /// <summary>This stage or its canary, by chance.</summary>
    public CompiledStage Choose() => Canary is { } canary && (ulong)Kernel.Ids.NewInt64() % 10_000 < (Stage.CanarySettings!.PercentTraffic ?? 0) * 100 ? canary : this;

    /// <summary>The settings of one method: its own, before those of all methods.</summary>
    public MethodSetting? SettingOf(string path, string method)
    {
        MethodSetting? all = null;
        foreach (var (key, setting) in Stage.MethodSettings ?? new Dictionary<string, MethodSetting>())
        {
            if (key == "*/*") all = setting;
            var slash = key.LastIndexOf('/');
            var resource = key[..Math.Max(slash, 0)].Replace("~1", "/", StringComparison.Ordinal).Trim('/');
            if (key[(slash + 1)..] == method && resource == path.Trim('/')) return setting;
        }
        return all;
    }

    /// <summary>Whether a media type is one of those that the API treats as bytes.</summary>
    public bool IsBinary(string? mediaType)
    {
        if (Api.Api.BinaryMediaTypes is not { Count: > 0 } types) return false;
        var type = (mediaType ?? "").Split(';')[0].Trim();
        foreach (var one in types)
        {
            // AWS: written with ~1 for the slash when it came by PATCH.
            var pattern = one.Replace("~1", "/", StringComparison.Ordinal);
            if (pattern == "*/*" || pattern.Equals(type, StringComparison.OrdinalIgnoreCase)) return true;
            if (pattern.EndsWith("/*", StringComparison.Ordinal) && type.StartsWith(pattern[..^1], StringComparison.OrdinalIgnoreCase)) return true;
        }
        return false;
    }
}

/// <summary>A gateway response with its templates parsed.</summary>
internal sealed class CompiledResponse(GatewayResponse response)
{
    public int? Status { get; } = int.TryParse(response.StatusCode, out var status) ? status : null;
    public IReadOnlyDictionary<string, string> Parameters { get; } = response.ResponseParameters ?? new Dictionary<string, string>();
    public bool IsDefault { get; } = response.DefaultResponse == true && ReferenceEquals(response.ResponseTemplates, GatewayResponses.DefaultTemplates);
    public IReadOnlyDictionary<string, Template> Templates { get; } = Template.All(response.ResponseTemplates);
}
