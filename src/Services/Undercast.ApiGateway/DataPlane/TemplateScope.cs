using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Undercast.Kernel;

namespace Undercast.ApiGateway;

/// <summary>What mapping templates see.</summary>
internal static class TemplateScope
{
    /// <summary>For a request's template: <c>$input</c> is the client's body.</summary>
    public static Dictionary<string, object?> ForRequest(Exchange exchange) => Of(exchange, exchange.Body);

    /// <summary>For a response's template: <c>$input</c> is what the integration answered.</summary>
    public static Dictionary<string, object?> ForResponse(Exchange exchange, ReadOnlyMemory<byte> body) => Of(exchange, body);

    public static Dictionary<string, object?> ForFault(Exchange exchange) => Of(exchange, exchange.Body);

    private static Dictionary<string, object?> Of(Exchange exchange, ReadOnlyMemory<byte> body)
    {
        var variables = new JavaMap();
        foreach (var (name, value) in exchange.Stage.Variables) variables[name] = value;
        return new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["input"] = new InputObject(exchange, body), ["context"] = new ContextObject(exchange), ["stageVariables"] = variables, ["util"] = UtilObject.Instance,
        };
    }
}

/// <summary><c>$input</c>.</summary>
/// <param name="exchange">Where parameters are; null where there are none.</param>
/// <param name="body">The body.</param>
internal sealed class InputObject(Exchange? exchange, ReadOnlyMemory<byte> body) : IVtlObject
{
    private object? _parsed;
    private bool _isParsed;

    // AWS: without a body, an empty object stands for it.
    private string Body => field ??= body.IsEmpty ? "{}" : Encoding.UTF8.GetString(body.Span);

    private object? Parsed
    {
        get
        {
            if (!_isParsed) (_parsed, _isParsed) = (body.IsEmpty ? new JavaMap() : JsonValues.Read(body.Span), true);
            return _parsed;
        }
    }

    public object? Get(string member) => member == "body" ? Body : null;

    public object? Call(string method, object?[] arguments) => (method, arguments) switch
    {
        ("path", [string path]) => JsonPath.Find(Parsed, path),
        ("json", [string path]) => Json(path),
        ("params", []) => AllParameters(),
        ("params", [string name]) => Parameter(name),
        ("body", []) or ("getBody", []) => Body,
        _ => null,
    };

    public void Set(string member, object? value) { }

    private string Json(string path) => JsonPath.Find(Parsed, path) is { } found ? JsonValues.Write(found) : "\"\"";

    // AWS: the path first, then the query, then the headers.
    private string Parameter(string name) => exchange is null ? "" :
        exchange.Variable(name) ?? (exchange.Query.TryGetValue(name, out var values) ? values[^1] : null) ?? exchange.Header(name) ?? "";

    private JavaMap AllParameters()
    {
        var (path, query, header) = (new JavaMap(), new JavaMap(), new JavaMap());
        if (exchange is null) return new JavaMap();
        foreach (var (name, value) in exchange.PathVariables) path[name] = value;
        foreach (var (name, values) in exchange.Query) query[name] = values[^1];
        foreach (var (name, values) in exchange.Http.Request.Headers) header[name] = values.Count == 0 ? "" : values[^1];
        return new JavaMap { ["path"] = path, ["querystring"] = query, ["header"] = header };
    }
}

/// <summary><c>$util</c>.</summary>
internal sealed class UtilObject : IVtlObject
{
    public static readonly UtilObject Instance = new();
    private static readonly SearchValues<char> Plain = SearchValues.Create([.. Enumerable.Range(' ', '\u007e' - ' ' + 1).Select(static c => (char)c).Except("\"'\\/")]);

    public object? Get(string member) => null;

    public object? Call(string method, object?[] arguments)
    {
        if (arguments.Length != 1) return null;
        var text = JavaValues.Text(arguments[0]) ?? "";
        return method switch
        {
            "escapeJavaScript" => Escape(text),
            "parseJson" => JsonValues.Read(text),
            "urlEncode" => System.Net.WebUtility.UrlEncode(text).Replace("!", "%21", StringComparison.Ordinal).Replace("(", "%28", StringComparison.Ordinal).Replace(")", "%29", StringComparison.Ordinal),
            "urlDecode" => System.Net.WebUtility.UrlDecode(text),
            "base64Encode" => Convert.ToBase64String(Encoding.UTF8.GetBytes(text)),
            "base64Decode" => Encoding.UTF8.GetString(Convert.FromBase64String(text)),
            _ => null,
        };
    }

    public void Set(string member, object? value) { }

