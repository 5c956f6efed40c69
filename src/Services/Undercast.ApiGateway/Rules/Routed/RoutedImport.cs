using System.Globalization;
using System.Text.Json.Nodes;
using Undercast.Kernel;

namespace Undercast.ApiGateway.Routed;

/// <summary>Reads OpenAPI 3 with AWS's extensions into an empty HTTP API.</summary>
internal sealed class RoutedImport
{
    private const string Extension = "x-amazon-apigateway-";
    private static readonly string[] HttpMethods = ["get", "put", "post", "delete", "options", "head", "patch"];
    private readonly RoutedApiRecord _api;
    private readonly JsonObject _document;
    private readonly List<string> _warnings = [];
    private readonly Dictionary<string, string> _authorizers = new(StringComparer.Ordinal);
    // Operations that say the same, or name one of the shared integrations, have one integration together.
    private readonly Dictionary<string, string> _integrations = new(StringComparer.Ordinal);

    private RoutedImport(RoutedApiRecord api, JsonObject document)
    {
        _api = api;
        _document = document;
    }

    /// <exception cref="BadRequestException">The document is none, or says what cannot be.</exception>
    public static void Into(RoutedApiRecord api, byte[] body, string? basePath, bool failOnWarnings)
    {
        var document = YamlJson.Read(body);
        if (Text(document["openapi"])?.StartsWith("3.", StringComparison.Ordinal) != true) throw Faults.Bad("Unable to process the OpenAPI document: only OpenAPI 3.0 is supported for HTTP APIs");
        if (basePath is not (null or "ignore" or "prepend" or "split")) throw Faults.Bad("Invalid basepath specified. Must be one of: [ignore, prepend, split]");
        var import = new RoutedImport(api, document);
        try
        {
            import.Read(basePath ?? "ignore");
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException or ArgumentException or OverflowException)
        {
            throw Faults.Bad("Unable to import API because of a malformed OpenAPI document");
        }
        if (import._warnings.Count == 0) return;
        if (failOnWarnings) throw Faults.Bad($"Warnings found during import:\n\t{string.Join("\n\t", import._warnings)}");
        api.Api = api.Api with { Warnings = import._warnings };
    }

    private void Read(string basePath)
    {
        if (_document["info"] is not JsonObject info || Text(info["title"]) is not { Length: > 0 } title) throw Faults.Bad("Unable to import API because of missing title in the info object");
        var endpoint = (_document["servers"] as JsonArray)?.OfType<JsonObject>().Select(static s => s[Extension + "endpoint-configuration"] as JsonObject).FirstOrDefault(static e => e is not null);
        var tags = (_document["tags"] as JsonArray ?? []).OfType<JsonObject>().Where(static t => t[Extension + "tag-value"] is not null).ToDictionary(static t => Text(t["name"]) ?? "", static t => Text(t[Extension + "tag-value"])!);
        _api.Api = _api.Api with
        {
            Name = title,
            Version = Text(info["version"]),
            Description = Text(info["description"]),
            CorsConfiguration = ReadCors(_document[Extension + "cors"] as JsonObject),
            DisableExecuteApiEndpoint = endpoint?["disableExecuteApiEndpoint"] is { } disable ? Flag(disable) : _api.Api.DisableExecuteApiEndpoint,
            Tags = tags.Count == 0 ? null : tags,
        };
        foreach (var (name, scheme) in _document["components"]?["securitySchemes"] as JsonObject ?? [])
        {
            if (scheme is JsonObject given) ReadAuthorizer(name, given);
        }
        foreach (var (name, schema) in _document["components"]?["schemas"] as JsonObject ?? [])
        {
            var model = new Model { ModelId = Ids.NewBase36(6), Name = new string([.. name.Where(char.IsAsciiLetterOrDigit)]), ContentType = "application/json", Schema = schema?.ToJsonString(), Description = Text((schema as JsonObject)?["description"]) };
            if (_api.Models.Values.All(m => m.Name != model.Name)) _api.Models[model.ModelId] = model;
        }
        var prefix = basePath == "prepend" ? ServerPath() : basePath == "split" && ServerPath() is { Length: > 1 } whole && whole.IndexOf('/', 1) is var slash and > 0 ? whole[slash..] : "";
        foreach (var (path, item) in _document["paths"]?.AsObject() ?? [])
        {
            foreach (var (method, operation) in item?.AsObject() ?? [])
            {
                if (operation is null || !(HttpMethods.Contains(method) || method == Extension + "any-method")) continue;
                var given = operation.AsObject();
                var isDefault = path is "$default" or "/$default" || (given["isDefaultRoute"] is { } flag && Flag(flag));
                ReadRoute(isDefault ? RoutedRules.DefaultRoute : $"{(method.StartsWith('x') ? "ANY" : method.ToUpperInvariant())} {prefix}{path}", given);
            }
        }
    }

    private string ServerPath()
    {
        if ((_document["servers"] as JsonArray)?.FirstOrDefault() is not JsonObject server) return "";
        var url = Text(server["url"]) ?? "";
        foreach (var (name, variable) in server["variables"] as JsonObject ?? []) url = url.Replace($"{{{name}}}", Text(variable?["default"])?.Trim('/'), StringComparison.Ordinal);
        var path = Uri.TryCreate(url, UriKind.Absolute, out var absolute) && !url.StartsWith('/') ? absolute.AbsolutePath : url;
        return path.Trim('/') is { Length: > 0 } trimmed ? "/" + trimmed : "";
    }

