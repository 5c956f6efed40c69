using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Undercast.ApiGateway.Routed;

/// <summary>An HTTP API as OpenAPI 3, from which it can be imported again.</summary>
internal static partial class RoutedExport
{
    public static JsonObject Of(RoutedApiRecord api, string? stage, bool extensions)
    {
        var info = new JsonObject { ["title"] = api.Api.Name, ["version"] = api.Api.Version ?? api.Api.CreatedDate?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'UTC'", System.Globalization.CultureInfo.InvariantCulture) };
        if (api.Api.Description is { } description) info["description"] = description;
        var server = new JsonObject { ["url"] = $"https://{api.Api.ApiId}.execute-api.{api.Region}.amazonaws.com/{{basePath}}", ["variables"] = new JsonObject { ["basePath"] = new JsonObject { ["default"] = stage is null or "$default" ? "" : stage } } };
        var paths = new JsonObject();
        foreach (var route in api.Routes.Values.OrderBy(static r => r.RouteKey, StringComparer.Ordinal))
        {
            var isDefault = route.RouteKey == RoutedRules.DefaultRoute;
            var space = route.RouteKey!.IndexOf(' ', StringComparison.Ordinal);
            var path = isDefault ? "/$default" : route.RouteKey[(space + 1)..];
            var method = isDefault || route.RouteKey.StartsWith("ANY ", StringComparison.Ordinal) ? "x-amazon-apigateway-any-method" : route.RouteKey[..space].ToLowerInvariant();
            if (paths[path] is not JsonObject item) paths[path] = item = [];
            item[method] = Operation(api, route, path, isDefault, extensions);
        }
        var document = new JsonObject { ["openapi"] = "3.0.1", ["info"] = info, ["servers"] = new JsonArray(server), ["paths"] = paths };
        var components = new JsonObject();
        if (Schemes(api, extensions) is { Count: > 0 } schemes) components["securitySchemes"] = schemes;
        var schemas = new JsonObject();
        foreach (var model in api.Models.Values) schemas[model.Name!] = JsonNode.Parse(model.Schema ?? "{}");
        if (schemas.Count > 0) components["schemas"] = schemas;
        if (components.Count > 0) document["components"] = components;
        if (!extensions) return document;
        if (api.Api.CorsConfiguration is { } cors) document["x-amazon-apigateway-cors"] = Cors(cors);
        document["x-amazon-apigateway-importexport-version"] = "1.0";
        return document;
    }

    private static JsonObject Operation(RoutedApiRecord api, Route route, string path, bool isDefault, bool extensions)
    {
        var operation = new JsonObject { ["responses"] = new JsonObject { ["default"] = new JsonObject { ["description"] = $"Default response for {route.RouteKey}" } } };
        if (isDefault) operation["isDefaultRoute"] = true;
        if (route.OperationName is { } name) operation["operationId"] = name;
        var parameters = new JsonArray();
        foreach (Match variable in Variable().Matches(path))
            parameters.Add((JsonNode)new JsonObject { ["name"] = variable.Groups[1].Value, ["in"] = "path", ["required"] = true, ["schema"] = new JsonObject { ["type"] = "string" } });
        if (parameters.Count > 0) operation["parameters"] = parameters;
        var scheme = route.AuthorizationType == "AWS_IAM" ? "AWS_IAM" : route.AuthorizerId is { } id ? api.Authorizers.GetValueOrDefault(id)?.Name : null;
        if (scheme is not null) operation["security"] = new JsonArray(new JsonObject { [scheme] = new JsonArray([.. (route.AuthorizationScopes ?? []).Select(static s => (JsonNode)s)]) });
        if (extensions && route.Target is { } target && api.Integrations.GetValueOrDefault(target["integrations/".Length..]) is { } integration) operation["x-amazon-apigateway-integration"] = Integration(integration);
        return operation;
    }

    private static JsonObject Integration(Integration integration)
    {
        var made = new JsonObject { ["payloadFormatVersion"] = integration.PayloadFormatVersion, ["type"] = integration.IntegrationType!.ToLowerInvariant() };
        void Put(string name, JsonNode? value)
        {
            if (value is not null) made[name] = value;
        }
        Put("integrationSubtype", integration.IntegrationSubtype);
        Put("credentials", integration.CredentialsArn);
        Put("httpMethod", integration.IntegrationMethod);
        Put("uri", integration.IntegrationUri);
        Put("connectionType", integration.ConnectionType);
        Put("description", integration.Description);
        Put("timeoutInMillis", integration.TimeoutInMillis);
        Put("requestParameters", Map(integration.RequestParameters));
        if (integration.ResponseParameters is { Count: > 0 } responses) made["responseParameters"] = new JsonObject(responses.Select(static r => KeyValuePair.Create(r.Key, (JsonNode?)Map(r.Value))));
        return made;
    }

    private static JsonObject Schemes(RoutedApiRecord api, bool extensions)
    {
        var schemes = new JsonObject();
        foreach (var authorizer in api.Authorizers.Values)
        {
            var made = authorizer.AuthorizerType == "JWT" ? new JsonObject { ["type"] = "oauth2" } : new JsonObject { ["type"] = "apiKey", ["name"] = "Unused", ["in"] = "header" };
            if (extensions)
            {
                var extension = new JsonObject { ["type"] = authorizer.AuthorizerType!.ToLowerInvariant(), ["identitySource"] = string.Join(',', authorizer.IdentitySource ?? []) };
                if (authorizer.JwtConfiguration is { } jwt) extension["jwtConfiguration"] = new JsonObject { ["audience"] = List(jwt.Audience), ["issuer"] = jwt.Issuer };
                if (authorizer.AuthorizerUri is { } uri) extension["authorizerUri"] = uri;
                if (authorizer.AuthorizerCredentialsArn is { } role) extension["authorizerCredentials"] = role;
                if (authorizer.AuthorizerPayloadFormatVersion is { } version) extension["authorizerPayloadFormatVersion"] = version;
                if (authorizer.AuthorizerResultTtlInSeconds is { } ttl) extension["authorizerResultTtlInSeconds"] = ttl;
                if (authorizer.EnableSimpleResponses is { } simple) extension["enableSimpleResponses"] = simple;
                made["x-amazon-apigateway-authorizer"] = extension;
            }
            schemes[authorizer.Name!] = made;
        }
        if (api.Routes.Values.Any(static r => r.AuthorizationType == "AWS_IAM"))
            schemes["AWS_IAM"] = new JsonObject { ["type"] = "apiKey", ["name"] = "Authorization", ["in"] = "header", ["x-amazon-apigateway-authtype"] = "awsSigv4" };
        return schemes;
    }

    private static JsonObject Cors(Cors cors)
    {
        var made = new JsonObject();
        if (List(cors.AllowMethods) is { } methods) made["allowMethods"] = methods;
        if (List(cors.AllowHeaders) is { } headers) made["allowHeaders"] = headers;
        if (List(cors.ExposeHeaders) is { } expose) made["exposeHeaders"] = expose;
        if (cors.MaxAge is { } age) made["maxAge"] = age;
        if (cors.AllowCredentials is { } credentials) made["allowCredentials"] = credentials;
        if (List(cors.AllowOrigins) is { } origins) made["allowOrigins"] = origins;
        return made;
    }

    private static JsonArray? List(IReadOnlyList<string>? list) => list is null ? null : [.. list.Select(static i => (JsonNode)i)];

    private static JsonObject? Map(IReadOnlyDictionary<string, string>? map) => map is not { Count: > 0 } ? null : new JsonObject(map.Select(static m => KeyValuePair.Create(m.Key, (JsonNode?)m.Value)));

    [GeneratedRegex(@"\{([^{}+]+)\+?\}")]
    private static partial Regex Variable();
}