    // AWS: as Apache Commons' escapeJavaScript, quotes of both kinds and the slash.
    private static string Escape(string text)
    {
        if (text.AsSpan().IndexOfAnyExcept(Plain) < 0) return text;
        var output = new StringBuilder(text.Length + 8);
        foreach (var c in text)
        {
            switch (c)
            {
                case '"' or '\'' or '\\' or '/': output.Append('\\').Append(c); break;
                case '\n': output.Append("\\n"); break;
                case '\r': output.Append("\\r"); break;
                case '\t': output.Append("\\t"); break;
                case '\b': output.Append("\\b"); break;
                case '\f': output.Append("\\f"); break;
                case < ' ' or > '\u007e': output.Append("\\u").Append(((int)c).ToString("X4", CultureInfo.InvariantCulture)); break;
                default: output.Append(c); break;
            }
        }
        return output.ToString();
    }
}

/// <summary><c>$context</c>.</summary>
internal sealed class ContextObject(Exchange exchange) : IVtlObject
{
    public object? Get(string member) => member switch
    {
        "accountId" => exchange.Stage.Api.Account,
        "apiId" => exchange.Stage.Id,
        "deploymentId" => exchange.Stage.Stage.DeploymentId,
        "domainName" => exchange.DomainName,
        "domainPrefix" => exchange.DomainPrefix,
        "extendedRequestId" => exchange.ExtendedId,
        "httpMethod" => exchange.HttpMethod,
        "path" => exchange.Address.WholePath,
        "protocol" => exchange.Protocol,
        "requestId" => exchange.RequestId,
        "requestTime" => exchange.Now.UtcDateTime.ToString("dd/MMM/yyyy:HH:mm:ss +0000", CultureInfo.InvariantCulture),
        "requestTimeEpoch" => exchange.Now.ToUnixTimeMilliseconds(),
        "resourceId" => exchange.Method?.Resource.Id,
        "resourcePath" => exchange.Method?.Resource.Path,
        "operationName" => exchange.Method?.Method.OperationName,
        "stage" => exchange.Stage.Name,
        "status" => exchange.IntegrationStatus is { } status ? (long)status : null,
        "identity" => Identity(),
        "authorizer" => Authorizer(),
        "error" => Error(),
        "integration" => new JavaMap { ["status"] = exchange.IntegrationStatus is { } answered ? (long)answered : null },
        "requestOverride" => new OverrideObject(exchange.Overrides, true),
        "responseOverride" => new OverrideObject(exchange.Overrides, false),
        _ => null,
    };

    public object? Call(string method, object?[] arguments) => method == "get" && arguments is [string name] ? Get(name) : null;

    public void Set(string member, object? value) { }

    private JavaMap Identity()
    {
        var caller = exchange.Caller is { Kind: not PrincipalKind.Anonymous } signed ? signed : null;
        return new JavaMap
        {
            ["sourceIp"] = exchange.SourceIp, ["userAgent"] = exchange.UserAgent, ["accountId"] = caller?.Account, ["caller"] = caller?.Id, ["user"] = caller?.Id, ["userArn"] = caller?.Arn,
            ["accessKey"] = caller?.AccessKeyId, ["apiKey"] = exchange.Key?.Value, ["apiKeyId"] = exchange.Key?.Id, ["clientCert"] = exchange.Certificate?.Map(),
        };
    }

    private JavaMap? Authorizer()
    {
        if (exchange.Authorizer is not { } authorizer) return null;
        var map = new JavaMap();
        foreach (var (name, value) in authorizer.Context) map[name] = value;
        if (authorizer.PrincipalId is { } principal) map["principalId"] = principal;
        if (authorizer.Claims is { } claims)
        {
            var of = new JavaMap();
            foreach (var (name, value) in claims) of[name] = value;
            map["claims"] = of;
        }
        return map;
    }

    private JavaMap? Error() => exchange.Fault is not { } fault ? null : new JavaMap
    {
        ["message"] = fault.Message, ["messageString"] = fault.Message.Length == 0 ? "null" : Expressions.Quote(fault.Message), ["responseType"] = fault.Type,
        ["validationErrorString"] = fault.ValidationErrors,
    };
}

/// <summary><c>$context.requestOverride</c> and <c>$context.responseOverride</c>.</summary>
internal sealed class OverrideObject(Overrides overrides, bool request) : IVtlObject
{
    public object? Get(string member) => (request, member) switch
    {
        (true, "header") => new Part(overrides.RequestHeaders),
        (true, "path") => new Part(overrides.RequestPath),
        (true, "querystring") => new Part(overrides.RequestQuery),
        (false, "header") => new Part(overrides.ResponseHeaders),
        (false, "status") => overrides.Status is { } status ? (long)status : null,
        _ => null,
    };

    public object? Call(string method, object?[] arguments) => null;

    public void Set(string member, object? value)
    {
        if (!request && member == "status" && int.TryParse(JavaValues.Text(value), NumberStyles.None, CultureInfo.InvariantCulture, out var status) && status is >= 200 and <= 599) overrides.Status = status;
    }

    private sealed class Part(Dictionary<string, string> values) : IVtlObject
    {
        public object? Get(string member) => values.GetValueOrDefault(member);

        public object? Call(string method, object?[] arguments) => null;

        public void Set(string member, object? value)
        {
            if (JavaValues.Text(value) is { } text) values[member] = text;
        }
    }
}
