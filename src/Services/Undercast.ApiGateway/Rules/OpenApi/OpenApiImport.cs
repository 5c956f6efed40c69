using System.Text.Json;
using System.Text.Json.Nodes;
using Undercast.Kernel;

namespace Undercast.ApiGateway;

/// <summary>Reads Swagger 2 and OpenAPI 3 with AWS's extensions into an empty API.</summary>
internal sealed partial class OpenApiImport
{
    private const string Extension = "x-amazon-apigateway-";
    private static readonly string[] HttpMethods = ["get", "put", "post", "delete", "options", "head", "patch"];
    private readonly RestApiRecord _api;
    private readonly JsonObject _document;
    private readonly List<string> _warnings = [];
    private readonly bool _isSwagger;
    private readonly Dictionary<string, string> _paths = new(StringComparer.Ordinal);

    private OpenApiImport(RestApiRecord api, JsonObject document)
    {
        _api = api;
        _document = document;
        _isSwagger = document["swagger"] is not null;
    }

    /// <exception cref="BadRequestException">The document is none, or says what cannot be.</exception>
    public static void Into(RestApiRecord api, byte[] body, IReadOnlyDictionary<string, string>? parameters, bool failOnWarnings)
    {
        var document = YamlJson.Read(body);
        OpenApiImport import;
        try
        {
            if (document["swagger"] is null && document["openapi"] is null) throw Faults.Bad("Invalid OpenAPI input.");
            import = new OpenApiImport(api, document);
            import.Read(parameters ?? new Dictionary<string, string>());
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException or ArgumentException or OverflowException)
        {
            // A node of another kind than its place wants.
            throw Faults.Bad("Unable to put API definition because of a malformed OpenAPI document");
        }
        if (import._warnings.Count == 0) return;
        if (failOnWarnings) throw Faults.Bad($"Warnings found during import: {string.Join("; ", import._warnings)}");
        api.Api = api.Api with { Warnings = import._warnings };
    }

    private void Read(IReadOnlyDictionary<string, string> parameters)
    {
        var info = _document["info"] as JsonObject ?? throw NoTitle();
        _api.Api = _api.Api with
        {
            Name = Text(info["title"]) ?? throw NoTitle(),
            Version = Text(info["version"]),
            Description = Text(info["description"]),
            BinaryMediaTypes = Texts(_document[Extension + "binary-media-types"]),
            MinimumCompressionSize = _document[Extension + "minimum-compression-size"] is { } size ? (int)size : null,
            ApiKeySource = Text(_document[Extension + "api-key-source"])?.ToUpperInvariant() ?? "HEADER",
            Policy = _document[Extension + "policy"]?.ToJsonString(),
        };
        var endpoint = _document[Extension + "endpoint-configuration"] as JsonObject ?? (_document["servers"] as JsonArray)?.OfType<JsonObject>().Select(static s => s[Extension + "endpoint-configuration"] as JsonObject).FirstOrDefault(static e => e is not null);
        if (endpoint?["disableExecuteApiEndpoint"] is { } disable) _api.Api = _api.Api with { DisableExecuteApiEndpoint = (bool)disable };
        if (parameters.TryGetValue("endpointConfigurationTypes", out var types)) _api.Api = _api.Api with { EndpointConfiguration = _api.Api.EndpointConfiguration! with { Types = types.Split(',') } };
        if (Texts(endpoint?["vpcEndpointIds"]) is { } endpoints) _api.Api = _api.Api with { EndpointConfiguration = _api.Api.EndpointConfiguration! with { VpcEndpointIds = endpoints } };
        ReadModels();
        ReadAuthorizers();
        ReadValidators();
        ReadGatewayResponses();
        _paths["/"] = _api.Api.RootResourceId!;
        var prefix = parameters.GetValueOrDefault("basepath") == "prepend" ? BasePath() : "";
        foreach (var (path, item) in _document["paths"]?.AsObject() ?? [])
        {
            if (!path.StartsWith('/')) throw Faults.Bad($"Unable to put API definition: the path '{path}' must begin with a slash");
            if (item is not null) ReadPath(prefix + path, item.AsObject());
        }
    }

    private static BadRequestException NoTitle() => Faults.Bad("Unable to create API because of missing title in the info object");

    private string BasePath()
    {
        var path = Text(_document["basePath"]);
        if (path is null && (_document["servers"] as JsonArray)?.FirstOrDefault() is JsonObject server)
        {
            var url = Text(server["url"]) ?? "";
            foreach (var (name, variable) in server["variables"] as JsonObject ?? []) url = url.Replace($"{{{name}}}", Text(variable?["default"])?.Trim('/'), StringComparison.Ordinal);
            path = Uri.TryCreate(url, UriKind.Absolute, out var absolute) ? absolute.AbsolutePath : url;
        }
        return path is null ? "" : "/" + path.Trim('/') is var trimmed && trimmed == "/" ? "" : "/" + path!.Trim('/');
    }

    private void ReadModels()
    {
        var schemas = _isSwagger ? _document["definitions"] as JsonObject : _document["components"]?["schemas"] as JsonObject;
        foreach (var (name, schema) in schemas ?? [])
        {
            if (schema is null) continue;
            var plain = new string([.. name.Where(char.IsAsciiLetterOrDigit)]);
            _api.Models[plain] = new Model { Id = Ids.NewBase36(6), Name = plain, Description = Text((schema as JsonObject)?["description"]), ContentType = "application/json", Schema = Schema(schema) };
        }
    }

