using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Undercast.Kernel;

namespace Undercast.ApiGateway.Routed;

/// <summary>Something that happened on a WebSocket API: a connection, a message, or its end. Integrations, templates and selections see it.</summary>
internal sealed class SocketEvent(RoutedStage stage, string connectionId, SocketClient client, string type, DateTimeOffset now)
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
    private JsonElement? _json;
    private string? _text;

    public RoutedStage Stage { get; } = stage;
    public string ConnectionId { get; } = connectionId;
    public SocketClient Client { get; } = client;
    /// <summary><c>CONNECT</c>, <c>MESSAGE</c> or <c>DISCONNECT</c>.</summary>
    public string Type { get; } = type;
    public DateTimeOffset Now { get; } = now;
    public string RequestId { get; } = NewId();
    public string MessageId { get; } = NewId();
    public CompiledRoute Route { get; set; } = null!;
    public ReadOnlyMemory<byte> Body { get; init; }
    public bool IsText { get; init; } = true;
    /// <summary>The opening request; null but for <c>CONNECT</c>.</summary>
    public SocketRequest? Request { get; init; }
    public (int Code, string Reason) Ended { get; init; }

    public string Text => _text ??= Encoding.UTF8.GetString(Body.Span);

    public JsonElement Json => _json ??= MappingText.Parse(Body);

    private static string NewId() => Convert.ToBase64String(Ids.NewGuid().ToByteArray().AsSpan(0, 11)).Replace('/', '_').Replace('+', '-');

    /// <summary>A variable as selections and mappings name it.</summary>
    public string? Variable(string name)
    {
        foreach (var prefix in (string[])["request.", "route.request."])
        {
            if (!name.StartsWith(prefix, StringComparison.Ordinal)) continue;
            var rest = name[prefix.Length..];
            if (rest == "body") return Text;
            if (rest.StartsWith("body.", StringComparison.Ordinal)) return MappingText.OfJson(Json, rest["body.".Length..]);
            if (rest.StartsWith("header.", StringComparison.Ordinal)) return Request?.Header(rest["header.".Length..]);
            return rest.StartsWith("querystring.", StringComparison.Ordinal) && Request?.Query.TryGetValue(rest["querystring.".Length..], out var values) == true ? values[^1] : null;
        }
        if (name.StartsWith("stageVariables.", StringComparison.Ordinal)) return Stage.Variables.GetValueOrDefault(name["stageVariables.".Length..]);
        return name.StartsWith("context.", StringComparison.Ordinal) ? Context(name["context.".Length..]) : null;
    }

    public string? Context(string name) => name switch
    {
        "accountId" => Stage.Api.Account,
        "apiId" => Stage.Id,
        "connectedAt" => Client.ConnectedAt.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
        "connectionId" => ConnectionId,
        "domainName" => Client.DomainName,
        "eventType" => Type,
        "extendedRequestId" or "requestId" => RequestId,
        "messageId" => MessageId,
        "requestTime" => Now.UtcDateTime.ToString("dd/MMM/yyyy:HH:mm:ss +0000", CultureInfo.InvariantCulture),
        "requestTimeEpoch" => Now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
        "routeKey" => Route.Key,
        "stage" => Stage.Name,
        "identity.sourceIp" => Client.SourceIp,
        "identity.userAgent" => Client.UserAgent,
        "identity.userArn" => Client.Caller?.Arn,
        "identity.accountId" => Client.Caller?.Account,
        _ when name.StartsWith("authorizer.", StringComparison.Ordinal) => Client.Verdict?.Value(name["authorizer.".Length..]),
        _ => null,
    };

    /// <summary>The event that a function gets; for an authorizer with the ARN of the route.</summary>
    public ReadOnlyMemory<byte> ForFunction(string? methodArn = null)
    {
        var output = new ArrayBufferWriter<byte>(1024 + Body.Length);
        using var json = new Utf8JsonWriter(output, Options);
        json.WriteStartObject();
        if (methodArn is not null)
        {
            json.WriteString("type", "REQUEST");
            json.WriteString("methodArn", methodArn);
        }
        if (Request is { } request)
        {
            json.WriteStartObject("headers");
            foreach (var (name, values) in request.Http.Request.Headers)
            {
                if (values.Count > 0 && !name.StartsWith(':')) json.WriteString(name, values[^1]);
            }
            json.WriteEndObject();
            json.WriteStartObject("multiValueHeaders");
            foreach (var (name, values) in request.Http.Request.Headers)
            {
                if (values.Count > 0 && !name.StartsWith(':')) WriteList(json, name, values);
            }
            json.WriteEndObject();
            if (request.Query.Count > 0)
            {
                json.WriteStartObject("queryStringParameters");
                foreach (var (name, values) in request.Query) json.WriteString(name, values[^1]);
                json.WriteEndObject();
                json.WriteStartObject("multiValueQueryStringParameters");
                foreach (var (name, values) in request.Query) WriteList(json, name, values);
                json.WriteEndObject();
            }
        }
        if (Stage.Variables.Count > 0)
        {
            json.WriteStartObject("stageVariables");
            foreach (var (name, value) in Stage.Variables) json.WriteString(name, value);
            json.WriteEndObject();
        }
        WriteContext(json);
        if (Type == "MESSAGE")
        {
            if (IsText) json.WriteString("body", Text);
            else json.WriteBase64String("body", Body.Span);
        }
        json.WriteBoolean("isBase64Encoded", !IsText);
        json.WriteEndObject();
        json.Flush();
        return output.WrittenMemory;
    }

    private void WriteContext(Utf8JsonWriter json)
    {
        json.WriteStartObject("requestContext");
        json.WriteString("routeKey", Route.Key);
        if (Client.Verdict is { } verdict)
        {
            json.WriteStartObject("authorizer");
            if (verdict.Context.ValueKind == JsonValueKind.Object)
            {
                foreach (var member in verdict.Context.EnumerateObject()) json.WriteString(member.Name, RoutedVerdict.TextOf(member.Value));
            }
            json.WriteString("principalId", verdict.PrincipalId);
            json.WriteEndObject();
        }
        if (Type == "MESSAGE") json.WriteString("messageId", MessageId);
        json.WriteString("eventType", Type);
        json.WriteString("extendedRequestId", RequestId);
        json.WriteString("requestTime", Context("requestTime"));
        json.WriteString("messageDirection", "IN");
        if (Type == "DISCONNECT")
        {
            json.WriteNumber("disconnectStatusCode", Ended.Code);
            json.WriteString("disconnectReason", Ended.Reason);
        }
        json.WriteString("stage", Stage.Name);
        json.WriteNumber("connectedAt", Client.ConnectedAt.ToUnixTimeMilliseconds());
        json.WriteNumber("requestTimeEpoch", Now.ToUnixTimeMilliseconds());
        json.WriteStartObject("identity");
        if (Client.Caller is { } caller)
        {
            json.WriteString("accountId", caller.Account);
            json.WriteString("accessKey", caller.AccessKeyId);
            json.WriteString("caller", caller.Id);
            json.WriteString("user", caller.Id);
            json.WriteString("userArn", caller.Arn);
        }
        json.WriteString("sourceIp", Client.SourceIp);
        if (Client.UserAgent.Length > 0) json.WriteString("userAgent", Client.UserAgent);
        json.WriteEndObject();
        json.WriteString("requestId", RequestId);
        json.WriteString("domainName", Client.DomainName);
        json.WriteString("connectionId", ConnectionId);
        json.WriteString("apiId", Stage.Id);
        json.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter json, string name, IEnumerable<string?> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }

    /// <summary>What mapping templates see.</summary>
    public Dictionary<string, object?> Scope(ReadOnlyMemory<byte> body)
    {
        var variables = new JavaMap();
        foreach (var (name, value) in Stage.Variables) variables[name] = value;
        return new Dictionary<string, object?>(StringComparer.Ordinal) { ["input"] = new InputObject(null, body), ["context"] = new ContextOf(this, ""), ["stageVariables"] = variables, ["util"] = UtilObject.Instance };
    }

    /// <summary><c>$context</c>, and the parts of it below.</summary>
    private sealed class ContextOf(SocketEvent of, string prefix) : IVtlObject
    {
        public object? Get(string member) => member is "identity" or "authorizer" && prefix.Length == 0 ? new ContextOf(of, member + ".") : of.Context(prefix + member);

        public object? Call(string method, object?[] arguments) => method == "get" && arguments is [string name] ? Get(name) : null;

        public void Set(string member, object? value) { }
    }
}
