using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Undercast.Kernel;

namespace Undercast.ApiGateway.Routed;

/// <summary>The events that functions get from HTTP APIs, for integrations and authorizers, in payload formats 1.0 and 2.0.</summary>
internal static class RoutedEvents
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static ReadOnlyMemory<byte> ForIntegration(RoutedRequest request, MappedRequest mapped)
    {
        var output = new ArrayBufferWriter<byte>(1536 + request.Body.Length);
        using var json = new Utf8JsonWriter(output, Options);
        json.WriteStartObject();
        var isTwo = request.Route.Integration!.PayloadFormatVersion == "2.0";
        json.WriteString("version", isTwo ? "2.0" : "1.0");
        if (isTwo) WriteTwo(json, request, mapped);
        else WriteOne(json, request, mapped);
        var isText = request.Body.IsEmpty || IsText(request);
        if (!request.Body.IsEmpty)
        {
            if (isText && Utf8.IsValid(request.Body.Span)) json.WriteString("body", request.Body.Span);
            else if (isText) json.WriteString("body", request.BodyText);
            else json.WriteBase64String("body", request.Body.Span);
        }
        else if (!isTwo) json.WriteNull("body");
        json.WriteBoolean("isBase64Encoded", !isText);
        json.WriteEndObject();
        json.Flush();
        return output.WrittenMemory;
    }

    public static ReadOnlyMemory<byte> ForAuthorizer(RoutedRequest request, Authorizer authorizer, IReadOnlyList<string?> identity)
    {
        var output = new ArrayBufferWriter<byte>(1536);
        using var json = new Utf8JsonWriter(output, Options);
        var plain = new MappedRequest(request);
        json.WriteStartObject();
        json.WriteString("type", "REQUEST");
        if (authorizer.AuthorizerPayloadFormatVersion == "2.0")
        {
            json.WriteString("version", "2.0");
            json.WriteString("routeArn", request.Stage.ArnOf(request.HttpMethod + request.Address.Path));
            if (identity.Count == 0) json.WriteNull("identitySource");
            else WriteList(json, "identitySource", identity);
            WriteTwo(json, request, plain);
        }
        else
        {
            json.WriteString("version", "1.0");
            json.WriteString("methodArn", request.Stage.ArnOf(request.HttpMethod + request.Address.Path));
            json.WriteString("identitySource", string.Join(',', identity));
            json.WriteString("authorizationToken", string.Join(',', identity));
            WriteOne(json, request, plain);
        }
        json.WriteEndObject();
        json.Flush();
        return output.WrittenMemory;
    }

    private static void WriteTwo(Utf8JsonWriter json, RoutedRequest request, MappedRequest mapped)
    {
        json.WriteString("routeKey", request.Route.Key);
        json.WriteString("rawPath", mapped.Path ?? request.RawPath);
        json.WriteString("rawQueryString", mapped.RawQuery);
        var cookies = request.Http.Request.Headers.Cookie;
        if (cookies.Count > 0) WriteList(json, "cookies", cookies.SelectMany(static c => c!.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)));
        json.WriteStartObject("headers");
        foreach (var (name, values) in mapped.Headers)
        {
            if (!name.Equals("cookie", StringComparison.OrdinalIgnoreCase)) json.WriteString(name.ToLowerInvariant(), values.Count == 1 ? values[0] : string.Join(',', values.ToArray()));
        }
        json.WriteEndObject();
        if (mapped.Query.Count > 0)
        {
            json.WriteStartObject("queryStringParameters");
            foreach (var (name, values) in mapped.Query) json.WriteString(name, values.Count == 1 ? values[0] : string.Join(',', values));
            json.WriteEndObject();
        }
        json.WriteStartObject("requestContext");
        json.WriteString("accountId", request.Account);
        json.WriteString("apiId", request.ApiId);
        if (request.Verdict is not null || request.Caller is not null)
        {
            json.WriteStartObject("authorizer");
            if (request.Verdict is { Claims.ValueKind: JsonValueKind.Object } token)
            {
                json.WriteStartObject("jwt");
                WriteClaims(json, token);
                WriteScopes(json, token);
                json.WriteEndObject();
            }
            else if (request.Verdict is { } verdict)
            {
                json.WritePropertyName("lambda");
                if (verdict.Context.ValueKind == JsonValueKind.Object) verdict.Context.WriteTo(json);
                else json.WriteNullValue();
            }
            else WriteIam(json, request.Caller!);
            json.WriteEndObject();
        }
        if (request.Certificate is { } certificate)
        {
            json.WriteStartObject("authentication");
            certificate.Write(json);
            json.WriteEndObject();
        }
        json.WriteString("domainName", request.DomainName);
        json.WriteString("domainPrefix", request.DomainPrefix);
        json.WriteStartObject("http");
        json.WriteString("method", request.HttpMethod);
        json.WriteString("path", request.RawPath);
        json.WriteString("protocol", request.Protocol);
        json.WriteString("sourceIp", request.SourceIp);
        json.WriteString("userAgent", request.UserAgent);
        json.WriteEndObject();
        json.WriteString("requestId", request.ExtendedId);
        json.WriteString("routeKey", request.Route.Key);
        json.WriteString("stage", request.Stage.Name);
        json.WriteString("time", request.Time);
        json.WriteNumber("timeEpoch", request.Now.ToUnixTimeMilliseconds());
        json.WriteEndObject();
        WriteMap(json, "pathParameters", request.PathVariables, false);
        WriteMap(json, "stageVariables", request.Stage.Variables, false);
    }

    private static void WriteOne(Utf8JsonWriter json, RoutedRequest request, MappedRequest mapped)
    {
        json.WriteString("resource", request.Route.Key == RoutedRules.DefaultRoute ? RoutedRules.DefaultRoute : request.Route.Path);
        json.WriteString("path", mapped.Path ?? request.RawPath);
        json.WriteString("httpMethod", request.HttpMethod);
        json.WriteStartObject("headers");
        foreach (var (name, values) in mapped.Headers) json.WriteString(name, values[^1]);
        json.WriteEndObject();
        json.WriteStartObject("multiValueHeaders");
        foreach (var (name, values) in mapped.Headers) WriteList(json, name, values);
        json.WriteEndObject();
        if (mapped.Query.Count == 0)
        {
            json.WriteNull("queryStringParameters");
            json.WriteNull("multiValueQueryStringParameters");
        }
        else
        {
            json.WriteStartObject("queryStringParameters");
            foreach (var (name, values) in mapped.Query) json.WriteString(name, values[^1]);
            json.WriteEndObject();
            json.WriteStartObject("multiValueQueryStringParameters");
            foreach (var (name, values) in mapped.Query) WriteList(json, name, values);
            json.WriteEndObject();
        }
        json.WriteStartObject("requestContext");
        json.WriteString("accountId", request.Account);
        json.WriteString("apiId", request.ApiId);
        if (request.Verdict is { } verdict)
        {
            json.WriteStartObject("authorizer");
            if (verdict.Claims.ValueKind == JsonValueKind.Object)
            {
                WriteClaims(json, verdict);
                WriteScopes(json, verdict);
            }
            else
            {
                if (verdict.Context.ValueKind == JsonValueKind.Object)
                {
                    foreach (var member in verdict.Context.EnumerateObject()) member.WriteTo(json);
                }
                json.WriteString("principalId", verdict.PrincipalId);
            }
            json.WriteEndObject();
        }
        json.WriteString("domainName", request.DomainName);
        json.WriteString("domainPrefix", request.DomainPrefix);
        json.WriteString("extendedRequestId", request.ExtendedId);
        json.WriteString("httpMethod", request.HttpMethod);
        json.WriteStartObject("identity");
        var caller = request.Caller;
        json.WriteString("accessKey", caller?.AccessKeyId);
        json.WriteString("accountId", caller?.Account);
        json.WriteString("caller", caller?.Id);
        foreach (var name in (string[])["cognitoAmr", "cognitoAuthenticationProvider", "cognitoAuthenticationType", "cognitoIdentityId", "cognitoIdentityPoolId", "principalOrgId"]) json.WriteNull(name);
        json.WriteString("sourceIp", request.SourceIp);
        json.WriteString("user", caller?.Id);
        json.WriteString("userAgent", request.UserAgent);
        json.WriteString("userArn", caller?.Arn);
        request.Certificate?.Write(json);
        json.WriteEndObject();
        json.WriteString("path", request.RawPath);
        json.WriteString("protocol", request.Protocol);
        json.WriteString("requestId", request.ExtendedId);
        json.WriteString("requestTime", request.Time);
        json.WriteNumber("requestTimeEpoch", request.Now.ToUnixTimeMilliseconds());
        json.WriteString("resourceId", request.Route.Key);
        json.WriteString("resourcePath", request.Route.Key == RoutedRules.DefaultRoute ? RoutedRules.DefaultRoute : request.Route.Path);
        json.WriteString("stage", request.Stage.Name);
        json.WriteEndObject();
        WriteMap(json, "pathParameters", request.PathVariables, true);
        WriteMap(json, "stageVariables", request.Stage.Variables, true);
    }

    private static void WriteIam(Utf8JsonWriter json, Principal caller)
    {
        json.WriteStartObject("iam");
        json.WriteString("accessKey", caller.AccessKeyId);
        json.WriteString("accountId", caller.Account);
        json.WriteString("callerId", caller.Id);
        json.WriteNull("cognitoIdentity");
        json.WriteNull("principalOrgId");
        json.WriteString("userArn", caller.Arn);
        json.WriteString("userId", caller.Id);
        json.WriteEndObject();
    }

    private static void WriteClaims(Utf8JsonWriter json, RoutedVerdict verdict)
    {
        json.WriteStartObject("claims");
        foreach (var claim in verdict.Claims.EnumerateObject()) json.WriteString(claim.Name, RoutedVerdict.TextOf(claim.Value));
        json.WriteEndObject();
    }

    private static void WriteScopes(Utf8JsonWriter json, RoutedVerdict verdict)
    {
        if (verdict.Scopes is { Count: > 0 } scopes) WriteList(json, "scopes", scopes);
        else json.WriteNull("scopes");
    }

    private static void WriteList(Utf8JsonWriter json, string name, IEnumerable<string?> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }

    private static void WriteMap(Utf8JsonWriter json, string name, IReadOnlyCollection<KeyValuePair<string, string>> map, bool orNull)
    {
        if (map.Count == 0)
        {
            if (orNull) json.WriteNull(name);
            return;
        }
        json.WriteStartObject(name);
        foreach (var (key, value) in map) json.WriteString(key, value);
        json.WriteEndObject();
    }

    // AWS: these travel as text, all else as base64, and so does whatever is compressed.
    private static bool IsText(RoutedRequest request)
    {
        if (request.Http.Request.Headers.ContentEncoding.Count > 0) return false;
        var type = (request.Http.Request.ContentType ?? "").Split(';')[0].Trim().ToLowerInvariant();
        return type.StartsWith("text/", StringComparison.Ordinal) || type.EndsWith("+json", StringComparison.Ordinal) || type.EndsWith("+xml", StringComparison.Ordinal)
            || type is "application/json" or "application/javascript" or "application/xml";
    }
}
