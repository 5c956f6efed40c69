using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Undercast.Kernel;

namespace Undercast.Lambda;

/// <summary>The event of a function URL's request: payload format 2.0.</summary>
internal static class UrlEvents
{
    public static byte[] Build(HttpContext context, string path, string urlId, FunctionKey function, Principal caller, string requestId, byte[] body, DateTimeOffset now)
    {
        var request = context.Request;
        var domain = $"{urlId}.lambda-url.{function.Region}.on.aws";
        var output = new ArrayBufferWriter<byte>(1024 + body.Length);
        using var json = new Utf8JsonWriter(output);
        json.WriteStartObject();
        json.WriteString("version", "2.0");
        json.WriteString("routeKey", "$default");
        json.WriteString("rawPath", path);
        json.WriteString("rawQueryString", request.QueryString.HasValue ? request.QueryString.Value![1..] : "");
        if (request.Headers.Cookie.Count > 0)
        {
            json.WriteStartArray("cookies");
            foreach (var cookie in request.Headers.Cookie.SelectMany(c => c!.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))) json.WriteStringValue(cookie);
            json.WriteEndArray();
        }
        json.WriteStartObject("headers");
        foreach (var (name, value) in request.Headers)
        {
            if (!name.Equals("Cookie", StringComparison.OrdinalIgnoreCase)) json.WriteString(name.ToLowerInvariant(), string.Join(',', value.ToArray()));
        }
        json.WriteEndObject();
        if (request.Query.Count > 0)
        {
            json.WriteStartObject("queryStringParameters");
            foreach (var (name, value) in request.Query) json.WriteString(name, string.Join(',', value.ToArray()));
            json.WriteEndObject();
        }
        json.WriteStartObject("requestContext");
        json.WriteString("accountId", caller.Kind == PrincipalKind.Anonymous ? "anonymous" : caller.Account);
        json.WriteString("apiId", urlId);
        if (caller.Kind != PrincipalKind.Anonymous)
        {
            json.WriteStartObject("authorizer");
            json.WriteStartObject("iam");
            json.WriteString("accessKey", caller.AccessKeyId);
            json.WriteString("accountId", caller.Account);
            json.WriteString("callerId", caller.Id);
            json.WriteNull("cognitoIdentity");
            json.WriteNull("principalOrgId");
            json.WriteString("userArn", caller.Arn);
            json.WriteString("userId", caller.Id);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        json.WriteString("domainName", domain);
        json.WriteString("domainPrefix", urlId);
        json.WriteStartObject("http");
        json.WriteString("method", request.Method);
        json.WriteString("path", path);
        json.WriteString("protocol", request.Protocol);
        json.WriteString("sourceIp", context.Connection.RemoteIpAddress?.ToString() ?? "127.0.0.1");
        json.WriteString("userAgent", request.Headers.UserAgent.ToString());
        json.WriteEndObject();
        json.WriteString("requestId", requestId);
        json.WriteString("routeKey", "$default");
        json.WriteString("stage", "$default");
        json.WriteString("time", now.UtcDateTime.ToString("dd/MMM/yyyy:HH:mm:ss +0000", CultureInfo.InvariantCulture));
        json.WriteNumber("timeEpoch", now.ToUnixTimeMilliseconds());
        json.WriteEndObject();
        if (body.Length > 0)
        {
            var text = IsText(request.ContentType);
            json.WriteString("body", text ? Encoding.UTF8.GetString(body) : Convert.ToBase64String(body));
            json.WriteBoolean("isBase64Encoded", !text);
        }
        else json.WriteBoolean("isBase64Encoded", false);
        json.WriteEndObject();
        json.Flush();
        return output.WrittenSpan.ToArray();
    }

    // AWS: these travel as text, all else as base64.
    private static bool IsText(string? contentType)
    {
        var type = contentType?.Split(';')[0].Trim() ?? "";
        return type.StartsWith("text/", StringComparison.OrdinalIgnoreCase) || type.EndsWith("+json", StringComparison.OrdinalIgnoreCase) || type.EndsWith("+xml", StringComparison.OrdinalIgnoreCase)
            || type.ToLowerInvariant() is "application/json" or "application/javascript" or "application/xml";
    }
}
