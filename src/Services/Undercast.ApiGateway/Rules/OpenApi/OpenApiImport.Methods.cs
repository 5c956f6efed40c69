using System.Text.Json.Nodes;
using Undercast.Kernel;

namespace Undercast.ApiGateway;

internal sealed partial class OpenApiImport
{
    private const string JsonType = "application/json";

    private void ReadPath(string path, JsonObject item)
    {
        var resource = ResourceOf(path);
        var methods = new Dictionary<string, Method>(StringComparer.Ordinal);
        foreach (var (name, node) in item)
        {
            var http = name == Extension + "any-method" ? "ANY" : HttpMethods.Contains(name) ? name.ToUpperInvariant() : null;
            if (http is null) continue;
            methods[http] = ReadMethod(resource, http, node?.AsObject() ?? [], item["parameters"]?.AsArray());
        }
        if (methods.Count > 0) _api.Resources[resource] = _api.Resources[resource] with { ResourceMethods = methods };
    }

    private Method ReadMethod(string resource, string http, JsonObject operation, JsonArray? shared)
    {
        var parameters = new Dictionary<string, bool>(StringComparer.Ordinal);
        var models = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var node in (shared ?? []).Concat(operation["parameters"]?.AsArray() ?? []))
        {
            if (Follow(node) is not JsonObject parameter) continue;
            var (name, required) = (Text(parameter["name"]), parameter["required"] is { } r && (bool)r);
            switch (Text(parameter["in"]))
            {
                case "query": parameters[$"method.request.querystring.{name}"] = required; break;
                case "header": parameters[$"method.request.header.{name}"] = required; break;
                case "path": parameters[$"method.request.path.{name}"] = true; break;
                case "body" when parameter["schema"] is { } schema:
                    foreach (var type in Texts(operation["consumes"]) ?? Texts(_document["consumes"]) ?? [JsonType]) models[type] = Model(schema);
                    break;
            }
        }
        foreach (var (type, content) in Follow(operation["requestBody"])?["content"] as JsonObject ?? [])
        {
            if (content?["schema"] is { } schema) models[type] = Model(schema);
        }
        var (authorization, authorizer, scopes, keyed) = Security(operation);
        var validator = Text(operation[Extension + "request-validator"]) ?? Text(_document[Extension + "request-validator"]);
        var method = new Method
        {
            HttpMethod = http,
            AuthorizationType = authorization,
            AuthorizerId = authorizer,
            AuthorizationScopes = scopes,
            ApiKeyRequired = keyed,
            OperationName = Text(operation["operationId"]),
            RequestParameters = parameters.Count > 0 ? parameters : null,
            RequestModels = models.Count > 0 ? models : null,
            RequestValidatorId = validator is null ? null : _api.Validators.Values.FirstOrDefault(v => v.Name == validator)?.Id ?? throw Faults.Bad($"Unable to find request validator '{validator}'"),
            MethodResponses = Responses(operation),
        };
        if (operation[Extension + "integration"] is { } integration) method = method with { MethodIntegration = Integration(resource, integration.AsObject()) };
        return method with { MethodResponses = Declared(method) };
    }

    /// <summary>The name of a schema's model; one without a name of its own gets one.</summary>
    private string Model(JsonNode schema)
    {
        if (schema is JsonObject map && Text(map["$ref"]) is { } reference) return ModelOf(reference);
        var name = "MODEL" + Ids.NewBase36(6);
        _api.Models[name] = new Model { Id = Ids.NewBase36(6), Name = name, ContentType = JsonType, Schema = Schema(schema) };
        return name;
    }

    private (string Type, string? Authorizer, IReadOnlyList<string>? Scopes, bool Key) Security(JsonObject operation)
    {
        var (type, authorizer, scopes, keyed) = ("NONE", default(string), default(IReadOnlyList<string>), false);
        // x-amazon-apigateway-auth is how a single method asks for IAM.
        if (Text(operation[Extension + "auth"]?.AsObject()["type"])?.ToUpperInvariant() is { } own and not "NONE") type = own;
        // AWS: the document's own security does not apply to methods.
        foreach (var requirement in (operation["security"]?.AsArray() ?? []).Select(static r => r!.AsObject()))
        {
            foreach (var (name, wanted) in requirement)
            {
                if (SecuritySchemes()[name] is not JsonObject scheme) throw Faults.Bad($"Unable to put API definition: the security scheme '{name}' is not defined");
                if (_api.Authorizers.Values.FirstOrDefault(a => a.Name == name) is { } found)
                {
                    type = found.Type == "COGNITO_USER_POOLS" ? "COGNITO_USER_POOLS" : "CUSTOM";
                    authorizer = found.Id;
                    scopes = Texts(wanted) is { Count: > 0 } list ? list : null;
                }
                else if (Text(scheme[Extension + "authtype"]) == "awsSigv4") type = "AWS_IAM";
                else if (Text(scheme["type"]) == "apiKey" && "x-api-key".Equals(Text(scheme["name"]), StringComparison.OrdinalIgnoreCase)) keyed = true;
                // A method that was meant to be protected must not become open.
                else throw Faults.Bad($"Unable to put API definition: the security scheme '{name}' is not supported");
            }
        }
        return (type, authorizer, scopes, keyed);
    }

    private Dictionary<string, MethodResponse>? Responses(JsonObject operation)
    {
        var responses = new Dictionary<string, MethodResponse>(StringComparer.Ordinal);
        foreach (var (code, node) in operation["responses"] as JsonObject ?? [])
        {
            // AWS: "default" is no status of a method.
            if (code.Length != 3 || !code.All(char.IsAsciiDigit) || Follow(node) is not JsonObject response) continue;
            var models = new Dictionary<string, string>(StringComparer.Ordinal);
            if (response["schema"] is { } schema)
            {
                foreach (var type in Texts(operation["produces"]) ?? Texts(_document["produces"]) ?? [JsonType]) models[type] = Model(schema);
            }
            foreach (var (type, content) in response["content"] as JsonObject ?? [])
            {
                if (content?["schema"] is { } of) models[type] = Model(of);
            }
            var headers = (response["headers"] as JsonObject ?? []).ToDictionary(static h => $"method.response.header.{h.Key}", static _ => false);
            responses[code] = new MethodResponse { StatusCode = code, ResponseModels = models.Count > 0 ? models : null, ResponseParameters = headers.Count > 0 ? headers : null };
        }
        return responses.Count > 0 ? responses : null;
    }

    /// <summary>The method's responses, with those and the headers that its integration uses.</summary>
    private static Dictionary<string, MethodResponse>? Declared(Method method)
    {
        if (method.MethodIntegration?.IntegrationResponses is not { Count: > 0 } used) return method.MethodResponses as Dictionary<string, MethodResponse>;
        var all = new Dictionary<string, MethodResponse>(method.MethodResponses ?? new Dictionary<string, MethodResponse>());
        foreach (var (code, response) in used)
        {
            var own = all.GetValueOrDefault(code) ?? new MethodResponse { StatusCode = code };
            var headers = new Dictionary<string, bool>(own.ResponseParameters ?? new Dictionary<string, bool>());
            foreach (var name in response.ResponseParameters?.Keys ?? []) headers.TryAdd(name, false);
            all[code] = own with { ResponseParameters = headers.Count > 0 ? headers : null };
        }
        return all;
    }

    private static Integration Integration(string resource, JsonObject node)
    {
        if (Text(node["connectionType"]) == "VPC_LINK") throw CommonException.NotSupported("The connection type VPC_LINK");
        var responses = new Dictionary<string, IntegrationResponse>(StringComparer.Ordinal);
        foreach (var (pattern, value) in node["responses"] as JsonObject ?? [])
        {
            var code = Text(value?["statusCode"]) ?? "200";
            ApiRules.CheckStatusCode(code);
            responses[code] = new IntegrationResponse
            {
                StatusCode = code,
                SelectionPattern = pattern == "default" ? null : pattern,
                ResponseParameters = Map(value?["responseParameters"]),
                ResponseTemplates = Map(value?["responseTemplates"]),
                ContentHandling = Text(value?["contentHandling"])?.ToUpperInvariant(),
            };
        }
        var integration = new Integration
        {
            Type = Text(node["type"])?.ToUpperInvariant(),
            HttpMethod = Text(node["httpMethod"])?.ToUpperInvariant() is "X-AMAZON-APIGATEWAY-ANY-METHOD" ? "ANY" : Text(node["httpMethod"])?.ToUpperInvariant(),
            Uri = Text(node["uri"]),
            Credentials = Text(node["credentials"]),
            RequestParameters = Map(node["requestParameters"]),
            RequestTemplates = Map(node["requestTemplates"]),
            PassthroughBehavior = Text(node["passthroughBehavior"])?.ToUpperInvariant() ?? "WHEN_NO_MATCH",
            ContentHandling = Text(node["contentHandling"])?.ToUpperInvariant(),
            TimeoutInMillis = node["timeoutInMillis"] is { } timeout ? (int)Number(timeout) : IntegrationRules.MostTimeout,
            CacheNamespace = Text(node["cacheNamespace"]) ?? resource,
            CacheKeyParameters = Texts(node["cacheKeyParameters"]) ?? [],
            IntegrationResponses = responses.Count > 0 ? responses : null,
        };
        IntegrationRules.Check(integration);
        return integration;
    }
}
