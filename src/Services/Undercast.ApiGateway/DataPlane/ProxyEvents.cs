using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Undercast.Kernel;

namespace Undercast.ApiGateway;

/// <summary>The event that a function gets from a proxy integration or a REQUEST authorizer: payload format 1.0.</summary>
internal static class ProxyEvents
{
    private static readonly JsonWriterOptions Options = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static ReadOnlyMemory<byte> ForProxy(Exchange exchange)
    {
        var output = new ArrayBufferWriter<byte>(2048 + exchange.Body.Length);
        using var json = new Utf8JsonWriter(output, Options);
        json.WriteStartObject();
        WriteRequest(json, exchange);
        if (exchange.Body.IsEmpty) json.WriteNull("body");
        else if (exchange.Stage.IsBinary(exchange.Header("Content-Type"))) json.WriteBase64String("body", exchange.Body.Span);
        else json.WriteString("body", exchange.BodyText);
        json.WriteBoolean("isBase64Encoded", !exchange.Body.IsEmpty && exchange.Stage.IsBinary(exchange.Header("Content-Type")));
        json.WriteEndObject();
        json.Flush();
        return output.WrittenMemory;
    }

    public static ReadOnlyMemory<byte> ForRequestAuthorizer(Exchange exchange)
    {
        var output = new ArrayBufferWriter<byte>(2048);
        using var json = new Utf8JsonWriter(output, Options);
        json.WriteStartObject();
        json.WriteString("type", "REQUEST");
        json.WriteString("methodArn", exchange.MethodArn);
        WriteRequest(json, exchange);
        json.WriteEndObject();
        json.Flush();
        return output.WrittenMemory;
    }

    public static ReadOnlyMemory<byte> ForTokenAuthorizer(Exchange exchange, string token)
    {
        var output = new ArrayBufferWriter<byte>(512);
        using var json = new Utf8JsonWriter(output, Options);
        json.WriteStartObject();
        json.WriteString("type", "TOKEN");
        json.WriteString("methodArn", exchange.MethodArn);
        json.WriteString("authorizationToken", token);
        json.WriteEndObject();
        json.Flush();
        return output.WrittenMemory;
    }

    private static void WriteRequest(Utf8JsonWriter json, Exchange exchange)
    {
        json.WriteString("resource", exchange.Method.Resource.Path);
        json.WriteString("path", exchange.Address.EventPath);
        json.WriteString("httpMethod", exchange.HttpMethod);
        json.WriteStartObject("headers");
        foreach (var (name, value) in Headers(exchange)) json.WriteString(name, value.Count == 1 ? value[0] : value[^1]);
        json.WriteEndObject();
        json.WriteStartObject("multiValueHeaders");
        foreach (var (name, values) in Headers(exchange)) WriteList(json, name, values);
        json.WriteEndObject();
        if (exchange.Query.Count == 0)
        {
            json.WriteNull("queryStringParameters");
            json.WriteNull("multiValueQueryStringParameters");
        }
        else
        {
            json.WriteStartObject("queryStringParameters");
            // AWS: the last of several values.
            foreach (var (name, values) in exchange.Query) json.WriteString(name, values[^1]);
            json.WriteEndObject();
            json.WriteStartObject("multiValueQueryStringParameters");
            foreach (var (name, values) in exchange.Query) WriteList(json, name, values);
            json.WriteEndObject();
        }
        WriteMap(json, "pathParameters", exchange.PathVariables);
        WriteMap(json, "stageVariables", exchange.Stage.Variables);
        WriteContext(json, exchange);
    }