    private void ReadRoute(string key, JsonObject operation)
    {
        var route = new Route { RouteId = Ids.NewBase36(7), RouteKey = key, OperationName = Text(operation["operationId"]), Target = ReadIntegration(key, operation) is { } integration ? $"integrations/{integration}" : null };
        // An operation without security has that of the document; an empty list takes it away.
        var security = operation["security"]?.AsArray() ?? _document["security"]?.AsArray();
        if (security?.SelectMany(static s => s!.AsObject()).FirstOrDefault() is { Key: { } scheme, Value: var scopes })
        {
            var kind = SchemeOf(scheme);
            if (kind is not null && Text(kind[Extension + "authtype"]) is "awsSigv4") route = route with { AuthorizationType = "AWS_IAM" };
            else if (_authorizers.TryGetValue(scheme, out var authorizer))
            {
                var isJwt = _api.Authorizers[authorizer].AuthorizerType == "JWT";
                route = route with { AuthorizationType = isJwt ? "JWT" : "CUSTOM", AuthorizerId = authorizer, AuthorizationScopes = isJwt && Texts(scopes) is { Count: > 0 } list ? list : null };
            }
            // A route that asks for what cannot be checked is not imported open.
            else throw Faults.Bad($"Unable to import route {key}: the security scheme {scheme} has no authorizer");
        }
        _api.Routes[route.RouteId] = RoutedRules.Complete(_api, route);
    }

    private JsonObject? SchemeOf(string name) => _document["components"]?["securitySchemes"]?[name] as JsonObject;

    private string? ReadIntegration(string key, JsonObject operation)
    {
        if (Follow(operation[Extension + "integration"])?.AsObject() is not { } given)
        {
            _warnings.Add($"No integration defined for route {key}");
            return null;
        }
        var text = given.ToJsonString();
        if (_integrations.TryGetValue(text, out var known)) return known;
        var type = Text(given["type"])?.ToUpperInvariant();
        var integration = RoutedRules.Complete(_api, new Integration
        {
            IntegrationId = Ids.NewBase36(7),
            IntegrationType = type,
            IntegrationSubtype = Text(given["integrationSubtype"]),
            IntegrationUri = Text(given["uri"]),
            IntegrationMethod = Text(given["httpMethod"]),
            ConnectionType = Text(given["connectionType"]),
            CredentialsArn = Text(given["credentials"]),
            Description = Text(given["description"]),
            PayloadFormatVersion = Text(given["payloadFormatVersion"]) is { } version ? (version.Contains('.', StringComparison.Ordinal) ? version : version + ".0") : null,
            TimeoutInMillis = given["timeoutInMillis"] is { } time ? (int)Number(time) : null,
            RequestParameters = Map(given["requestParameters"]),
            ResponseParameters = (given["responseParameters"] as JsonObject)?.ToDictionary(static p => p.Key, static p => (IReadOnlyDictionary<string, string>)(Map(p.Value) ?? [])),
        });
        _api.Integrations[integration.IntegrationId!] = integration;
        return _integrations[text] = integration.IntegrationId!;
    }

    private void ReadAuthorizer(string name, JsonObject scheme)
    {
        var given = Follow(scheme[Extension + "authorizer"]) as JsonObject;
        if (given is null)
        {
            if (scheme[Extension + "authtype"] is null) _warnings.Add($"Unsupported security definition type {Text(scheme["type"])} for {name}. Ignoring.");
            return;
        }
        var jwt = given["jwtConfiguration"] as JsonObject;
        var authorizer = RoutedRules.Complete(_api, new Authorizer
        {
            AuthorizerId = Ids.NewBase36(6),
            Name = name,
            AuthorizerType = Text(given["type"])?.ToUpperInvariant(),
            AuthorizerUri = Text(given["authorizerUri"]),
            AuthorizerCredentialsArn = Text(given["authorizerCredentials"]),
            AuthorizerPayloadFormatVersion = Text(given["authorizerPayloadFormatVersion"]) is { } version ? (version.Contains('.', StringComparison.Ordinal) ? version : version + ".0") : null,
            AuthorizerResultTtlInSeconds = given["authorizerResultTtlInSeconds"] is { } ttl ? (int)Number(ttl) : null,
            EnableSimpleResponses = given["enableSimpleResponses"] is { } simple ? Flag(simple) : null,
            IdentitySource = given["identitySource"] is JsonArray list ? Texts(list) : Text(given["identitySource"])?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
            JwtConfiguration = jwt is null ? null : new JWTConfiguration { Issuer = Text(jwt["issuer"]), Audience = Texts(jwt["audience"]) },
        });
        _api.Authorizers[authorizer.AuthorizerId!] = authorizer;
        _authorizers[name] = authorizer.AuthorizerId!;
    }

    private static Cors? ReadCors(JsonObject? cors) => cors is null ? null : new Cors
    {
        AllowOrigins = Texts(cors["allowOrigins"]),
        AllowHeaders = Texts(cors["allowHeaders"]),
        AllowMethods = Texts(cors["allowMethods"]),
        ExposeHeaders = Texts(cors["exposeHeaders"]),
        AllowCredentials = cors["allowCredentials"] is { } credentials ? Flag(credentials) : null,
        MaxAge = cors["maxAge"] is { } age ? (int)Number(age) : null,
    };

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

    private static bool Flag(JsonNode node) => bool.Parse(Text(node)!);

    private static long Number(JsonNode node) => long.Parse(Text(node)!, CultureInfo.InvariantCulture);

    private static List<string>? Texts(JsonNode? node) => node switch { null => null, JsonArray list => [.. list.Select(static n => Text(n) ?? "")], _ => [Text(node)!] };

    private static Dictionary<string, string>? Map(JsonNode? node) => (node as JsonObject)?.Where(static m => m.Value is not null).ToDictionary(static m => m.Key, static m => m.Value is JsonValue ? Text(m.Value)! : m.Value!.ToJsonString());
}
