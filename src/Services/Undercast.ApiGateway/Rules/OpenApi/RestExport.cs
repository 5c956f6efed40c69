using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Undercast.ApiGateway;

/// <summary>A REST API as Swagger 2 or OpenAPI 3, from which it can be imported again.</summary>
internal sealed partial class RestExport
{
    private const string Extension = "x-amazon-apigateway-";
    private readonly RestApiRecord _api;
    private readonly bool _isSwagger;

    private RestExport(RestApiRecord api, bool isSwagger) => (_api, _isSwagger) = (api, isSwagger);

    public static JsonObject Of(RestApiRecord api, Stage stage, bool isSwagger, bool integrations, bool authorizers) => new RestExport(api, isSwagger).Write(stage, integrations, authorizers);

    private JsonObject Write(Stage stage, bool integrations, bool authorizers)
    {
        var info = new JsonObject { ["version"] = _api.Api.Version ?? _api.Api.CreatedDate?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture), ["title"] = _api.Api.Name };
        if (_api.Api.Description is { } description) info["description"] = description;
        var host = $"{_api.Api.Id}.execute-api.{_api.Region}.amazonaws.com";
        var document = _isSwagger
            ? new JsonObject { ["swagger"] = "2.0", ["info"] = info, ["host"] = host, ["basePath"] = "/" + stage.StageName, ["schemes"] = new JsonArray("https") }
            : new JsonObject { ["openapi"] = "3.0.1", ["info"] = info, ["servers"] = new JsonArray(new JsonObject { ["url"] = $"https://{host}/{{basePath}}", ["variables"] = new JsonObject { ["basePath"] = new JsonObject { ["default"] = "/" + stage.StageName } } }) };
        var paths = new JsonObject();
        foreach (var (resource, method) in _api.Methods().OrderBy(static m => m.Resource.Path, StringComparer.Ordinal).ThenBy(static m => m.Method.HttpMethod, StringComparer.Ordinal))
        {
            if (paths[resource.Path!] is not JsonObject item) paths[resource.Path!] = item = [];
            item[method.HttpMethod == "ANY" ? Extension + "any-method" : method.HttpMethod!.ToLowerInvariant()] = Operation(resource, method, integrations);
        }
        document["paths"] = paths;
        var schemas = new JsonObject();
        foreach (var model in _api.Models.Values.Where(m => IsUsed(m.Name!))) schemas[model.Name!] = Schema(model.Schema);
        var schemes = Schemes(authorizers);
        if (_isSwagger)
        {
            if (schemes.Count > 0) document["securityDefinitions"] = schemes;
            if (schemas.Count > 0) document["definitions"] = schemas;
        }
        else
        {
            var components = new JsonObject();
            if (schemas.Count > 0) components["schemas"] = schemas;
            if (schemes.Count > 0) components["securitySchemes"] = schemes;
            document["components"] = components;
        }
        if (integrations && _api.Validators.Count > 0)
            document[Extension + "request-validators"] = new JsonObject(_api.Validators.Values.Select(static v => KeyValuePair.Create(v.Name!, (JsonNode?)new JsonObject { ["validateRequestBody"] = v.ValidateRequestBody, ["validateRequestParameters"] = v.ValidateRequestParameters })));
        if (integrations && _api.Api.BinaryMediaTypes is { Count: > 0 } binary) document[Extension + "binary-media-types"] = new JsonArray([.. binary.Select(static b => (JsonNode)b)]);
        return document;
    }

    private bool IsUsed(string model) => _api.Methods().Any(m => m.Method.RequestModels?.Values.Contains(model) == true || m.Method.MethodResponses?.Values.Any(r => r.ResponseModels?.Values.Contains(model) == true) == true);

    private JsonObject Operation(Resource resource, Method method, bool integrations)
    {
        var operation = new JsonObject();
        if (method.OperationName is { } name) operation["operationId"] = name;
        var parameters = new JsonArray();
        foreach (var (parameter, required) in Parameters(resource, method))
        {
            var dot = parameter.IndexOf('.', StringComparison.Ordinal);
            var made = new JsonObject { ["name"] = parameter[(dot + 1)..], ["in"] = parameter[..dot] == "querystring" ? "query" : parameter[..dot], ["required"] = required };
            if (_isSwagger) made["type"] = "string";
            else made["schema"] = new JsonObject { ["type"] = "string" };
            parameters.Add((JsonNode)made);
        }
        if (method.RequestModels is { Count: > 0 } models)
        {
            if (_isSwagger) parameters.Add((JsonNode)new JsonObject { ["in"] = "body", ["name"] = models.First().Value, ["required"] = true, ["schema"] = Reference(models.First().Value) });
            else operation["requestBody"] = new JsonObject { ["content"] = Content(models), ["required"] = true };
        }
        if (parameters.Count > 0) operation["parameters"] = parameters;
        var responses = new JsonObject();
        foreach (var (status, response) in method.MethodResponses ?? new Dictionary<string, MethodResponse>())
        {
            var made = new JsonObject { ["description"] = $"{status} response" };
            if (response.ResponseParameters is { Count: > 0 } headers)
                made["headers"] = new JsonObject(headers.Keys.Select(h => KeyValuePair.Create(h[(h.LastIndexOf('.') + 1)..], (JsonNode?)(_isSwagger ? new JsonObject { ["type"] = "string" } : new JsonObject { ["schema"] = new JsonObject { ["type"] = "string" } }))));
            if (response.ResponseModels is { Count: > 0 } bodies)
            {
                if (_isSwagger) made["schema"] = Reference(bodies.First().Value);
                else made["content"] = Content(bodies);
            }
            responses[status] = made;
        }
        operation["responses"] = responses;
        var security = new JsonArray();
        if (method.AuthorizationType == "AWS_IAM") security.Add((JsonNode)new JsonObject { ["sigv4"] = new JsonArray() });
        else if (method.AuthorizerId is { } id && _api.Authorizers.GetValueOrDefault(id) is { } authorizer) security.Add((JsonNode)new JsonObject { [authorizer.Name!] = new JsonArray([.. (method.AuthorizationScopes ?? []).Select(static s => (JsonNode)s)]) });
        if (method.ApiKeyRequired == true) security.Add((JsonNode)new JsonObject { ["api_key"] = new JsonArray() });
        if (security.Count > 0) operation["security"] = security;
        if (integrations && method.RequestValidatorId is { } validator && _api.Validators.GetValueOrDefault(validator)?.Name is { } validatorName) operation[Extension + "request-validator"] = validatorName;
        if (integrations && method.MethodIntegration is { } integration) operation[Extension + "integration"] = Integration(integration);
        return operation;
    }

    private static IEnumerable<(string Parameter, bool Required)> Parameters(Resource resource, Method method)
    {
        var said = method.RequestParameters ?? new Dictionary<string, bool>();
        foreach (Match variable in Variable().Matches(resource.Path!))
        {
            if (!said.ContainsKey("method.request.path." + variable.Groups[1].Value)) yield return ("path." + variable.Groups[1].Value, true);
        }
        foreach (var (name, required) in said) yield return (name["method.request.".Length..], required);
    }

    private JsonObject Content(IReadOnlyDictionary<string, string> models) => new(models.Select(m => KeyValuePair.Create(m.Key, (JsonNode?)new JsonObject { ["schema"] = Reference(m.Value) })));

    private JsonObject Reference(string model) => new() { ["$ref"] = (_isSwagger ? "#/definitions/" : "#/components/schemas/") + model };

    // References between models are the API's own addresses; documents have theirs.
    private JsonNode? Schema(string? schema) => JsonNode.Parse(ModelReference().Replace(schema ?? "{}", _isSwagger ? "#/definitions/$1" : "#/components/schemas/$1"));

    private JsonObject Schemes(bool authorizers)
    {
        var schemes = new JsonObject();
        foreach (var authorizer in _api.Authorizers.Values)
        {
            var made = new JsonObject { ["type"] = "apiKey", ["name"] = authorizer.IdentitySource?.Split(',')[0] is { } source ? source[(source.LastIndexOf('.') + 1)..] : "Unused", ["in"] = "header", [Extension + "authtype"] = authorizer.AuthType };
            if (authorizers)
            {
                var extension = new JsonObject { ["type"] = authorizer.Type!.ToLowerInvariant() };
                if (authorizer.ProviderARNs is { Count: > 0 } pools) extension["providerARNs"] = new JsonArray([.. pools.Select(static p => (JsonNode)p)]);
                if (authorizer.AuthorizerUri is { } uri) extension["authorizerUri"] = uri;
                if (authorizer.AuthorizerCredentials is { } role) extension["authorizerCredentials"] = role;
                if (authorizer.AuthorizerResultTtlInSeconds is { } ttl) extension["authorizerResultTtlInSeconds"] = ttl;
                if (authorizer.IdentityValidationExpression is { } expression) extension["identityValidationExpression"] = expression;
                if (authorizer.Type == "REQUEST" && authorizer.IdentitySource is { } sources) extension["identitySource"] = sources;
                made[Extension + "authorizer"] = extension;
            }
            schemes[authorizer.Name!] = made;
        }
        if (_api.Methods().Any(static m => m.Method.ApiKeyRequired == true)) schemes["api_key"] = new JsonObject { ["type"] = "apiKey", ["name"] = "x-api-key", ["in"] = "header" };
        if (_api.Methods().Any(static m => m.Method.AuthorizationType == "AWS_IAM")) schemes["sigv4"] = new JsonObject { ["type"] = "apiKey", ["name"] = "Authorization", ["in"] = "header", [Extension + "authtype"] = "awsSigv4" };
        return schemes;
    }

    private static JsonObject Integration(Integration integration)
    {
        var made = new JsonObject { ["type"] = integration.Type!.ToLowerInvariant() };
        void Put(string name, JsonNode? value)
        {
            if (value is not null) made[name] = value;
        }
        Put("httpMethod", integration.HttpMethod);
        Put("uri", integration.Uri);
        Put("credentials", integration.Credentials);
        Put("requestParameters", Map(integration.RequestParameters));
        Put("requestTemplates", Map(integration.RequestTemplates));
        Put("passthroughBehavior", integration.PassthroughBehavior?.ToLowerInvariant());
        Put("contentHandling", integration.ContentHandling);
        Put("timeoutInMillis", integration.TimeoutInMillis);
        if (integration.CacheKeyParameters is { Count: > 0 } keys) made["cacheKeyParameters"] = new JsonArray([.. keys.Select(static k => (JsonNode)k)]);
        if (integration.IntegrationResponses is { Count: > 0 } responses)
        {
            made["responses"] = new JsonObject(responses.Values.Select(static r =>
            {
                var response = new JsonObject { ["statusCode"] = r.StatusCode };
                if (Map(r.ResponseParameters) is { } parameters) response["responseParameters"] = parameters;
                if (Map(r.ResponseTemplates) is { } templates) response["responseTemplates"] = templates;
                if (r.ContentHandling is { } handling) response["contentHandling"] = handling;
                return KeyValuePair.Create(r.SelectionPattern is { Length: > 0 } pattern ? pattern : "default", (JsonNode?)response);
            }));
        }
        return made;
    }

    private static JsonObject? Map(IReadOnlyDictionary<string, string>? map) => map is not { Count: > 0 } ? null : new JsonObject(map.Select(static m => KeyValuePair.Create(m.Key, (JsonNode?)m.Value)));

    [GeneratedRegex(@"\{([^{}+]+)\+?\}")]
    private static partial Regex Variable();

    [GeneratedRegex(@"https://apigateway\.amazonaws\.com/restapis/[a-z0-9]+/models/([A-Za-z0-9]+)")]
    private static partial Regex ModelReference();
}