    /// <summary>A schema whose references name the API's models, as AWS rewrites them.</summary>
    private string Schema(JsonNode schema)
    {
        var copy = schema.DeepClone();
        Rewrite(copy);
        return copy.ToJsonString();
    }

    private void Rewrite(JsonNode? node)
    {
        if (node is JsonArray list)
        {
            foreach (var item in list) Rewrite(item);
        }
        if (node is not JsonObject map) return;
        if (map["$ref"] is JsonValue reference && reference.TryGetValue(out string? target) && (target.StartsWith("#/definitions/", StringComparison.Ordinal) || target.StartsWith("#/components/schemas/", StringComparison.Ordinal)))
            map["$ref"] = $"https://apigateway.amazonaws.com/restapis/{_api.Api.Id}/models/{ModelOf(target)}";
        foreach (var (_, member) in map) Rewrite(member);
    }

    private static string ModelOf(string reference) => new([.. reference[(reference.LastIndexOf('/') + 1)..].Where(char.IsAsciiLetterOrDigit)]);

    private void ReadAuthorizers()
    {
        foreach (var (name, node) in SecuritySchemes())
        {
            if (node?[Extension + "authorizer"] is not JsonObject authorizer) continue;
            var type = Text(authorizer["type"])?.ToUpperInvariant();
            var complete = AuthorizerRules.Complete(new Authorizer
            {
                Id = Ids.NewBase36(6),
                Name = name,
                Type = type,
                ProviderARNs = Texts(authorizer["providerARNs"]),
                AuthType = Text(node[Extension + "authtype"]),
                AuthorizerUri = Text(authorizer["authorizerUri"]),
                AuthorizerCredentials = Text(authorizer["authorizerCredentials"]),
                IdentitySource = Text(authorizer["identitySource"]) ?? (type == "REQUEST" ? null : $"method.request.header.{Text(node["name"]) ?? "Authorization"}"),
                IdentityValidationExpression = Text(authorizer["identityValidationExpression"]),
                AuthorizerResultTtlInSeconds = authorizer["authorizerResultTtlInSeconds"] is { } ttl ? (int)Number(ttl) : null,
            });
            AuthorizerRules.Check(complete);
            _api.Authorizers[complete.Id!] = complete;
        }
    }

    private JsonObject SecuritySchemes() => (_isSwagger ? _document["securityDefinitions"] : _document["components"]?["securitySchemes"]) as JsonObject ?? [];

    private void ReadValidators()
    {
        foreach (var (name, node) in _document[Extension + "request-validators"] as JsonObject ?? [])
        {
            var validator = new RequestValidator
            {
                Id = Ids.NewBase36(6), Name = name, ValidateRequestBody = node?["validateRequestBody"] is { } body && (bool)body, ValidateRequestParameters = node?["validateRequestParameters"] is { } all && (bool)all,
            };
            _api.Validators[validator.Id] = validator;
        }
    }

    private void ReadGatewayResponses()
    {
        foreach (var (type, node) in _document[Extension + "gateway-responses"] as JsonObject ?? [])
        {
            if (!GatewayResponses.Types.ContainsKey(type)) throw Faults.Bad($"Invalid Gateway Response type specified: {type}");
            _api.GatewayResponses[type] = new GatewayResponse
            {
                ResponseType = type,
                StatusCode = Text(node?["statusCode"]) ?? GatewayResponses.StatusOf(type),
                ResponseParameters = Map(node?["responseParameters"]),
                ResponseTemplates = Map(node?["responseTemplates"]) ?? GatewayResponses.DefaultTemplates,
                DefaultResponse = false,
            };
        }
    }

    /// <summary>The resource of a path, made with everything above it.</summary>
    private string ResourceOf(string path)
    {
        path = path.Length > 1 ? path.TrimEnd('/') : path;
        if (_paths.TryGetValue(path, out var known)) return known;
        var slash = path.LastIndexOf('/');
        var parent = ResourceOf(slash == 0 ? "/" : path[..slash]);
        var part = path[(slash + 1)..];
        ApiRules.CheckPathPart(part);
        var resource = ResourceRules.Place(_api, new Resource { Id = Ids.NewBase36(6), ParentId = parent, PathPart = part });
        _api.Resources[resource.Id!] = resource;
        return _paths[path] = resource.Id!;
    }

    /// <summary>What a local reference points to, or the node itself.</summary>
    private JsonNode? Follow(JsonNode? node)
    {
        for (var i = 0; i < 16 && node is JsonObject map && map["$ref"] is JsonValue value && value.TryGetValue(out string? reference) && reference.StartsWith("#/", StringComparison.Ordinal); i++)
        {
            node = _document;
            foreach (var part in reference[2..].Split('/')) node = (node as JsonObject)?[part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)];
        }
        return node;
    }

    private static string? Text(JsonNode? node) => node switch { null => null, JsonValue value when value.TryGetValue(out string? text) => text, JsonValue value => value.ToJsonString(), _ => throw new FormatException() };

    private static long Number(JsonNode node) => long.Parse(Text(node)!, System.Globalization.CultureInfo.InvariantCulture);

    private static List<string>? Texts(JsonNode? node) => (node as JsonArray)?.Select(n => Text(n) ?? "").ToList();

    private static Dictionary<string, string>? Map(JsonNode? node) => (node as JsonObject)?.Where(static m => m.Value is not null).ToDictionary(static m => m.Key, static m => m.Value is JsonValue ? Text(m.Value)! : m.Value!.ToJsonString());
}
