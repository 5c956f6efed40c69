using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Undercast.ApiGateway.Routed;

/// <summary>An HTTP or WebSocket API with everything in it. A deployment is a copy of it.</summary>
/// <remarks>The parts are stored in the form in which the contract answers them. Each read of the store gives an instance of its own, so that operations may change it in place.</remarks>
internal sealed class RoutedApiRecord
{
    public required string Account { get; init; }
    public required string Region { get; init; }
    public required Api Api { get; set; }
    public Dictionary<string, Route> Routes { get; set; } = [];
    /// <summary>By route, then by id.</summary>
    public Dictionary<string, Dictionary<string, RouteResponse>> RouteResponses { get; set; } = [];
    public Dictionary<string, Integration> Integrations { get; set; } = [];
    /// <summary>By integration, then by id.</summary>
    public Dictionary<string, Dictionary<string, IntegrationResponse>> IntegrationResponses { get; set; } = [];
    public Dictionary<string, Authorizer> Authorizers { get; set; } = [];
    public Dictionary<string, Model> Models { get; set; } = [];

    [JsonIgnore]
    public bool IsWebSocket => Api.ProtocolType == "WEBSOCKET";
}

internal sealed class RoutedDeploymentRecord
{
    public required Deployment Deployment { get; set; }
    public required RoutedApiRecord Snapshot { get; init; }
}

internal sealed class RoutedStageRecord
{
    public required Stage Stage { get; set; }
}

/// <summary>Changes whenever what an API serves may have changed; read for each request, so it is small.</summary>
/// <param name="Version">A random number.</param>
internal sealed record RoutedVersionRecord(long Version);

/// <summary>A VPC link of an account: stored, and refused by whoever would use it.</summary>
internal sealed record VpcLinkRecord(VpcLink Link);

[JsonSerializable(typeof(RoutedApiRecord))]
[JsonSerializable(typeof(RoutedDeploymentRecord))]
[JsonSerializable(typeof(RoutedStageRecord))]
[JsonSerializable(typeof(RoutedVersionRecord))]
[JsonSerializable(typeof(VpcLinkRecord))]
[JsonSerializable(typeof(CreateApiInput))]
[JsonSerializable(typeof(UpdateApiInput))]
[JsonSerializable(typeof(CreateRouteInput))]
[JsonSerializable(typeof(UpdateRouteInput))]
[JsonSerializable(typeof(CreateRouteResponseInput))]
[JsonSerializable(typeof(UpdateRouteResponseInput))]
[JsonSerializable(typeof(CreateIntegrationInput))]
[JsonSerializable(typeof(UpdateIntegrationInput))]
[JsonSerializable(typeof(CreateIntegrationResponseInput))]
[JsonSerializable(typeof(UpdateIntegrationResponseInput))]
[JsonSerializable(typeof(CreateAuthorizerInput))]
[JsonSerializable(typeof(UpdateAuthorizerInput))]
[JsonSerializable(typeof(CreateModelInput))]
[JsonSerializable(typeof(UpdateModelInput))]
[JsonSerializable(typeof(CreateStageInput))]
[JsonSerializable(typeof(UpdateStageInput))]
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class RoutedJson : JsonSerializerContext;

/// <summary>Brings what a request says into an entity: both have the same member names.</summary>
internal static class Merging
{
    // AWS: of these maps a request changes single entries, and an empty value removes one; all else is replaced whole.
    private static readonly HashSet<string> ByEntry = new(StringComparer.Ordinal) { "requestParameters", "responseParameters", "requestTemplates", "stageVariables", "routeSettings" };

    public static TEntity Merge<TEntity, TInput>(TEntity entity, TInput input)
        where TEntity : class
        where TInput : class
    {
        var document = JsonSerializer.SerializeToNode(entity, Of<TEntity>())!.AsObject();
        var changes = JsonSerializer.SerializeToNode(input, Of<TInput>())!.AsObject();
        foreach (var (name, value) in changes)
        {
            if (ByEntry.Contains(name) && document[name] is JsonObject old && value is JsonObject entries)
            {
                foreach (var (key, entry) in entries) old[key] = entry?.DeepClone();
            }
            // AWS: an empty text takes a member away; an ordinary one replaces it.
            else if (value is JsonValue single && single.TryGetValue(out string? text) && text.Length == 0) document.Remove(name);
            else document[name] = value?.DeepClone();
            if (ByEntry.Contains(name) && document[name] is JsonObject map)
            {
                foreach (var gone in map.Where(static e => IsEmpty(e.Value)).Select(static e => e.Key).ToList()) map.Remove(gone);
                if (map.Count == 0) document.Remove(name);
            }
        }
        return document.Deserialize(Of<TEntity>())!;
    }

    private static bool IsEmpty(JsonNode? value) => value is null or JsonObject { Count: 0 } || (value is JsonValue text && text.TryGetValue(out string? content) && content.Length == 0);

    private static JsonTypeInfo<T> Of<T>() => (JsonTypeInfo<T>)(RoutedJson.Default.GetTypeInfo(typeof(T)) ?? throw new InvalidOperationException($"{typeof(T).Name} is missing in {nameof(RoutedJson)}."));
}