    private static void WriteContext(Utf8JsonWriter json, Exchange exchange)
    {
        var (stage, method) = (exchange.Stage, exchange.Method);
        json.WriteStartObject("requestContext");
        json.WriteString("resourceId", method.Resource.Id);
        if (exchange.Authorizer is { } authorizer)
        {
            json.WriteStartObject("authorizer");
            if (authorizer.Claims is { } claims)
            {
                json.WriteStartObject("claims");
                foreach (var (name, value) in claims) json.WriteString(name, value);
                json.WriteEndObject();
            }
            else
            {
                foreach (var (name, value) in authorizer.Context) json.WriteString(name, value);
                json.WriteString("principalId", authorizer.PrincipalId);
                json.WriteNumber("integrationLatency", 0);
            }
            json.WriteEndObject();
        }
        json.WriteString("resourcePath", method.Resource.Path);
        json.WriteString("httpMethod", exchange.HttpMethod);
        json.WriteString("extendedRequestId", exchange.ExtendedId);
        json.WriteString("requestTime", exchange.Now.UtcDateTime.ToString("dd/MMM/yyyy:HH:mm:ss +0000", CultureInfo.InvariantCulture));
        json.WriteString("path", exchange.Address.WholePath);
        json.WriteString("accountId", stage.Api.Account);
        json.WriteString("protocol", exchange.Protocol);
        json.WriteString("stage", stage.Name);
        json.WriteString("domainPrefix", stage.Id);
        json.WriteNumber("requestTimeEpoch", exchange.Now.ToUnixTimeMilliseconds());
        json.WriteString("requestId", exchange.RequestId);
        WriteIdentity(json, exchange);
        json.WriteString("domainName", exchange.DomainName);
        json.WriteString("deploymentId", stage.Stage.DeploymentId);
        json.WriteString("apiId", stage.Id);
        json.WriteEndObject();
    }

    private static void WriteIdentity(Utf8JsonWriter json, Exchange exchange)
    {
        var caller = exchange.Caller is { Kind: not PrincipalKind.Anonymous } signed ? signed : null;
        json.WriteStartObject("identity");
        json.WriteNull("cognitoIdentityPoolId");
        json.WriteString("accountId", caller?.Account);
        json.WriteNull("cognitoIdentityId");
        json.WriteString("caller", caller?.Id);
        json.WriteString("sourceIp", exchange.SourceIp);
        json.WriteNull("principalOrgId");
        json.WriteString("accessKey", caller?.AccessKeyId);
        json.WriteNull("cognitoAuthenticationType");
        json.WriteNull("cognitoAuthenticationProvider");
        json.WriteString("userArn", caller?.Arn);
        json.WriteString("userAgent", exchange.UserAgent);
        json.WriteString("user", caller?.Id);
        if (exchange.Key is { } key)
        {
            json.WriteString("apiKey", key.Value);
            json.WriteString("apiKeyId", key.Id);
        }
        exchange.Certificate?.Write(json);
        json.WriteEndObject();
    }

    /// <summary>The request's headers, with those that AWS's edge adds.</summary>
    private static IEnumerable<KeyValuePair<string, Microsoft.Extensions.Primitives.StringValues>> Headers(Exchange exchange)
    {
        var request = exchange.Http.Request;
        foreach (var header in request.Headers)
        {
            if (header.Value.Count > 0 && !header.Key.StartsWith(':')) yield return header;
        }
        if (!request.Headers.ContainsKey("X-Forwarded-For")) yield return new("X-Forwarded-For", exchange.SourceIp);
        if (!request.Headers.ContainsKey("X-Forwarded-Port")) yield return new("X-Forwarded-Port", (request.Host.Port ?? (request.IsHttps ? 443 : 80)).ToString(CultureInfo.InvariantCulture));
        if (!request.Headers.ContainsKey("X-Forwarded-Proto")) yield return new("X-Forwarded-Proto", request.Scheme);
    }

    private static void WriteList(Utf8JsonWriter json, string name, IEnumerable<string?> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }

    private static void WriteMap(Utf8JsonWriter json, string name, IReadOnlyCollection<KeyValuePair<string, string>> map)
    {
        if (map.Count == 0)
        {
            json.WriteNull(name);
            return;
        }
        json.WriteStartObject(name);
        foreach (var (key, value) in map) json.WriteString(key, value);
        json.WriteEndObject();
    }
}
